"""From an event to a last day, and from a last day to a flag."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from obligations.law import figures, periods
from obligations.law.periods import WorkingDays
from obligations.law.terms import Clock, Due, Period, Unit
from obligations.law.wording import weekday_date

# No text names a time zone; the Commission sits in Brussels (A1).
BRUSSELS = ZoneInfo("Europe/Brussels")

EVENTS = (
    "threshold-met",
    "notification-submitted",
    "planned-placing",
    "placing",
    "framework-confirmed",
    "framework-assessed",
    "report-provided",
    "report-confirmed",
    "report-due",
    "aware-of-involvement",
    "report-submitted",
    "incident-resolved",
    "incident-documented",
    "downstream-request",
    "office-request",
    "findings-known",
    "reference-lost",
    "access-checked",
    "summary-published",
    "designation",
    "system-placed",
    "msa-request",
    "whistleblower-reminder",
    "fixed",
)


class Flag(StrEnum):
    """How near a last day is, in days before it."""

    NONE = "none"
    UPCOMING_90 = "upcoming-90"
    UPCOMING_30 = "upcoming-30"
    UPCOMING_14 = "upcoming-14"
    UPCOMING_7 = "upcoming-7"
    UPCOMING_1 = "upcoming-1"
    DUE_TODAY = "due-today"
    OVERDUE = "overdue"


# When people are warned: the flag changes at the start of the Brussels day that lies this many
# days before the last day.
_STEPS = (
    (90, Flag.UPCOMING_90),
    (30, Flag.UPCOMING_30),
    (14, Flag.UPCOMING_14),
    (7, Flag.UPCOMING_7),
    (1, Flag.UPCOMING_1),
    (0, Flag.DUE_TODAY),
    (-1, Flag.OVERDUE),
)


def due(clock: Clock, event: date, working_days: WorkingDays) -> Due:
    """Return the last day of a named clock; ValueError where the text gives no number."""
    if clock.length is None:
        raise ValueError(f"{clock.title}: the text gives no number of days ({clock.cite}).")
    return count(
        clock.length,
        event,
        working_days,
        backwards=clock.backwards,
        not_before=clock.not_before,
        act=clock.act,
    )


def count(
    length: Period,
    event: date,
    working_days: WorkingDays,
    *,
    backwards: bool = False,
    not_before: bool = False,
    act: bool | None = None,
) -> Due:
    """Count a period from an event; the strict day binds, the rolled day is information.

    ``act`` says whose period it is: True for the Act's own, False for the Code's, None for a
    length without a text. Raises ImpossibleValue, a ValueError, for an event before 2024 or after
    2100 and for an end beyond the year 9999.
    """
    figures.day("event", event, earliest=figures.EARLIEST_EVENT)
    strict = periods.strict_end(event, length, working_days, backwards=backwards)
    rolled, provisional = strict, False
    if not not_before:
        rolled = periods.rolled_end(event, length, working_days, backwards=backwards)
        provisional = periods.is_provisional(event, length, working_days, backwards=backwards)
    sentences = [
        _strictly(length, event, strict, backwards, not_before),
        *_by_business_days(length, event, strict, working_days, backwards),
        *_by_regulation(strict, rolled, working_days, act),
        *_caveats(backwards, not_before, provisional, working_days),
    ]
    return Due(strict, rolled, provisional, " ".join(sentences))


def fixed(day: date, because: str) -> Due:
    """Return a day that a text sets itself; it never moves (Reg. 1182/71, Art. 4)."""
    return Due(day, day, False, because)


def doubts(clock: Clock) -> tuple[str, ...]:
    """Return the open questions that a clock meets: its own, and those of its kind."""
    found = dict.fromkeys(clock.doubts)
    if clock.length is not None:
        found["A1"] = None
        if not clock.act:
            found["A2"] = None
        if clock.length.unit is Unit.BUSINESS_DAYS:
            found["A3"] = None
    return tuple(sorted(found, key=lambda name: int(name[1:])))


def first_instant_after(day: date) -> datetime:
    """Return the instant at which a last day is over in Brussels, in UTC."""
    return _start_of(day + timedelta(days=1))


def brussels_day(now: datetime) -> date:
    """Return the legal day of an aware instant."""
    if now.tzinfo is None:
        raise ValueError("An instant needs a time zone.")
    return now.astimezone(BRUSSELS).date()


def flag(due_at: datetime, now: datetime) -> tuple[Flag, datetime | None]:
    """Return the flag, and the next instant at which it changes (None once overdue).

    ``due_at`` is the first instant after the last day. Days are those of Brussels, so a change of
    clocks does not shift a warning.
    """
    last = brussels_day(due_at - timedelta(microseconds=1))
    today = brussels_day(now)
    left = (last - today).days
    if left > _STEPS[0][0]:
        return Flag.NONE, _start_of(last - timedelta(days=_STEPS[0][0]))
    for (_, name), (until, _) in pairwise(_STEPS):
        if left > until:
            return name, _start_of(last - timedelta(days=until))
    return Flag.OVERDUE, None


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, BRUSSELS).astimezone(UTC)


def _strictly(length: Period, event: date, strict: date, backwards: bool, not_before: bool) -> str:
    if length.count == 0:
        return f"Due on the day of the event itself, {weekday_date(strict)}."
    way = "back from" if backwards else "from"
    result = "the earliest day is" if not_before else "the last day is"
    return (
        f"Counted {length} {way} {weekday_date(event)}, which itself does not count: "
        f"{result} {weekday_date(strict)}."
    )


def _by_business_days(
    length: Period, event: date, strict: date, working_days: WorkingDays, backwards: bool
) -> list[str]:
    """Show the spread of A3: no text defines a business day."""
    if length.unit is not Unit.BUSINESS_DAYS:
        return []
    plain = periods.strict_end(event, length, backwards=backwards)
    told = f"Business days are Monday to Friday less the holidays of the {working_days.calendar}"
    if plain == strict:
        return [f"{told}; without those holidays the day is the same."]
    return [f"{told}; without those holidays it would be {weekday_date(plain)}."]


def _by_regulation(
    strict: date, rolled: date, working_days: WorkingDays, act: bool | None
) -> list[str]:
    if rolled == strict:
        return []
    reason = "is not a working day" if not working_days.is_working(strict) else "comes too soon"
    told = (
        f"{weekday_date(strict)} {reason} for the {working_days.calendar}: Regulation 1182/71, "
        f"Art. 3(4) and (5), would allow {weekday_date(rolled)}."
    )
    if act is None:
        return [f"{told} Work to the earlier day."]
    if act:
        return [f"{told} It applies in principle to periods of the Act; work to the earlier day."]
    return [f"{told} Whether it governs the Code is open; the earlier day counts."]


def _caveats(
    backwards: bool, not_before: bool, provisional: bool, working_days: WorkingDays
) -> list[str]:
    told = []
    if backwards:
        told.append("A period counted backwards does not move (Reg. 1182/71, Art. 3(4)).")
    if not_before:
        told.append("This is the earliest day, not a deadline.")
    if provisional:
        told.append(
            f"Provisional: a holiday list of the {working_days.calendar} that this needs is not "
            "published yet."
        )
    return told
