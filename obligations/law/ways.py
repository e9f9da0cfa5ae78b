"""Ways of demonstrating: why one may no longer stand, and what a gap analysis answers.

AI Act, Arts. 53(4) and 55(2): a code may be relied on until a harmonised standard is published;
whoever does neither shows other adequate means. Guidelines, para. 92: with an explanation measure
by measure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from obligations.law.comparisons import Comparison
from obligations.law.terms import Entry
from obligations.law.workflow import Route

CITE = "AI Act, Arts. 53(4) and 55(2); Guidelines, para. 92"


class GapAnswer(StrEnum):
    """What a gap analysis says of one measure; none of them says that the law is met."""

    OPEN = "open"
    OTHERWISE = "otherwise"
    PARTLY = "partly"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many measures have which answer: a count, never a verdict."""

    open: int
    otherwise: int
    partly: int
    not_applicable: int

    @property
    def total(self) -> int:
        """All measures."""
        return self.open + self.otherwise + self.partly + self.not_applicable

    def __str__(self) -> str:
        return (
            f"{self.total - self.open} of {self.total} measures looked at: {self.otherwise} met in "
            f"another way, {self.partly} in part, {self.not_applicable} not applicable; "
            f"{self.open} not yet looked at."
        )


def tally(answers: Iterable[str]) -> Tally:
    """Count answers; raises ValueError for a word that is none."""
    found = [GapAnswer(one) for one in answers]
    return Tally(*(found.count(one) for one in GapAnswer))


# Entries on which a way rests besides the duty's own: whether a code may be relied on, and whether
# it was found adequate.
BASIS: Mapping[Route, frozenset[str]] = MappingProxyType(
    {
        Route.CODE: frozenset({"aia-53-4", "aia-55-2", "aia-56-6"}),
        Route.HARMONISED_STANDARD: frozenset({"aia-53-4", "aia-55-2"}),
        Route.OTHER_ADEQUATE_MEANS: frozenset({"aia-53-4", "aia-55-2"}),
    }
)
# A duty under one article does not rest on the provision about the other.
_OTHER_ARTICLE = {"aia-53-": "aia-55-2", "aia-55-": "aia-53-4"}
# What a change of these says, says nothing about what is asked or how it can be shown.
_SILENT = frozenset({"links", "confidence", "note"})


def touched(compared: Comparison) -> dict[str, Entry]:
    """Give the entries that say something else, or are gone, by key; each as it reads now.

    Unlike what a duty asks, a way is also touched where other measures of the Code help.
    """
    changed = {
        one.key: one.after
        for one in compared.changed
        if any(change.field not in _SILENT for change in one.fields)
    }
    return changed | {one.key: one for one in compared.removed}


def rests_on(key: str, route: str, measures: Iterable[str]) -> tuple[str, ...]:
    """Name the entries whose words matter for how a duty is shown, its own first.

    The Code's measures matter where the Code is relied on, and where a gap analysis answers them.
    """
    basis = BASIS[Route(route)] - {_OTHER_ARTICLE.get(key[:7], "")}
    helping = () if route == Route.HARMONISED_STANDARD else tuple(measures)
    return (key, *sorted(basis), *helping)
