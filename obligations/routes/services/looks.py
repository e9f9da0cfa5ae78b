"""What differs since a provider's ways were looked at last: editions and standards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from obligations.catalogue.loader import catalogue
from obligations.catalogue.records import Edition as Source
from obligations.catalogue.records import Standard
from obligations.law.comparisons import compare
from obligations.law.terms import Entry
from obligations.law.ways import touched
from obligations.models import Edition
from obligations.queries import catalogue as texts
from obligations.routes.models import WaysLook
from providers.models import Provider


@dataclass(frozen=True, slots=True)
class Move:
    """One text that a provider's duties followed, and the edition they follow now."""

    before: Source
    after: Source

    @property
    def touched(self) -> Mapping[str, Entry]:
        """The entries that say something else, by key."""
        return _touched(self.before.sha256, self.after.sha256)

    @property
    def is_back(self) -> bool:
        """Whether an edition was taken back."""
        return self.after.in_force_from < self.before.in_force_from

    def told(self, key: str) -> str:
        """Say what changed in an entry, in the words of the later edition's file."""
        later = self.before if self.is_back else self.after
        return next((one.sentence for one in later.changes if one.key == key), "")


@dataclass(frozen=True, slots=True)
class Differences:
    """What is new since the last look."""

    moves: tuple[Move, ...] = ()
    published: tuple[Standard, ...] = ()
    withdrawn: tuple[str, ...] = ()


def name(edition: Source) -> str:
    """Name an edition in one word and its day."""
    return f"{edition.instrument} {edition.in_force_from}"


@lru_cache(maxsize=16)
def _touched(before: str, after: str) -> Mapping[str, Entry]:
    """Compare two editions, named by their hashes, once for all providers."""
    entries = {one.sha256: one.entries for one in catalogue().editions}
    return touched(compare(entries[before], entries[after]))


def look(
    provider: Provider,
    standing: Sequence[Standard],
    *,
    on: date,
    came_from: Edition | None,
    now: datetime,
) -> Differences:
    """Compare with the last look, and note this one; the first look of all finds no move.

    ``came_from`` is the edition duties followed until now, for a provider never looked at. Call it
    within the provider's turn.
    """
    followed = {one.instrument: one for one in texts.editions_in_use(on, provider)}
    last = WaysLook.objects.filter(provider=provider).first()
    known = dict(last.texts) if last else {}
    stood = last.standards if last else []
    if came_from is not None:
        known.setdefault(came_from.instrument, came_from.in_force_from.isoformat())
    found = Differences(
        moves=tuple(_moves(known, followed.values())),
        published=tuple(one for one in standing if one.key not in stood),
        withdrawn=tuple(sorted(set(stood) - {one.key for one in standing})),
    )
    days = {one.instrument: one.in_force_from.isoformat() for one in followed.values()}
    keys = sorted(one.key for one in standing)
    if last is None or (last.texts, last.standards) != (days, keys):
        values = {"texts": days, "standards": keys, "looked_at": now}
        WaysLook.objects.update_or_create(provider=provider, defaults=values)
    return found


def _moves(known: Mapping[str, str], followed: Iterable[Source]) -> Iterable[Move]:
    places = {(one.instrument, one.in_force_from.isoformat()): one for one in catalogue().editions}
    for after in followed:
        before = places.get((after.instrument, known.get(after.instrument, "")))
        if before is not None and before.place != after.place:
            yield Move(before, after)
