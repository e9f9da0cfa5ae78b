"""Periods as texts state them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obligations.law.terms import Period, Unit


@pytest.mark.parametrize(
    ("text", "count", "unit"),
    [
        ("2 weeks", 2, Unit.WEEKS),
        ("5 business days", 5, Unit.BUSINESS_DAYS),
        ("1 day", 1, Unit.DAYS),
        ("1 days", 1, Unit.DAYS),
        ("12 Months", 12, Unit.MONTHS),
        (" 10  years ", 10, Unit.YEARS),
        ("0 days", 0, Unit.DAYS),
    ],
)
def test_a_length_is_read(text, count, unit):
    assert Period.parse(text) == Period(count, unit)


@pytest.mark.parametrize(
    "text",
    [
        *("", "days", "2", "two weeks", "-2 days", "2.5 days", "2 hours", "2 working days"),
        *("2 weeks\n", "٣ days", "2\xa0days", "12345 days", "2 days; 3 days", "\x00 days"),
        "2 days" * 1_000_000,
    ],
)
def test_anything_else_is_refused_in_words(text):
    with pytest.raises(ValueError, match="A length is a number"):
        Period.parse(text)


@pytest.mark.parametrize("count", [-1, 10_000])
def test_a_count_out_of_range_is_refused(count):
    with pytest.raises(ValueError, match="from 0 to 9999"):
        Period(count, Unit.DAYS)


@settings(deadline=None)
@given(st.integers(0, 9999), st.sampled_from(Unit))
def test_a_length_is_read_as_it_was_written(count, unit):
    assert Period.parse(str(Period(count, unit))) == Period(count, unit)


def test_one_is_written_in_the_singular():
    assert str(Period(1, Unit.BUSINESS_DAYS)) == "1 business day"
