"""series.py: readings against a target, the next reading planned, and the picture."""

from datetime import date
from decimal import Decimal

import pytest

from obligations.indicators import series
from obligations.indicators.series import Reach, Target
from obligations.indicators.services.indicators import measures
from obligations.indicators.suggestions import suggestions
from tests.factories.providers import NOW


def number(text):
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("value", "low", "high", "expected"),
    [
        ("5", None, None, Reach.NO_TARGET),
        ("5", "5", None, Reach.REACHED),  # the target itself reaches it
        ("4.999", "5", None, Reach.MISSED),
        ("5", None, "5", Reach.REACHED),
        ("5.001", None, "5", Reach.MISSED),
        ("5", "1", "9", Reach.REACHED),
        ("0", "1", "9", Reach.MISSED),
        (None, "1", None, Reach.NOT_READ),  # nothing read is not a failure, nor a pass
    ],
)
def test_reach(value, low, high, expected):
    assert series.reach(number(value), Target(number(low), number(high))) is expected


@pytest.mark.parametrize(
    ("every", "unit", "expected"),
    [
        (None, "", None),
        (10, "days", date(2026, 2, 10)),
        (2, "weeks", date(2026, 2, 14)),
        (1, "months", date(2026, 2, 28)),
    ],
)
def test_the_next_reading_follows_the_own_plan(every, unit, expected):
    assert series.next_on(date(2026, 1, 31), every, unit) == expected


def test_nothing_read_draws_nothing():
    assert series.picture([], Target(None, None)) is None


def test_a_gap_is_not_bridged():
    read = [(date(2026, month, 1), Decimal(month)) for month in (1, 2, 3, 7, 8)]

    drawn = series.picture(read, Target(None, None), every=1, unit="months")

    assert len(drawn.lines) == 2
    assert [line.count("L") for line in drawn.lines] == [2, 1]


def test_the_picture_has_room_for_the_target():
    drawn = series.picture([(date(2026, 1, 1), Decimal(5))], Target(None, Decimal(20)))

    assert (drawn.low, drawn.high) == (Decimal(5), Decimal(20))
    assert [(point.x, point.y) for point in drawn.points] == [(drawn.left, drawn.bottom)]


def test_every_suggestion_belongs_to_a_measure_and_none_sets_a_target():
    known = measures(NOW.date())

    assert len(suggestions()) >= 25
    assert [one.key for one in suggestions().values() if one.measure not in known] == []
