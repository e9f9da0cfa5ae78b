"""What the pages of law changes show: lists of amendments, lines of a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from obligations.catalogue.records import What
from obligations.editions.queries import amendments
from obligations.editions.queries.amendments import Amendment
from obligations.law.comparisons import Comparison, FieldChange
from obligations.law.terms import Entry
from obligations.models import Edition, EditionChange


@dataclass(frozen=True, slots=True)
class Standing:
    """An amendment with its comparison, and whether duties follow it here."""

    amendment: Amendment
    comparison: Comparison
    edition: Edition | None
    last: EditionChange | None

    @property
    def is_held(self) -> bool:
        """Whether the operator holds it back."""
        return self.edition is not None and self.edition.held_at is not None


def standings() -> list[Standing]:
    """Give all amendments, the latest first, in two queries."""
    known = amendments.rows()
    last = amendments.latest(list(known.values()))
    found = []
    for one in amendments.amendments():
        edition = known.get(one.after.place)
        change = last.get(edition.pk) if edition else None
        found.append(Standing(one, one.comparison, edition, change))
    return found


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a comparison: added, removed, or changed with its fields."""

    what: What
    entry: Entry
    before: Entry | None
    sentence: str
    fields: Sequence[FieldChange] = ()

    @property
    def has_references(self) -> bool:
        """Whether something changed that only helps to find and check the entry."""
        return any(one.is_reference for one in self.fields)

    @property
    def is_only_reference(self) -> bool:
        """Whether a change touches only what helps to find and check the entry."""
        return self.what is What.CHANGED and all(one.is_reference for one in self.fields)


def lines(amendment: Amendment, comparison: Comparison, what: str = "") -> list[Line]:
    """Give every entry that differs, in the order of the texts; ``what`` keeps one kind."""
    told = amendment.told
    found = [
        Line(What.CHANGED, one.after, one.before, told.get(one.key, ""), one.fields)
        for one in comparison.changed
    ]
    found += [Line(What.ADDED, one, None, told.get(one.key, "")) for one in comparison.added]
    found += [Line(What.REMOVED, one, one, told.get(one.key, "")) for one in comparison.removed]
    kept = [one for one in found if not what or one.what == what]
    return sorted(kept, key=lambda one: (one.entry.position, one.entry.key))
