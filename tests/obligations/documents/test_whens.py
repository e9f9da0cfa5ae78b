"""documents/whens.py: dates as published summaries write them."""

from datetime import date

import pytest

from obligations.documents import whens


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2025", "2025"),
        ("2025-09", "2025-09"),
        ("2025-09-02", "2025-09-02"),
        ("01/09/2025", ""),  # the first of September, or the ninth of January
        ("13/06/2026", "2026-06-13"),
        ("06/13/2026", "2026-06-13"),
        ("7/7/26", "2026-07-07"),
        ("7/6/2026", ""),
        ("Sept 2nd, 2025", "2025-09-02"),
        ("June 10, 2025", "2025-06-10"),
        ("24-Nov-2025", "2025-11-24"),
        ("12-Dec-2024", "2024-12-12"),
        ("September 1st, 2025", "2025-09-01"),
        ("1 March 2024", "2024-03-01"),
        ("April 2026", "2026-04"),
        ("03/2024", "2024-03"),
        ("13/2024", ""),
        ("Up to April 2026", ""),
        ("30 February 2025", ""),
        ("Knowledge cutoff is 03/2024, while some parts are later.", ""),
        ("", ""),
    ],
)
def test_a_date_is_read_only_where_it_is_plain(written, meant):
    assert whens.meant(written) == meant


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2025-09-02", date(2025, 9, 2), date(2025, 9, 2)),
    ],
)
def test_a_date_spans_days(value, first, last):
    assert whens.span(value) == (first, last)


@pytest.mark.parametrize("value", ["", "soon", "2025-13", "25", "2025-9-2", "2025-02-30"])
def test_anything_else_spans_nothing(value):
    with pytest.raises(ValueError, match="is not a year"):
        whens.span(value)
