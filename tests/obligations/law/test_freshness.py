"""Whether evidence still covers the present."""

from datetime import UTC, date, datetime

import pytest

from obligations.law.freshness import Freshness, of_duty, of_evidence
from tests.obligations.law.samples import day

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("covers_to", "expected"),
    [
        (None, Freshness.UNDATED),
        ("2026-11-22", Freshness.STALE),
        ("2026-11-23", Freshness.STALE_SOON),
        ("2026-12-22", Freshness.STALE_SOON),
        ("2026-12-23", Freshness.FRESH),
        ("9999-12-31", Freshness.FRESH),
        ("0001-01-01", Freshness.STALE),
    ],
)
def test_evidence_is_stale_after_the_day_it_covers(covers_to, expected):
    assert of_evidence(covers_to and day(covers_to), NOW) is expected


def test_the_day_is_that_of_brussels():
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)

    assert of_evidence(date(2026, 11, 23), late) is Freshness.STALE


@pytest.mark.parametrize(
    ("covers", "expected"),
    [
        ([], Freshness.NONE),
        ([None, None], Freshness.UNDATED),
        ([None, date(2026, 1, 1)], Freshness.STALE),
        ([date(2026, 1, 1), date(2027, 6, 1)], Freshness.FRESH),
        ([date(2026, 12, 1), date(2026, 1, 1)], Freshness.STALE_SOON),
    ],
)
def test_a_duty_is_as_fresh_as_the_evidence_that_reaches_furthest(covers, expected):
    assert of_duty(covers, NOW) is expected
