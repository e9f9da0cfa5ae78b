"""What a change of the text does to what is owed: rulings on the same facts compared."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from obligations.law.terms import Ruling
from obligations.law.wording import FACTS, long_date

Key = tuple[UUID | None, str]

# Days and bearers are what people plan by; a change of one of these is told as a change.
TOLD = ("applies_from", "enforceable_from", "missing", "bearer")


class What(StrEnum):
    """What happens to one duty. Each duty meets exactly one of these."""

    NEWLY_OWED = "newly-owed"
    ENDS = "ends"
    UNDETERMINED = "undetermined"
    CHANGES = "changes"
    REWORDED = "reworded"
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One duty of one subject (``ai_model`` None: the provider) before and after.

    ``before`` and ``after`` are sentences; ``because`` and ``cite`` are those of the ruling that
    decides: the later one, or the earlier one where the later text has no such entry.
    """

    ai_model: UUID | None
    key: str
    title: str
    what: What
    before: str
    after: str
    because: str
    cite: str
    doubts: tuple[str, ...] = ()


def weigh(
    before: Mapping[Key, Ruling], after: Mapping[Key, Ruling], reworded: Collection[str]
) -> tuple[Effect, ...]:
    """Compare rulings on the same facts under two texts.

    ``reworded`` names entries that read differently. What is owed under neither text is left out;
    every other duty has one effect, in the order of the later text and then of what is gone.
    """
    found = []
    for place in [*after, *(gone for gone in before if gone not in after)]:
        old, new = before.get(place), after.get(place)
        if (old is not None and old.owed is not False) or (new and new.owed is not False):
            found.append(_effect(place, old, new, place[1] in reworded))
    return tuple(found)


def _effect(place: Key, old: Ruling | None, new: Ruling | None, is_reworded: bool) -> Effect:
    deciding = new or old
    if deciding is None:
        raise ValueError("There is no ruling to weigh.")
    return Effect(
        ai_model=place[0],
        key=place[1],
        title=deciding.title,
        what=_what(old, new, is_reworded),
        before=said(old),
        after=said(new),
        because=deciding.because if new else "The later text has no such entry.",
        cite=deciding.cite,
        doubts=deciding.doubts,
    )


def _what(old: Ruling | None, new: Ruling | None, is_reworded: bool) -> What:
    if new is None or new.owed is False:
        return What.ENDS
    if new.owed is True and (old is None or old.owed is not True):
        return What.NEWLY_OWED
    if old is None or old.owed is not new.owed:
        return What.UNDETERMINED
    if any(getattr(old, name) != getattr(new, name) for name in TOLD) or _day(old) != _day(new):
        return What.CHANGES
    words = (old.because, old.cite, old.doubts) != (new.because, new.cite, new.doubts)
    return What.REWORDED if words or is_reworded else What.SAME


def _day(ruling: Ruling) -> object:
    return ruling.due.strict if ruling.due and ruling.owed else None


def said(ruling: Ruling | None) -> str:
    """Say in a sentence what a ruling brings."""
    if ruling is None:
        return "Not in the text."
    if ruling.owed is None:
        return f"Not enough is known; missing: {', '.join(map(_named, ruling.missing))}."
    if not ruling.owed:
        return "Not owed."
    since = f" from {long_date(ruling.applies_from)}" if ruling.applies_from else ""
    until = f", due {long_date(ruling.due.strict)}" if ruling.due else ""
    return f"Owed{since}{until}, by the {ruling.bearer.value}."


def _named(fact: str) -> str:
    return FACTS.get(fact, fact)


def counts(effects: Collection[Effect]) -> dict[str, int]:
    """Count effects by what they are; all kinds are named, so that the counts add up."""
    found = {what.value: 0 for what in What}
    for one in effects:
        found[one.what.value] += 1
    return found
