"""Counting periods: every reference computation, and Regulation 1182/71 as properties."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obligations.law.periods import (
    MONDAY_TO_FRIDAY,
    WorkingDays,
    is_provisional,
    rolled_end,
    strict_end,
)
from obligations.law.terms import Period, Unit
from tests.obligations.law.samples import COMMISSION, HOLIDAYS, day

ONE = timedelta(days=1)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
COUNTS = st.integers(0, 60)
UNITS = st.sampled_from(Unit)


@pytest.mark.parametrize(
    ("event", "length", "strict", "rolled"),
    [
        ("2026-03-02", "2 weeks", "2026-03-16", "2026-03-16"),  # same weekday: Art. 3(2)(c)
        ("2026-12-10", "2 weeks", "2026-12-24", "2027-01-04"),  # Commission closed: Art. 3(4)
        ("2026-12-23", "5 days", "2026-12-28", "2027-01-05"),  # two working days: Art. 3(5)
        ("2026-11-27", "2 days", "2026-11-29", "2026-12-01"),  # Friday: Art. 3(4), then 3(5)
        ("2026-11-26", "2 days", "2026-11-28", "2026-11-30"),  # Thursday: Friday, Monday are two
        ("2026-11-23", "60 days", "2027-01-22", "2027-01-22"),
        ("2026-12-22", "5 business days", "2027-01-07", "2027-01-07"),
        ("2026-12-22", "15 business days", "2027-01-21", "2027-01-21"),
        ("2026-10-30", "5 business days", "2026-11-09", "2026-11-09"),  # 2 November is a holiday
        ("2026-08-31", "6 months", "2027-02-28", "2027-03-01"),  # no 31 February: Art. 3(2)(c)
        ("2028-02-29", "12 months", "2029-02-28", "2029-02-28"),  # no 29 February
        ("2025-08-02", "2 weeks", "2025-08-16", "2025-08-18"),  # models over it on 2 August 2025
        ("2026-11-23", "2 weeks", "2026-12-07", "2026-12-07"),
        ("2026-11-27", "1 day", "2026-11-28", "2026-11-30"),  # under two days: no Art. 3(5)
        ("2026-11-28", "0 days", "2026-11-28", "2026-11-28"),  # the day itself never moves
        ("2028-02-29", "1 year", "2029-02-28", "2029-02-28"),
        ("2026-09-01", "10 years", "2036-09-01", "2036-09-01"),
    ],
)
def test_a_period_ends(event, length, strict, rolled):
    event, length = day(event), Period.parse(length)

    assert strict_end(event, length, COMMISSION) == day(strict)
    assert rolled_end(event, length, COMMISSION) == day(rolled)


@pytest.mark.parametrize(
    ("event", "length", "plain"),
    [
        ("2026-12-22", "5 business days", "2026-12-29"),
        ("2026-12-22", "15 business days", "2027-01-12"),
        ("2026-10-30", "5 business days", "2026-11-06"),
    ],
)
def test_business_days_without_holidays_are_monday_to_friday(event, length, plain):
    assert strict_end(day(event), Period.parse(length)) == day(plain)


@pytest.mark.parametrize(
    ("event", "length", "expected"),
    [
        ("2026-09-01", "2 weeks", "2026-08-18"),
        ("2026-09-06", "2 weeks", "2026-08-23"),  # a Sunday stays a Sunday: Art. 3(4) leaves it out
        ("2027-01-04", "5 days", "2026-12-30"),  # a closing day stays one
        ("2026-03-31", "1 month", "2026-02-28"),
        ("2027-01-07", "5 business days", "2026-12-22"),  # 4 to 6 January, 22 and 23 December
    ],
)
def test_a_period_counted_backwards_never_moves(event, length, expected):
    event, length = day(event), Period.parse(length)

    assert strict_end(event, length, COMMISSION, backwards=True) == day(expected)
    assert rolled_end(event, length, COMMISSION, backwards=True) == day(expected)


@pytest.mark.parametrize(
    ("event", "length", "backwards", "provisional"),
    [
        ("2026-03-02", "2 weeks", False, False),
        ("2026-12-10", "2 weeks", False, True),  # rolls over 1 January 2027
        ("2026-12-23", "5 days", False, True),
        ("2026-11-23", "60 days", False, True),  # is 22 January 2027 a working day?
        ("2026-12-22", "1 day", False, False),
        ("2026-12-22", "5 business days", False, True),
        ("2026-10-30", "5 business days", False, False),
        ("2027-01-14", "2 weeks", True, False),  # plain days back need no list
        ("2027-01-14", "5 business days", True, True),
        ("2026-12-30", "3 days", False, True),
        ("2028-02-29", "12 months", False, True),
    ],
)
def test_a_result_that_needs_an_unpublished_list_is_provisional(
    event, length, backwards, provisional
):
    found = is_provisional(day(event), Period.parse(length), COMMISSION, backwards=backwards)

    assert found is provisional


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize(
    "length", ["9999 years", "9999 months", "9999 business days", "9999 weeks"]
)
def test_a_period_that_leaves_the_calendar_is_refused_in_words(length, backwards):
    event = date(1, 2, 1) if backwards else date(9999, 11, 30)

    with pytest.raises(ValueError, match="leaves the calendar"):
        strict_end(event, Period.parse(length), COMMISSION, backwards=backwards)


def test_a_last_day_that_cannot_roll_within_the_calendar_is_refused():
    closed = WorkingDays(frozenset({date(9999, 12, 31)}), frozenset())

    with pytest.raises(ValueError, match="leaves the calendar"):
        rolled_end(date(9999, 12, 30), Period.parse("1 day"), closed)


# A second implementation, written from the text of the Regulation and sharing nothing with the
# first: it walks day by day and asks the articles one after the other.


def _independent(event, count, unit):
    if unit is Unit.BUSINESS_DAYS:
        last = event
        while count:
            last = next(d for n in range(1, 40) if _works(d := last + n * ONE))
            count -= 1
        return last, last
    if unit in {Unit.DAYS, Unit.WEEKS}:
        strict = event
        for _ in range(count * (7 if unit is Unit.WEEKS else 1)):
            strict += ONE
    else:
        months = count * (12 if unit is Unit.YEARS else 1)
        year, month = event.year, event.month
        for _ in range(months):
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        strict = date(year, month, min(event.day, monthrange(year, month)[1]))
    if count == 0:
        return strict, strict
    rolled = next(strict + n * ONE for n in range(40) if _works(strict + n * ONE))
    if (strict - event).days >= 2:
        inside = [event + n * ONE for n in range(1, (rolled - event).days + 1)]
        while sum(map(_works, inside)) < 2:
            inside.append(inside[-1] + ONE)
        rolled = inside[-1]
    return strict, rolled


def _works(some_day):
    return some_day.isoweekday() <= 5 and some_day not in HOLIDAYS


def test_every_day_of_three_years_agrees_with_an_independent_count():
    event = date(2025, 1, 1)
    while event.year < 2028:
        for count in range(61):
            length = Period(count, Unit.DAYS)
            expected = _independent(event, count, Unit.DAYS)
            found = strict_end(event, length), rolled_end(event, length, COMMISSION)
            assert found == expected, (event, count)
        event += ONE


@settings(deadline=None)
@given(DAYS, COUNTS, UNITS)
def test_every_unit_agrees_with_an_independent_count(event, count, unit):
    length = Period(count, unit)

    found = strict_end(event, length, COMMISSION), rolled_end(event, length, COMMISSION)

    assert found == _independent(event, count, unit)


@settings(deadline=None)
@given(DAYS, st.integers(1, 60), UNITS)
def test_the_rolled_day_is_a_working_day_and_never_before_the_strict_one(event, count, unit):
    length = Period(count, unit)

    rolled = rolled_end(event, length, COMMISSION)

    assert COMMISSION.is_working(rolled)
    assert strict_end(event, length, COMMISSION) <= rolled


@settings(deadline=None)
@given(DAYS, st.integers(2, 60), st.sampled_from([Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS]))
def test_two_days_or_more_contain_two_working_days(event, count, unit):
    rolled = rolled_end(event, Period(count, unit), COMMISSION)

    inside = (event + n * ONE for n in range(1, min((rolled - event).days, 60) + 1))

    assert sum(map(COMMISSION.is_working, inside)) >= 2


@settings(deadline=None)
@given(DAYS, DAYS, COUNTS, UNITS)
def test_a_later_event_never_ends_earlier(first, second, count, unit):
    earlier, later = sorted((first, second))
    length = Period(count, unit)

    assert strict_end(earlier, length, COMMISSION) <= strict_end(later, length, COMMISSION)
    assert rolled_end(earlier, length, COMMISSION) <= rolled_end(later, length, COMMISSION)


@settings(deadline=None)
@given(DAYS, COUNTS, UNITS)
def test_a_longer_period_never_ends_earlier(event, count, unit):
    shorter, longer = Period(count, unit), Period(count + 1, unit)

    assert strict_end(event, shorter, COMMISSION) <= strict_end(event, longer, COMMISSION)
    assert rolled_end(event, shorter, COMMISSION) <= rolled_end(event, longer, COMMISSION)


@settings(deadline=None)
@given(DAYS, COUNTS, UNITS)
def test_a_list_published_later_changes_no_final_result(event, count, unit):
    """A final result may not change, whatever the unpublished years turn out to be."""
    length = Period(count, unit)
    other_future = WorkingDays(
        frozenset(d for d in HOLIDAYS if d.year < 2027)
        | {date(2027, 1, 1) + n * ONE for n in range(0, 365, 3)},
        frozenset({2025, 2026}),
    )

    if not is_provisional(event, length, COMMISSION):
        assert strict_end(event, length, COMMISSION) == strict_end(event, length, other_future)
        assert rolled_end(event, length, COMMISSION) == rolled_end(event, length, other_future)


def test_monday_to_friday_knows_weekends_alone():
    assert MONDAY_TO_FRIDAY.is_working(date(2026, 12, 25))
    assert not MONDAY_TO_FRIDAY.is_working(date(2026, 12, 26))
