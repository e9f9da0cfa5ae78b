"""Months in which crawlers ran, and tokens that robots.txt can name."""

from __future__ import annotations

import pytest

from obligations.law import robots
from obligations.law.crawl_periods import Month, check, read, rewritten, runs

NOW = Month(2026, 11)


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("03/2024 - 04/2026", "03/2024 - 04/2026"),
        (" 03/2024-04/2026 ", "03/2024 - 04/2026"),
        ("03/2024 – open", "03/2024 - open"),
        ("03/2024 to 03/2024", "03/2024 - 03/2024"),
    ],
)
def test_a_period_is_read_and_written_in_one_spelling(line, written):
    assert str(read(line)) == written


@pytest.mark.parametrize(
    "line",
    ["", "2024", "3/2024 - open", "03/24 - open", "00/2024 - open", "13/2024 - open",
     "03/1993 - open", "04/2026 - 03/2026", "03/2024 - now", "٠٣/2024 - open"],
)  # fmt: skip
def test_what_is_no_period_is_refused_with_a_sentence(line):
    with pytest.raises(ValueError, match=r"\."):
        read(line)


def test_periods_are_put_in_order_and_may_meet_but_not_overlap():
    first, second = read("01/2024 - 03/2024"), read("04/2024 - open")

    assert check([second, first], today=NOW) == (first, second)
    with pytest.raises(ValueError, match="overlap"):
        check([read("01/2024 - 04/2024"), second], today=NOW)
    with pytest.raises(ValueError, match="overlap"):
        check([read("01/2024 - open"), second], today=NOW)


@pytest.mark.parametrize("line", ["12/2026 - open", "01/2026 - 12/2026"])
def test_a_month_to_come_is_no_operation(line):
    with pytest.raises(ValueError, match="not come yet"):
        check([read(line)], today=NOW)


@pytest.mark.parametrize(
    ("line", "on", "answer"),
    [
        ("01/2026 - open", Month(2026, 1), True),
        ("01/2026 - open", Month(2025, 12), False),
        ("01/2026 - 02/2026", Month(2026, 2), True),
        ("01/2026 - 02/2026", Month(2026, 3), False),
    ],
)
def test_both_ends_of_a_period_count(line, on, answer):
    assert runs([read(line)], on) is answer


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        (["01/2024 - open"], ["01/2024 - 05/2024"], []),
        (["01/2024 - open"], ["01/2024 - open", "01/2025 - open"], []),
        (["01/2024 - 05/2024"], ["01/2024 - 06/2024"], ["01/2024 - 05/2024"]),
        (["01/2024 - open"], ["02/2024 - open"], ["01/2024 - open"]),
        (["01/2024 - 02/2024", "05/2024 - open"], ["05/2024 - open"], ["01/2024 - 02/2024"]),
    ],
)
def test_only_an_open_end_may_change_without_a_correction(before, after, lost):
    found = rewritten([read(one) for one in before], [read(one) for one in after])

    assert [str(one) for one in found] == lost


@pytest.mark.parametrize(
    ("token", "usable", "standard"),
    [
        ("GPTBot", True, True),
        ("Google-Extended", True, True),
        ("ia_archiver", True, True),
        ("img2dataset", True, False),
        ("two words", False, False),
        ("Bot\nDisallow: /", False, False),
        ("Bot:", False, False),
        ("", False, False),
    ],
)
def test_tokens_are_told_apart_as_the_standard_does(token, usable, standard):
    # RFC 9309, section 2.2.1: letters, "_" and "-" alone.
    assert (robots.is_usable(token), robots.is_standard(token)) == (usable, standard)
