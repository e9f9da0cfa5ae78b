"""Clocks of the Model Report: DL-15 to DL-19, with A4, A5 and A22."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from obligations.law import periods
from obligations.law.deadlines import due as due_of
from obligations.law.frameworks import Clocks, SafetyClock, from_placing, run
from obligations.law.periods import WorkingDays
from obligations.law.terms import Answer, Due, Period, Truth, Unit
from obligations.law.wording import long_date, weekday_date

READY = "cop-ss-7.1-before-placing"
AT_PLACING = "cop-ss-7.7-placing"
CHANGE = "cop-ss-7.6-deliberate-change"
SIX_MONTHS = "cop-ss-7.6-six-months"
UPDATE_GIVEN = "cop-ss-7.7-update"
DELAY = "cop-ss-7.7-delay"
CITE_UPDATE = "Code of Practice, Safety and Security, Measure 7.6"
CITE_DELAY = "Code of Practice, Safety and Security, Measure 7.7"


class Start(StrEnum):
    """From when the six months count, as the provider chose (A4)."""

    EARLIEST = "earliest"
    PROVIDED = "provided"
    CONFIRMED = "confirmed"
    PLACING = "placing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """One report or update: when it was confirmed and when the AI Office had it."""

    confirmed_on: date | None = None
    provided_on: date | None = None

    @property
    def days(self) -> list[date]:
        """The days that are known."""
        return [one for one in (self.confirmed_on, self.provided_on) if one is not None]


def before_placing(
    placed_on: date,
    reports: Sequence[Reported],
    known: Clocks,
    working_days: WorkingDays,
) -> list[SafetyClock]:
    """Give what is ready before placing and given by it (DL-15)."""
    confirmed = [one.confirmed_on for one in reports if one.confirmed_on]
    provided = [one.provided_on for one in reports if one.provided_on]
    ready = from_placing(
        READY,
        placed_on,
        known,
        working_days,
        done_on=min(confirmed, default=None),
        title="Model Report and the full risk process are done",
    )
    given = from_placing(
        AT_PLACING, placed_on, known, working_days, done_on=min(provided, default=None)
    )
    return [ready, given]


def change(
    planned_on: date, updated_on: date | None, known: Clocks, working_days: WorkingDays
) -> SafetyClock:
    """Give the day before a deliberate change is released (DL-16)."""
    return run(CHANGE, planned_on, known, working_days, done_on=updated_on)


def update_given(
    confirmed_on: date, provided_on: date | None, known: Clocks, working_days: WorkingDays
) -> SafetyClock:
    """Give five business days from the confirmation of an update (DL-18)."""
    return run(UPDATE_GIVEN, confirmed_on, known, working_days, done_on=provided_on)


def start(
    placed_on: date | None, reports: Sequence[Reported], chosen: Start
) -> tuple[date | None, str]:
    """Say from which day the six months count, and why (A4).

    Placing counts only until the first update. ``reports`` are in the order of their versions.
    """
    last = next((one for one in reversed(reports) if one.days), None)
    if last is None:
        return None, "No Model Report is recorded as confirmed or given, so no six months run yet."
    is_first = sum(bool(one.days) for one in reports) == 1
    days = {Start.CONFIRMED: last.confirmed_on, Start.PROVIDED: last.provided_on}
    if chosen is Start.PLACING and placed_on is not None:
        day = _grid(placed_on, max(last.days))
        return day, "The provider chose to count in steps of six months from placing (A4)."
    if (chosen_on := days.get(chosen)) is not None:
        words = "confirmed" if chosen is Start.CONFIRMED else "given to the AI Office"
        return chosen_on, f"The provider chose to count from the day the report was {words} (A4)."
    candidates = [*last.days, *([placed_on] if is_first and placed_on else [])]
    first = min(candidates)
    told = "The earliest of the days known counts: report given, report confirmed, placing (A4)."
    if chosen is not Start.EARLIEST:
        told = f"The day the provider chose to count from is not recorded. {told}"
    return first, told


def _grid(placed_on: date, last: date) -> date:
    day, steps = placed_on, 0
    while True:
        steps += 6
        following = periods.strict_end(placed_on, Period(steps, Unit.MONTHS))
        if following > last:
            return day
        day = following


def six_months(
    from_on: date, told: str, most_capable: Truth, known: Clocks, working_days: WorkingDays
) -> SafetyClock | None:
    """Give the next six-monthly update (DL-17); None where the declaration says so (A5)."""
    if most_capable is False:
        return None
    unsure = (
        ""
        if most_capable
        else " Whether the model is among the provider's most capable ones is not declared (A5); "
        "the clock runs until it is."
    )
    return run(SIX_MONTHS, from_on, known, working_days, told=f"{told}{unsure}")


class Exemption(StrEnum):
    """The three exceptions of the six-monthly update; one suffices."""

    UNCHANGED = "unchanged"
    SUCCESSOR = "successor"
    SIMILARLY_SAFE = "similarly-safe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exempted:
    """An exception as the provider recorded it, with what it rests on.

    ``changed_on`` is the last change recorded that happened; ``reported_as_of`` the day up to which
    the last report tells the model, where it is not ``last_report_on``; ``successor_on`` the
    planned placing of a more capable model; ``each_risk`` the answer of Appendix 2.2 for every
    risk.
    """

    which: Exemption
    recorded_on: date
    valid_until: date | None = None
    last_report_on: date | None = None
    reported_as_of: date | None = None
    changed_on: date | None = None
    successor_on: date | None = None
    each_risk: Answer | None = None


def exempt(found: Exempted, update_due: date, on: date) -> Answer:
    """Test again, on a day, whether a recorded exception still stands; it can lapse."""
    if found.valid_until is not None and on > found.valid_until:
        return _no(f"The provider recorded it until {long_date(found.valid_until)}.")
    if found.last_report_on is not None and found.recorded_on < found.last_report_on:
        return _no(
            f"It was recorded before the last report of {long_date(found.last_report_on)}; "
            "record it again for the present period."
        )
    return {
        Exemption.UNCHANGED: _unchanged,
        Exemption.SUCCESSOR: _successor,
        Exemption.SIMILARLY_SAFE: _similar,
    }[found.which](found, update_due, on)


def _unchanged(found: Exempted, update_due: date, on: date) -> Answer:
    # The text compares with the last report or update, not with the day the exception was recorded
    # on. A change on the day of the report is part of what it tells: an update is finished before
    # its change is released.
    reported = found.reported_as_of or found.last_report_on or found.recorded_on
    if found.changed_on is not None and found.changed_on > reported:
        return _no(
            f"A change of the model is recorded for {long_date(found.changed_on)}, after the last "
            f"report of {long_date(reported)}."
        )
    return _yes(
        "The provider recorded that capabilities, propensities and affordances are as "
        "last reported."
    )


def _successor(found: Exempted, update_due: date, on: date) -> Answer:
    planned = found.successor_on
    if planned is None:
        because = "No day is recorded on which the more capable model is to be placed."
        return Answer(answer=None, because=because, cite=CITE_UPDATE, missing=("successor_on",))
    if on > planned:
        return _no(
            f"The more capable model was to be placed on {long_date(planned)}; that has passed."
        )
    month_later = periods.strict_end(update_due, Period(1, Unit.MONTHS))
    if planned >= month_later:
        return _no(
            f"The more capable model comes on {long_date(planned)}, not less than a month after "
            f"the update is due on {long_date(update_due)}."
        )
    return _yes(
        f"A more capable model is to be placed on {long_date(planned)}, in less than a month."
    )


def _similar(found: Exempted, update_due: date, on: date) -> Answer:
    if found.each_risk is None:
        because = "Nothing is recorded on Appendix 2.2 for the risks."
        return Answer(answer=None, because=because, cite=CITE_UPDATE, missing=("comparisons",))
    return replace(found.each_risk, cite=f"{CITE_UPDATE}, and Appendix 2.2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Delayed:
    """A use of the permitted delay; the interim report holds Measures 7.2 and 7.5."""

    event_on: date
    due_on: date
    good_faith: Truth = None
    interim_given_on: date | None = None
    given_on: date | None = None


def delay(
    found: Delayed, known: Clocks, working_days: WorkingDays
) -> tuple[SafetyClock | None, Answer]:
    """Give the longest permitted delay (DL-19), counted from the event; A22 is shown.

    It needs both that the AI Office considers the signatory in good faith, and an interim report.
    The day that was due first stays due: nothing here extends it in silence.
    """
    if found.good_faith is False:
        because = (
            "The AI Office does not consider the signatory in good faith: no delay is permitted."
        )
        return None, Answer(answer=False, because=because, cite=CITE_DELAY)
    if found.interim_given_on is None:
        because = "No interim report was given: without it no delay is permitted."
        return None, Answer(answer=False, because=because, cite=CITE_DELAY)
    later = due_of(known[DELAY], found.due_on, working_days)
    told = _anchors(found, later)
    clock = run(DELAY, found.event_on, known, working_days, done_on=found.given_on, told=told)
    if found.good_faith is None:
        because = "It is not known whether the AI Office considers the signatory in good faith."
        missing = ("good_faith",)
        return clock, Answer(answer=None, because=because, cite=CITE_DELAY, missing=missing)
    interim = long_date(found.interim_given_on)
    because = f"Both conditions are recorded; the interim report was given on {interim}."
    return clock, Answer(answer=True, because=because, cite=CITE_DELAY, doubts=("A22",))


def _anchors(found: Delayed, later: Due) -> str:
    if found.due_on == found.event_on:
        return "Event and due day are the same, so both readings of A22 give this day."
    return (
        f"Counted from the day it was due, {long_date(found.due_on)}, it would be "
        f"{weekday_date(later.strict)}; the earlier reading is taken (A22)."
    )


def _yes(because: str) -> Answer:
    return Answer(answer=True, because=because, cite=CITE_UPDATE)


def _no(because: str) -> Answer:
    return Answer(answer=False, because=because, cite=CITE_UPDATE)
