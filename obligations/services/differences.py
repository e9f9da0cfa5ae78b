"""Duties in force and rulings compared: what opens, changes and ends, and what people are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from obligations.law import wording
from obligations.law.terms import Ruling
from obligations.law.workflow import Route
from obligations.models import Duty
from obligations.queries.routes import CODE

Key = tuple[UUID | None, str]

RULED = (
    "owed",
    "applies_from",
    "enforceable_from",
    "because",
    "cite",
    "missing",
    "doubts",
    "bearer",
    "obligation_id",
)
# A change of one of these is told to people; a change of the others is one of words.
TOLD = ("owed", "applies_from", "enforceable_from", "missing", "bearer")

# Of a duty that is new: what it was before.
NOT_YET = "Not owed until now."


@dataclass(frozen=True, slots=True)
class Altered:
    """A duty that stays in force under another ruling.

    ``before`` is what it said until now, and ``was_owed`` whether it was owed; ``is_told`` is
    False where only words differ.
    """

    duty: Duty
    ruling: Ruling
    before: str
    was_owed: bool | None
    is_told: bool


@dataclass(slots=True)
class Difference:
    """What has to be done so that the duties in force agree with the rulings."""

    opened: list[tuple[Duty, Ruling]] = field(default_factory=list)
    altered: list[Altered] = field(default_factory=list)
    kept: list[tuple[Duty, Ruling]] = field(default_factory=list)
    ended: list[tuple[Duty, Ruling]] = field(default_factory=list)


def compare(
    in_force: Iterable[Duty],
    rulings: Mapping[Key, Ruling],
    obligations: Mapping[str, int],
    provider_id: UUID,
    now: datetime,
) -> Difference:
    """Find the differences; duties are made or changed in memory only."""
    found = Difference()
    present = {(duty.ai_model_id, duty.key): duty for duty in in_force}
    for (ai_model_id, key), ruling in rulings.items():
        duty = present.pop((ai_model_id, key), None)
        if duty is None and ruling.owed is not False:
            opened = Duty(provider_id=provider_id, ai_model_id=ai_model_id, key=key)
            opened.opened_at = opened.changed_at = now
            # A measure binds because its chapter was signed; there is no other way to choose.
            opened.route = Route.CODE.value if key.startswith(CODE) else ""
            put(opened, ruling, obligations[key])
            found.opened.append((opened, ruling))
        elif duty is not None and ruling.owed is False:
            found.ended.append((duty, ruling))
        elif duty is not None:
            _look(found, duty, ruling, obligations[key])
    for duty in present.values():
        found.ended.append((duty, _gone(duty)))
    return found


def _gone(duty: Duty) -> Ruling:
    """Rule on a duty whose entry a later edition dropped."""
    return Ruling(
        key=duty.key,
        title=duty.obligation.title,
        owed=False,
        because="Nothing in the text now in force asks for this.",
        cite=duty.cite,
    )


def _look(found: Difference, duty: Duty, ruling: Ruling, obligation_id: int) -> None:
    values = _values(ruling, obligation_id)
    differing = [name for name in RULED if getattr(duty, name) != values[name]]
    if not differing:
        found.kept.append((duty, ruling))
        return
    is_told = not set(differing).isdisjoint(TOLD)
    altered = Altered(duty, ruling, said(duty), duty.owed, is_told)
    put(duty, ruling, obligation_id)
    found.altered.append(altered)


def put(duty: Duty, ruling: Ruling, obligation_id: int) -> None:
    for name, value in _values(ruling, obligation_id).items():
        setattr(duty, name, value)


def _values(ruling: Ruling, obligation_id: int) -> dict[str, Any]:
    return {
        "owed": ruling.owed,
        "applies_from": ruling.applies_from,
        "enforceable_from": ruling.enforceable_from,
        "because": ruling.because,
        "cite": ruling.cite,
        "missing": list(ruling.missing),
        "doubts": list(ruling.doubts),
        "bearer": ruling.bearer.value,
        "obligation_id": obligation_id,
    }


def said(duty: Duty) -> str:
    """Say in a sentence what a duty was until now."""
    if duty.owed is None:
        return "Not enough was known."
    since = f" from {wording.long_date(duty.applies_from)}" if duty.applies_from else ""
    until = f", due {wording.long_date(duty.due_on)}" if duty.due_on else ""
    return f"Owed{since}{until}."
