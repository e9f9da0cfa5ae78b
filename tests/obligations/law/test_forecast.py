"""The day a line crosses a threshold, and the day that is known (Art. 52(1); law.md S6, DL-01)."""

from datetime import date
from decimal import Decimal

import pytest

from obligations.law import forecast
from obligations.law.thresholds import GENERAL_PURPOSE
from tests.obligations.law.test_ledger import line

JAN = date(2026, 1, 1)


def day(text):
    return date.fromisoformat(text)


def run(flop, begins, ends, known, **rest):
    return line(flop, begins=day(begins), ends=day(ends), known_on=day(known), **rest)


@pytest.mark.parametrize(
    ("flop", "crossed"),
    [
        ("1e25", None),  # S2: strictly more than
        ("10000000000000000000000001", "2026-01-10"),
        ("2e25", "2026-01-06"),  # five tenths are exactly 10^25: the day after crosses
        ("2.1e25", "2026-01-05"),
        ("1e27", "2026-01-01"),
    ],
)
def test_an_even_run_crosses_on_the_first_day_that_ends_above(flop, crossed):
    found = forecast.forecast([run(flop, "2026-01-01", "2026-01-10", "2026-01-01")])

    assert found.met_on == (day(crossed) if crossed else None)


def test_runs_at_the_same_time_add_up():
    runs = [run("1e25", "2026-01-01", "2026-01-10", "2026-01-01") for _ in range(2)]

    assert forecast.forecast(runs).met_on == day("2026-01-06")


def test_a_plan_is_known_when_it_is_approved_and_met_when_it_is_run():
    done = run("8e24", "2026-01-01", "2026-03-31", "2026-03-31")
    plan = run("4e24", "2026-12-01", "2026-12-04", "2026-11-20", is_planned=True)

    found = forecast.forecast([done, plan])

    assert found.met_on is None
    assert found.meets_on == day("2026-12-03")
    assert found.known_on == found.runs_from == day("2026-11-20")
    assert found.near_done
    assert found.doubts == ("A12",)


def test_what_was_met_before_it_was_known_runs_from_the_day_it_was_met():
    found = forecast.forecast([run("2e25", "2026-01-01", "2026-01-10", "2026-02-01")])

    assert (found.met_on, found.known_on) == (day("2026-01-06"), day("2026-02-01"))
    assert found.runs_from == day("2026-01-06")
    assert "It was met before it was known" in " ".join(found.because)


def test_a_plan_given_up_takes_the_knowledge_back():
    plan = run(
        "2e25",
        "2026-12-01",
        "2026-12-10",
        "2026-10-01",
        is_planned=True,
        until=day("2026-11-01"),
    )
    smaller = run("2e24", "2026-12-01", "2026-12-10", "2026-11-01", is_planned=True)

    assert forecast.became_known([plan], Decimal("1e25")) is None
    assert forecast.forecast([plan, smaller]).known_on is None


def test_a_plan_that_was_run_is_known_since_its_approval():
    plan = run(
        "2e25",
        "2026-10-10",
        "2026-10-19",
        "2026-10-01",
        is_planned=True,
        until=day("2026-10-20"),
    )
    done = run("2.2e25", "2026-10-10", "2026-10-19", "2026-10-20")

    assert forecast.forecast([plan, done]).known_on == day("2026-10-01")


@pytest.mark.parametrize(
    ("flop", "near"),
    [
        ("7.69e24", False),  # W-11: upper bound 9.997e24
        ("7.7e24", True),
        ("1e25", True),
        ("1.01e25", False),  # over it, not near it
    ],
)
def test_near_the_threshold(flop, near):
    assert (
        forecast.forecast([run(flop, "2026-01-01", "2026-01-02", "2026-01-02")]).near_done is near
    )


def test_the_same_holds_for_general_purpose():
    runs = [run("9e22", "2026-01-01", "2026-01-02", "2026-01-02")]

    found = forecast.forecast(runs, GENERAL_PURPOSE)

    assert found.near_done
    assert "10^23" in " ".join(found.because)


def test_what_does_not_count_moves_nothing():
    found = forecast.forecast([line("9e25", "evaluation")])

    assert (found.done, found.met_on, found.known_on) == (0, None, None)


def test_an_empty_ledger_says_nothing_was_crossed():
    found = forecast.forecast([])

    assert found.runs_from is None
    assert not found.near_done


def test_the_line_bends_where_a_run_begins_or_ends():
    found = forecast.points([line("1e24", begins=JAN, ends=day("2026-01-10"))])

    assert [(one.day.isoformat(), one.flop) for one in found] == [
        ("2025-12-31", 0),
        ("2026-01-10", Decimal("1e24")),
    ]
