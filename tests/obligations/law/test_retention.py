"""Until when documents are kept (DL-07, DL-26)."""

import pytest

from obligations.law.retention import keep_until
from obligations.law.terms import Retention, RetentionStart
from tests.obligations.law.samples import day

TEN = Retention(years=10, start=RetentionStart.PLACING, cite="Art. 54(3)(b)")
FIVE = Retention(
    years=5,
    start=RetentionStart.LATER_OF_DOCUMENTATION_AND_INCIDENT,
    cite="Safety and Security, Measure 9.4",
)


@pytest.mark.parametrize(
    ("placed", "until"), [("2026-09-01", "2036-09-01"), ("2028-02-29", "2038-02-28")]
)
def test_ten_years_from_placing(placed, until):
    found = keep_until(TEN, placed_on=day(placed))

    assert found.day == day(until)
    assert found.cite == "Art. 54(3)(b)"


@pytest.mark.parametrize(
    ("documented", "incident", "until"),
    [("2026-09-01", "2026-08-01", "2031-09-01"), ("2026-08-01", "2026-09-01", "2031-09-01")],
)
def test_five_years_from_the_later_of_two_days(documented, incident, until):
    found = keep_until(FIVE, documented_on=day(documented), incident_on=day(incident))

    assert found.day == day(until)


@pytest.mark.parametrize(
    ("retention", "days"),
    [
        (TEN, {}),
        (TEN, {"documented_on": day("2026-09-01")}),
        (FIVE, {"documented_on": day("2026-09-01")}),
        (FIVE, {"incident_on": day("2026-09-01")}),
    ],
)
def test_an_unknown_start_is_never_a_reason_to_delete(retention, days):
    found = keep_until(retention, **days)

    assert found.day is None
    assert "not known yet" in found.because


def test_no_period_is_stated_for_everything():
    assert keep_until(None).day is None
