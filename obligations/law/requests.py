"""Requests for information: by which day they are answered, and on what that rests.

Sources: AI Act, Arts. 53(1)(b), 91(4) and 92(4); Code of Practice, Transparency, Measure 1.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from obligations.law import deadlines
from obligations.law.periods import WorkingDays
from obligations.law.terms import Clock, Due
from obligations.law.wording import long_date


@dataclass(frozen=True, slots=True)
class AnswerBy:
    """By which day a request is answered, None where no text sets one; why, and its source."""

    due: Due | None
    because: str
    cite: str
    doubts: tuple[str, ...] = ()


def downstream(
    received_on: date, *, has_signed: bool | None, clock: Clock, working_days: WorkingDays
) -> AnswerBy:
    """Say by when a downstream provider is answered.

    ``has_signed`` is whether the transparency chapter is signed. Fourteen days bind who signed; for
    who has not, the Act sets no day. While it is not known the fourteen days are counted, because
    unknown is not a no.
    """
    if has_signed is False:
        return AnswerBy(
            None,
            "The transparency chapter of the Code is not signed, so its fourteen days do not bind. "
            "Art. 53(1)(b) asks for the information and sets no day; answer without delay.",
            "AI Act, Art. 53(1)(b)",
        )
    due = deadlines.due(clock, received_on, working_days)
    told = due.because
    if has_signed is None:
        told += (
            " It is not recorded whether the transparency chapter is signed; the day is counted "
            "as if it were."
        )
    return AnswerBy(
        Due(due.strict, due.rolled, due.provisional, told),
        told,
        clock.cite,
        deadlines.doubts(clock),
    )


def office(set_on: date, extended_to: date | None, *, cite: str) -> AnswerBy:
    """Say by when a request of the AI Office is answered: the day it sets, as it stands there."""
    if extended_to is None:
        told = f"The request sets {long_date(set_on)}. A day that is set does not move."
        return AnswerBy(deadlines.fixed(set_on, told), told, cite)
    told = f"The request set {long_date(set_on)}; {long_date(extended_to)} was granted later."
    return AnswerBy(deadlines.fixed(extended_to, told), told, cite)
