"""Amendments: each edition of a text beside the one before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from obligations.catalogue.loader import catalogue
from obligations.catalogue.records import Edition as Source
from obligations.catalogue.records import Place
from obligations.law.comparisons import Comparison, compare
from obligations.models import Edition, EditionChange


@dataclass(frozen=True, slots=True)
class Amendment:
    """An edition and the one before it; ``told`` is what the data file says of each entry."""

    after: Source
    before: Source

    @property
    def comparison(self) -> Comparison:
        """The two side by side."""
        return compare(self.before.entries, self.after.entries)

    @property
    def told(self) -> dict[str, str]:
        """What changed, in a sentence for each entry."""
        return {change.key: change.sentence for change in self.after.changes}

    def assume(self, *, in_use: bool) -> dict[Place, bool]:
        """Say which editions of the text to look at: this one and none later, or not even this."""
        places = [one.place for one in catalogue().editions if self._is_later(one)]
        return dict.fromkeys(places, False) | {
            self.before.place: True,
            self.after.place: in_use,
        }

    def _is_later(self, one: Source) -> bool:
        same = one.instrument == self.after.instrument
        return same and one.in_force_from > self.after.in_force_from


def amendments() -> list[Amendment]:
    """Give all amendments the data files know, the latest first."""
    found: list[Amendment] = []
    before: dict[str, Source] = {}
    for edition in catalogue().editions:
        if edition.instrument in before:
            found.append(Amendment(edition, before[edition.instrument]))
        before[edition.instrument] = edition
    return sorted(found, key=lambda one: (one.after.in_force_from, one.after.place), reverse=True)


def amendment(instrument: str, day: date) -> Amendment | None:
    """Give one amendment by its text and day; None where there is none."""
    place = (instrument, day)
    return next((one for one in amendments() if one.after.place == place), None)


def row(place: Place) -> Edition | None:
    """Give the row of an edition; None where it was not taken over yet."""
    return Edition.objects.filter(instrument=place[0], in_force_from=place[1]).first()


def rows() -> dict[Place, Edition]:
    """Give the rows of all editions by text and day, in one query."""
    return {(one.instrument, one.in_force_from): one for one in Edition.objects.all()}


def changes(edition: Edition) -> QuerySet[EditionChange]:
    """Give the decisions about an edition, newest first, with how far each has come.

    What it moved is summed over all providers: numbers alone, and no names.
    """
    is_done = Q(steps__done_at__isnull=False, steps__was_skipped=False)
    found: QuerySet[EditionChange] = EditionChange.objects.filter(edition=edition).annotate(
        providers=Count("steps"),
        done=Count("steps", filter=is_done),
        newly_owed=Sum("steps__newly_owed", default=0),
        changed=Sum("steps__changed", default=0),
        ended=Sum("steps__ended_count", default=0),
        repointed=Sum("steps__repointed", default=0),
    )
    return found.order_by("-started_at", "-pk")


def latest(editions: Sequence[Edition]) -> dict[int, EditionChange]:
    """Give the last decision about each of several editions, in one query."""
    found = EditionChange.objects.filter(edition__in=editions).order_by("started_at")
    return {one.edition_id: one for one in found}
