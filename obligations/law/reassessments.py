"""From when a designated provider may ask for reassessment (Art. 52(5); Guidelines, para. 45)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from obligations.law import deadlines
from obligations.law.periods import WorkingDays
from obligations.law.terms import Clock, Truth
from obligations.law.wording import long_date

CITE = "AI Act, Art. 52(5); Guidelines, para. 45"


@dataclass(frozen=True)
class Opening:
    """Whether a request may be made on a day: None where that is not known.

    ``earliest`` is the first day on which it may, where there is one. It never rolls.
    """

    is_open: Truth
    earliest: date | None
    because: str
    cite: str = CITE


def opening(
    *,
    designated_on: date | None,
    basis: str | None,
    maintained_on: Iterable[date],
    on: date,
    clock: Clock,
    working_days: WorkingDays,
) -> Opening:
    """Say whether reassessment may be asked for on a day.

    ``maintained_on`` are the days of decisions that kept the designation; ``clock`` is the named
    clock of Art. 52(5), which gives an earliest day.
    """
    if designated_on is None or designated_on > on:
        return Opening(False, None, "No designation is recorded, so there is nothing to reassess.")
    if basis is None:
        return Opening(
            None,
            None,
            "On which ground the model was designated is not recorded; Art. 52(5) speaks of "
            "designations under Art. 52(4). Record the ground first.",
        )
    if basis != "52(4)":
        return Opening(
            False,
            None,
            "The model was designated for a failure to notify (Art. 52(1)); Art. 52(5) speaks of "
            "designations under Art. 52(4).",
        )
    later = [day for day in maintained_on if designated_on <= day <= on]
    begins = max(later, default=designated_on)
    earliest = deadlines.due(clock, begins, working_days).strict
    event = "the decision that maintained the designation" if later else "the designation"
    because = (
        f"Not before {long_date(earliest)}: six months after {event} of {long_date(begins)}, with "
        "objective, detailed and new reasons. This is an earliest day, not a deadline."
    )
    return Opening(on >= earliest, earliest, because)
