"""When a crawler ran: months, as the Template asks for them, and what of the past is rewritten."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

CITE = "Template for the training summary, section 2.3; Code of Practice, Copyright, Measure 1.3(4)"
_LINE = re.compile(
    r"([0-9]{2})/([0-9]{4})\s*(?:-|\u2013|to)\s*(?:([0-9]{2})/([0-9]{4})|open)", re.ASCII
)
_FIRST_YEAR = 1994


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of the calendar."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.month:02}/{self.year}"


@dataclass(frozen=True, slots=True)
class Period:
    """Months of operation, each end included; without ``last`` it goes on."""

    first: Month
    last: Month | None = None

    def __str__(self) -> str:
        return f"{self.first} - {self.last or 'open'}"


def read(line: str) -> Period:
    """Read ``MM/YYYY - MM/YYYY`` or ``MM/YYYY - open``; ValueError with a sentence otherwise."""
    match = _LINE.fullmatch(line.strip())
    if match is None:
        raise ValueError(
            f"“{line.strip()[:40]}” is no period. Write 03/2024 - 04/2026 or 03/2024 - open."
        )
    first = _month(match[1], match[2])
    last = _month(match[3], match[4]) if match[3] else None
    if last is not None and last < first:
        raise ValueError(f"The period {first} - {last} ends before it begins.")
    return Period(first, last)


def check(periods: Sequence[Period], *, today: Month) -> tuple[Period, ...]:
    """Put periods in order; ValueError where two overlap, none is given or one is yet to come."""
    if not periods:
        raise ValueError("Give at least one period in which the crawler ran.")
    ordered = sorted(periods, key=lambda one: one.first)
    for one in ordered:
        if max(one.first, one.last or one.first) > today:
            raise ValueError(f"{one} has not come yet. Say what was and what is.")
    for before, after in pairwise(ordered):
        if before.last is None or before.last >= after.first:
            raise ValueError(f"The periods {before} and {after} overlap.")
    return tuple(ordered)


def runs(periods: Sequence[Period], on: Month) -> bool:
    """Say whether a crawler runs in a month."""
    return any(one.first <= on and (one.last is None or on <= one.last) for one in periods)


def rewritten(before: Sequence[Period], after: Sequence[Period]) -> tuple[Period, ...]:
    """Name the periods of an earlier statement that a later one contradicts.

    An open period may end later; nothing else of what was said about the past may change without
    being called a correction.
    """
    firsts = {one.first: one for one in after}
    found = []
    for one in before:
        now = firsts.get(one.first)
        if now is None or (one.last is not None and now.last != one.last):
            found.append(one)
    return tuple(found)


def _month(month: str, year: str) -> Month:
    found = Month(int(year), int(month))
    if not 1 <= found.month <= 12 or found.year < _FIRST_YEAR:
        raise ValueError(f"{month}/{year} is no month in which a crawler can have run.")
    return found
