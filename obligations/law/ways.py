"""Ways of demonstrating: why one may no longer stand, and what a gap analysis answers.

AI Act, Arts. 53(4) and 55(2): a code may be relied on until a harmonised standard is published;
whoever does neither shows other adequate means. Guidelines, para. 92: with an explanation measure
by measure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

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
