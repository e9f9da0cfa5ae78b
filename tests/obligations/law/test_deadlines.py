"""From events to last days (the rule table of the clocks), and from last days to flags."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obligations.law import deadlines
from obligations.law.deadlines import Flag, count, due, first_instant_after, flag
from obligations.law.terms import Clock, Period
from tests.obligations.law.samples import COMMISSION, day


def clock(length, **more):
    return Clock(
        key="a-clock",
        title="A clock",
        event="Something happens",
        event_key="fixed",
        cite="Somewhere",
        entry="an-entry",
        length=None if length is None else Period.parse(length),
        **more,
    )


@pytest.mark.parametrize(
    ("rule", "length", "event", "days", "more"),
    [
        ("DL-01", "2 weeks", "2026-11-23", ("2026-12-07", "2026-12-07"), {"act": True}),
        ("DL-02", "0 days", "2026-11-28", ("2026-11-28", "2026-11-28"), {"act": True}),
        # An earliest day, not a deadline: it does not move although it is a Sunday.
        (
            "DL-03",
            "6 months",
            "2026-08-29",
            ("2027-02-28", "2027-02-28"),
            {"act": True, "not_before": True},
        ),
        ("DL-07", "10 years", "2026-09-01", ("2036-09-01", "2036-09-01"), {"act": True}),
        ("DL-08", "14 days", "2026-11-23", ("2026-12-07", "2026-12-07"), {}),
        ("DL-10", "4 weeks", "2026-11-23", ("2026-12-21", "2026-12-21"), {}),
        ("DL-11", "2 weeks", "2026-12-20", ("2026-12-06", "2026-12-06"), {"backwards": True}),
        ("DL-13", "5 business days", "2026-11-23", ("2026-11-30", "2026-11-30"), {}),
        ("DL-14", "12 months", "2026-02-28", ("2027-02-28", "2027-03-01"), {}),
        ("DL-17", "6 months", "2026-08-31", ("2027-02-28", "2027-03-01"), {}),
        ("DL-18", "5 business days", "2026-12-22", ("2027-01-07", "2027-01-07"), {}),
        ("DL-19", "15 business days", "2026-12-22", ("2027-01-21", "2027-01-21"), {}),
        ("DL-20", "2 days", "2026-11-27", ("2026-11-29", "2026-12-01"), {}),
        ("DL-21", "5 days", "2026-12-23", ("2026-12-28", "2027-01-05"), {}),
        ("DL-22", "10 days", "2026-11-23", ("2026-12-03", "2026-12-03"), {}),
        ("DL-23", "15 days", "2026-11-23", ("2026-12-08", "2026-12-08"), {}),
        ("DL-24", "4 weeks", "2026-11-30", ("2026-12-28", "2027-01-04"), {}),
        ("DL-25", "60 days", "2026-11-23", ("2027-01-22", "2027-01-22"), {}),
        ("DL-26", "5 years", "2026-11-23", ("2031-11-23", "2031-11-24"), {}),
        ("DL-27", "30 business days", "2026-09-01", ("2026-10-13", "2026-10-13"), {}),
        ("DL-28", "6 months", "2026-03-31", ("2026-09-30", "2026-09-30"), {}),
        ("DL-29", "6 months", "2026-01-15", ("2026-07-15", "2026-07-15"), {}),
        ("DL-30", "6 months", "2026-01-15", ("2026-07-15", "2026-07-15"), {}),
        ("DL-34", "30 days", "2026-10-23", ("2026-11-22", "2026-11-23"), {"act": True}),
        ("DL-35", "12 months", "2026-01-15", ("2027-01-15", "2027-01-15"), {}),
    ],
)
def test_a_clock_of_the_rule_table_ends(rule, length, event, days, more):
    found = due(clock(length, **more), day(event), COMMISSION)

    assert (found.strict, found.rolled) == tuple(map(day, days)), rule


def test_a_clock_without_a_number_has_no_day():
    with pytest.raises(ValueError, match="gives no number of days"):
        due(clock(None), day("2026-11-23"), COMMISSION)


@pytest.mark.parametrize("event", [date(2023, 12, 31), date(2199, 1, 1), datetime(2026, 1, 1)])  # noqa: DTZ001
def test_an_impossible_event_is_refused_by_name(event):
    with pytest.raises(ValueError, match=r"^event: "):
        count(Period.parse("2 days"), event, COMMISSION)


def test_a_fixed_day_never_moves():
    """The powers apply since a Sunday (Reg. 1182/71, Art. 4)."""
    found = deadlines.fixed(date(2026, 8, 2), "Art. 113")

    assert (found.strict, found.rolled, found.provisional) == (
        date(2026, 8, 2),
        date(2026, 8, 2),
        False,
    )


def test_the_reason_shows_what_the_regulation_would_allow_and_that_it_is_no_permission():
    told = count(Period.parse("5 days"), day("2026-12-23"), COMMISSION, act=False)

    assert told.because == (
        "Counted 5 days from Wednesday 23 December 2026, which itself does not count: the last "
        "day is Monday 28 December 2026. Monday 28 December 2026 is not a working day for the "
        "European Commission: Regulation 1182/71, Art. 3(4) and (5), would allow Tuesday 5 January "
        "2027. Whether it governs the Code is open; the earlier day counts. Provisional: a "
        "holiday list of the European Commission that this needs is not published yet."
    )
    assert told.provisional


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (True, "It applies in principle to periods of the Act; work to the earlier day."),
        (False, "Whether it governs the Code is open; the earlier day counts."),
        (None, "Work to the earlier day."),
    ],
)
def test_the_reason_says_whether_the_regulation_applies(act, sentence):
    told = count(Period.parse("2 days"), day("2026-11-26"), COMMISSION, act=act)

    assert sentence in told.because


def test_business_days_show_the_spread():
    told = count(Period.parse("5 business days"), day("2026-12-22"), COMMISSION, act=False)

    assert "without those holidays it would be Tuesday 29 December 2026" in told.because


def test_a_period_of_no_length_is_the_day_of_the_event():
    told = count(Period.parse("0 days"), day("2026-11-28"), COMMISSION).because

    assert told == "Due on the day of the event itself, Saturday 28 November 2026."


def test_an_earliest_day_is_called_one_and_needs_no_list():
    told = count(Period.parse("6 months"), day("2026-08-29"), COMMISSION, not_before=True)

    assert "the earliest day is Sunday 28 February 2027" in told.because
    assert told.because.endswith("This is the earliest day, not a deadline.")
    assert not told.provisional


def test_a_period_counted_backwards_says_that_it_does_not_move():
    told = count(Period.parse("2 weeks"), day("2026-12-20"), COMMISSION, backwards=True)

    assert "Counted 2 weeks back from Sunday 20 December 2026" in told.because
    assert "counted backwards does not move" in told.because


def test_a_working_day_that_comes_too_soon_says_so():
    """Friday and three days is Monday, but that period holds one working day only."""
    told = count(Period.parse("3 days"), day("2026-11-27"), COMMISSION)

    assert (told.strict, told.rolled) == (day("2026-11-30"), day("2026-12-01"))
    assert "Monday 30 November 2026 comes too soon for the European Commission" in told.because


@pytest.mark.parametrize(
    ("length", "act", "own", "expected"),
    [
        ("2 weeks", True, ("A11",), ("A1", "A11")),
        ("2 days", False, ("A9", "A7"), ("A1", "A2", "A7", "A9")),
        ("5 business days", False, (), ("A1", "A2", "A3")),
        (None, False, ("A18",), ("A18",)),
    ],
)
def test_a_clock_names_its_open_questions(length, act, own, expected):
    assert deadlines.doubts(clock(length, act=act, doubts=own)) == expected


# The last day in these tables is Monday 7 December 2026: over at 23:00 UTC.
LAST = day("2026-12-07")
DUE_AT = datetime(2026, 12, 7, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "expected", "next_look"),
    [
        ("2026-09-07T21:59:59", Flag.NONE, "2026-09-07T22:00:00"),
        ("2026-09-07T22:00:00", Flag.UPCOMING_90, "2026-11-06T23:00:00"),
        ("2026-11-06T22:59:59", Flag.UPCOMING_90, "2026-11-06T23:00:00"),
        ("2026-11-06T23:00:00", Flag.UPCOMING_30, "2026-11-22T23:00:00"),
        ("2026-11-22T23:00:00", Flag.UPCOMING_14, "2026-11-29T23:00:00"),
        ("2026-11-29T23:00:00", Flag.UPCOMING_7, "2026-12-05T23:00:00"),
        ("2026-12-05T23:00:00", Flag.UPCOMING_1, "2026-12-06T23:00:00"),
        ("2026-12-06T23:00:00", Flag.DUE_TODAY, "2026-12-07T23:00:00"),
        ("2026-12-07T22:59:59", Flag.DUE_TODAY, "2026-12-07T23:00:00"),
        ("2026-12-07T23:00:00", Flag.OVERDUE, None),
        ("2030-01-01T00:00:00", Flag.OVERDUE, None),
    ],
)
def test_a_flag_changes_at_the_start_of_a_day_in_brussels(now, expected, next_look):
    found, look = flag(DUE_AT, datetime.fromisoformat(now).replace(tzinfo=UTC))

    assert found is expected
    assert look == (next_look and datetime.fromisoformat(next_look).replace(tzinfo=UTC))


def test_a_last_day_is_over_at_midnight_in_brussels():
    assert first_instant_after(LAST) == DUE_AT
    assert first_instant_after(day("2026-07-31")) == datetime(2026, 7, 31, 22, tzinfo=UTC)


def test_the_zone_of_the_instant_does_not_matter():
    tokyo = timezone(timedelta(hours=9))

    assert flag(DUE_AT, DUE_AT.astimezone(tokyo)) == (Flag.OVERDUE, None)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        deadlines.brussels_day(datetime(2026, 11, 23))  # noqa: DTZ001


INSTANTS = st.datetimes(
    datetime(2025, 1, 1),  # noqa: DTZ001
    datetime(2028, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@settings(deadline=None)
@given(st.dates(date(2025, 1, 1), date(2028, 1, 1)), INSTANTS)
def test_nothing_changes_before_the_next_look_and_something_does_at_it(last, now):
    due_at = first_instant_after(last)

    found, look = flag(due_at, now)

    if look is None:
        assert found is Flag.OVERDUE
        assert now >= due_at
    else:
        assert look > now
        assert flag(due_at, look - timedelta(microseconds=1))[0] is found
        assert flag(due_at, look)[0] is not found


def test_every_flag_comes_once_and_in_order_through_summer_time():
    due_at = first_instant_after(day("2026-04-10"))
    seen, now = [], datetime(2025, 12, 1, tzinfo=UTC)
    while now is not None:
        found, now = flag(due_at, now)
        seen.append(found)

    assert seen == list(Flag)


def test_events_are_named_once():
    assert len(set(deadlines.EVENTS)) == len(deadlines.EVENTS)
