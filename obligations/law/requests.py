"""Requests for information: by which day they are answered, and on what that rests.

Sources: AI Act, Arts. 53(1)(b), 91(4) and 92(4); Code of Practice, Transparency, Measure 1.2.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from obligations.law import deadlines
from obligations.law.periods import WorkingDays
from obligations.law.terms import Clock, Due
from obligations.law.wording import long_date

# Whether the fourteen days bind for a request from before the signature.
SIGNED_LATER = "A35"


@dataclass(frozen=True, slots=True)
class AnswerBy:
    """By which day a request is answered, None where no text sets one; why, and its source.

    ``counted_from`` is the day it is counted from, where that is not the day of receipt.
    """

    due: Due | None
    because: str
    cite: str
    doubts: tuple[str, ...] = ()
    counted_from: date | None = None


def downstream(
    received_on: date,
    *,
    has_signed: bool | None,
    signed_on: date | None = None,
    on: date,
    clock: Clock,
    working_days: WorkingDays,
) -> AnswerBy:
    """Say, on a day, by when a downstream provider is answered.

    ``has_signed`` is whether the transparency chapter is recorded as signed, ``signed_on`` the day
    of it where that is known, which may lie ahead. Fourteen days bind who signed; for who has not,
    the Act sets no day. While it is not known the fourteen days are counted, because unknown is not
    a no. The period runs from receipt: who signed after it is counted as bound, with the doubt.
    """
    if has_signed is False:
        return AnswerBy(
            None,
            "The transparency chapter of the Code is not signed, so its fourteen days do not bind. "
            "Art. 53(1)(b) asks for the information and sets no day; answer without delay.",
            "AI Act, Art. 53(1)(b)",
        )
    if has_signed and signed_on is not None and signed_on > on:
        return AnswerBy(
            None,
            f"The transparency chapter of the Code is to be signed on {long_date(signed_on)}; "
            "until then its fourteen days do not bind. Art. 53(1)(b) asks for the information and "
            "sets no day; answer without delay.",
            "AI Act, Art. 53(1)(b)",
        )
    if has_signed and signed_on is not None and signed_on > received_on:
        return _signed_later(received_on, signed_on, clock, working_days)
    due = deadlines.due(clock, received_on, working_days)
    told = due.because
    if has_signed is None:
        told += (
            " It is not recorded whether the transparency chapter is signed; the day is counted "
            "as if it were."
        )
    return AnswerBy(replace(due, because=told), told, clock.cite, deadlines.doubts(clock))


def _signed_later(
    received_on: date, signed_on: date, clock: Clock, working_days: WorkingDays
) -> AnswerBy:
    """Count for who signed after receipt; whether that binds for it, no text says (A35)."""
    due = deadlines.due(clock, received_on, working_days)
    told = (
        f"{due.because} The transparency chapter was signed on {long_date(signed_on)}, after the "
        "request was received. Whether its fourteen days bind for such a request no text says; "
        "they are counted as if they did."
    )
    counted_from = None
    if due.strict < signed_on:
        # Nobody is late before being bound.
        due, counted_from = deadlines.due(clock, signed_on, working_days), signed_on
        told = (
            f"{told} Counted from receipt they had passed before the signature, so they run from "
            "the day of the signature."
        )
    doubts = (*deadlines.doubts(clock), SIGNED_LATER)
    return AnswerBy(replace(due, because=told), told, clock.cite, doubts, counted_from)


def office(set_on: date, extended_to: date | None, *, cite: str) -> AnswerBy:
    """Say by when a request of the AI Office is answered: the day it sets, as it stands there."""
    if extended_to is None:
        told = f"The request sets {long_date(set_on)}. A day that is set does not move."
        return AnswerBy(deadlines.fixed(set_on, told), told, cite)
    told = f"The request set {long_date(set_on)}; {long_date(extended_to)} was granted later."
    return AnswerBy(deadlines.fixed(extended_to, told), told, cite)


def remark(asked_for: date) -> Due:
    """Say by when a remark of a reviewer is answered: the day it asks for, which no text sets."""
    told = (
        f"A reviewer at the AI Office asks for an answer by {long_date(asked_for)}. "
        "No text sets this day."
    )
    return deadlines.fixed(asked_for, told)
