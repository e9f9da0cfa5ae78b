"""Counting periods: Regulation (EEC, Euratom) No 1182/71, Articles 2 to 4."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from obligations.law.terms import Period, Unit

_SATURDAY = 5
_DAY = timedelta(days=1)
_MONTHS_IN = {Unit.MONTHS: 1, Unit.YEARS: 12}
_TOO_FAR = "This period leaves the calendar: the years 1 to 9999."


@dataclass(frozen=True)
class WorkingDays:
    """All days but Saturdays, Sundays and one institution's holidays (Art. 2).

    ``official_years`` are the years whose list is published in the Official Journal. Holidays of
    any other year are a projection, and a result that needs them is provisional.
    """

    holidays: frozenset[date]
    official_years: frozenset[int]
    calendar: str = "European Commission"

    def is_working(self, day: date) -> bool:
        return day.weekday() < _SATURDAY and day not in self.holidays


# Knows weekends only: the plain Monday-to-Friday count shown beside the Commission's calendar (A3).
MONDAY_TO_FRIDAY = WorkingDays(frozenset(), frozenset(), "Monday to Friday")


def strict_end(
    event: date,
    period: Period,
    working_days: WorkingDays = MONDAY_TO_FRIDAY,
    *,
    backwards: bool = False,
) -> date:
    """Return the last day as the text counts it; the day of the event is not counted (Art. 3(1)).

    ``working_days`` matters for business days alone. Raises ValueError beyond the year 9999.
    """
    sign = -1 if backwards else 1
    try:
        match period.unit:
            case Unit.DAYS:
                return event + sign * period.count * _DAY
            case Unit.WEEKS:
                return event + sign * 7 * period.count * _DAY
            case Unit.BUSINESS_DAYS:
                return _business_days(event, period.count, working_days, sign * _DAY)
            case Unit.MONTHS | Unit.YEARS:
                return _months(event, sign * period.count * _MONTHS_IN[period.unit])
    except OverflowError:
        raise ValueError(_TOO_FAR) from None


def rolled_end(
    event: date, period: Period, working_days: WorkingDays, *, backwards: bool = False
) -> date:
    """Return the last day that Regulation 1182/71 would allow.

    Never earlier than the strict day. Periods counted backwards and periods in business days end
    on the strict day itself.
    """
    end = strict_end(event, period, working_days, backwards=backwards)
    if not _can_roll(period, backwards):
        return end
    try:
        end = _next_working(end, working_days)
        # Two days that include at most one working day: Art. 3(5). Friday plus two days is Sunday,
        # Art. 3(4) moves it to Monday, and Art. 3(5) on to Tuesday.
        if _has_two_days(event, period) and _working_days_within(event, end, working_days) < 2:
            end = _next_working(end + _DAY, working_days)
    except OverflowError:
        raise ValueError(_TOO_FAR) from None
    return end


def is_provisional(
    event: date, period: Period, working_days: WorkingDays, *, backwards: bool = False
) -> bool:
    """Say whether either day depends on a weekday of a year whose list is not published."""
    end = strict_end(event, period, working_days, backwards=backwards)
    if period.unit is Unit.BUSINESS_DAYS:
        first, last = (end, event - _DAY) if backwards else (event + _DAY, end)
        return _needs_unpublished(first, last, working_days)
    if not _can_roll(period, backwards):
        return False
    rolled = rolled_end(event, period, working_days)
    second = event
    for _ in range(2 if _has_two_days(event, period) else 0):
        second = min(_next_working(second + _DAY, working_days), rolled)
    return _needs_unpublished(end, rolled, working_days) or (
        second > event and _needs_unpublished(event + _DAY, second, working_days)
    )


def _can_roll(period: Period, backwards: bool) -> bool:
    # Art. 3(4) leaves out periods calculated backwards. A period of no length is the day of the
    # event itself, and business days end on a working day by their nature.
    return not backwards and period.count > 0 and period.unit is not Unit.BUSINESS_DAYS


def _has_two_days(event: date, period: Period) -> bool:
    return strict_end(event, period) - event >= 2 * _DAY


def _next_working(day: date, working_days: WorkingDays) -> date:
    while not working_days.is_working(day):
        day += _DAY
    return day


def _working_days_within(event: date, end: date, working_days: WorkingDays) -> int:
    """Count working days after the event up to the end, stopping at two."""
    count, day = 0, event
    while day < end and count < 2:
        day += _DAY
        count += working_days.is_working(day)
    return count


def _business_days(event: date, count: int, working_days: WorkingDays, step: timedelta) -> date:
    day = event
    while count:
        day += step
        count -= working_days.is_working(day)
    return day


def _months(event: date, months: int) -> date:
    """Same day number, or the last day of the month where it is missing (Art. 3(2)(c))."""
    year, month = divmod(event.year * 12 + event.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError
    return date(year, month + 1, min(event.day, monthrange(year, month + 1)[1]))


def _needs_unpublished(first: date, last: date, working_days: WorkingDays) -> bool:
    """Say whether a weekday from first to last lies in a year without a published list."""
    day = first
    while day <= last:
        if day.year not in working_days.official_years and day.weekday() < _SATURDAY:
            return True
        if day == date.max:
            return False
        day += _DAY
    return False
