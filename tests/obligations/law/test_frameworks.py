"""Clocks of the Framework: law.md DL-10 to DL-14, DL-27 to DL-29, A3, A23; App 2.1 and 2.2."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from obligations.catalogue.loader import catalogue
from obligations.law import frameworks, references
from obligations.law.frameworks import Notified
from obligations.law.references import Comparison, Reference

KNOWN = (catalogue().clocks, catalogue().working_days())


@pytest.mark.parametrize(
    ("found", "strict", "clock"),
    [
        # DL-10: four weeks after the notification.
        ({"notified_on": date(2026, 11, 2)}, date(2026, 11, 30), frameworks.AFTER_NOTIFICATION),
        # DL-11: two weeks before placing.
        ({"placed_on": date(2026, 12, 15)}, date(2026, 12, 1), frameworks.BEFORE_PLACING),
        # DL-12: the earlier of the two, either way.
        (
            {"notified_on": date(2026, 11, 2), "placed_on": date(2026, 12, 1)},
            date(2026, 11, 17),
            frameworks.BEFORE_PLACING,
        ),
        (
            {"notified_on": date(2026, 11, 2), "placed_on": date(2027, 3, 1)},
            date(2026, 11, 30),
            frameworks.AFTER_NOTIFICATION,
        ),
        # A23: threshold met after placing.
        (
            {
                "notified_on": date(2026, 11, 2),
                "placed_on": date(2026, 6, 1),
                "threshold_on": date(2026, 10, 20),
            },
            date(2026, 11, 30),
            frameworks.AFTER_NOTIFICATION,
        ),
        # Art. 111(3): placed before Chapter V applied.
        ({"placed_on": date(2025, 3, 1)}, date(2027, 8, 2), frameworks.BEFORE_PLACING),
    ],
)
def test_the_framework_is_confirmed_by_the_earlier_day(found, strict, clock):
    counted, why = frameworks.confirmation(Notified(**found), *KNOWN)

    assert counted is not None
    assert (counted.due.strict, counted.clock) == (strict, clock)
    assert why == counted.due.because


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ({}, "Neither a notification nor a placing"),
        ({"placed_on": date(2026, 6, 1), "threshold_on": date(2026, 9, 1)}, "A23"),
    ],
)
def test_without_an_event_no_day_is_counted_and_it_says_why(found, words):
    counted, why = frameworks.confirmation(Notified(**found), *KNOWN)

    assert counted is None
    assert words in why


def test_five_business_days_show_the_day_without_holidays():
    # DL-13, A3: from Friday 18 December 2026 the Commission's closing days lie in between.
    counted = frameworks.given(date(2026, 12, 18), None, *KNOWN)

    assert counted.due.strict > date(2026, 12, 25)
    assert "without those holidays it would be Friday 25 December 2026" in counted.due.because
    assert "A3" in counted.doubts


def test_each_assessment_starts_the_next_twelve_months():
    # DL-14
    found = frameworks.assessments(date(2025, 9, 1), [date(2026, 8, 15)], *KNOWN)

    assert [(one.due.strict, one.done_on) for one in found] == [
        (date(2026, 9, 1), date(2026, 8, 15)),
        (date(2027, 8, 15), None),
    ]
    assert frameworks.assessments(None, [date(2026, 8, 15)], *KNOWN) == []


def test_access_is_checked_again_within_six_months():
    # DL-29
    first, last = frameworks.access_checks([date(2026, 5, 4), date(2026, 8, 31)], *KNOWN)

    assert (first.due.strict, first.done_on) == (date(2026, 11, 4), date(2026, 8, 31))
    assert (last.due.strict, last.done_on) == (date(2027, 2, 28), None)


def test_findings_are_held_back_thirty_business_days_at_most():
    # DL-27
    counted = frameworks.publication(date(2026, 9, 7), None, *KNOWN)

    assert counted.due.strict == date(2026, 10, 19)


def test_a_lost_reference_is_answered_within_six_months():
    # DL-28
    assert references.replacement(date(2026, 8, 31), None, *KNOWN).due.strict == date(2027, 2, 28)


SAFE = Reference(name="Anchor", placed_on=date(2025, 7, 9), visibility=True, no_other_grounds=True)


@pytest.mark.parametrize(
    ("changed", "answer"),
    [
        ({}, True),
        # On the day of publication itself it is not placed before it.
        ({"placed_on": date(2025, 7, 10), "full_process": False}, False),
        ({"placed_on": date(2025, 7, 10), "full_process": True}, True),
        ({"placed_on": None}, None),
        ({"visibility": None}, None),
        ({"no_other_grounds": False}, False),
        ({"lost_on": date(2026, 1, 1)}, False),
    ],
)
def test_a_safe_reference_meets_all_three_conditions(changed, answer):
    assert references.safe_reference(replace(SAFE, **changed)).answer is answer


ALIKE = Comparison(
    risk="Cyber offence",
    no_different_scenario=True,
    benchmarks_not_higher=True,
    no_known_difference=True,
    reference=SAFE,
)


@pytest.mark.parametrize(
    ("risks", "comparison", "answer"),
    [
        (["Cyber offence"], ALIKE, True),
        (["Cyber offence", "Loss of control"], ALIKE, None),
        (["Cyber offence"], replace(ALIKE, benchmarks_not_higher=False), False),
        (["Cyber offence"], replace(ALIKE, no_known_difference=None), None),
        (["Cyber offence"], replace(ALIKE, reference=None), None),
        (["Cyber offence"], replace(ALIKE, reference=replace(SAFE, visibility=False)), False),
        ([], ALIKE, None),
    ],
)
def test_similarly_safe_holds_only_for_each_risk(risks, comparison, answer):
    found = references.for_each(risks, {comparison.risk: comparison})

    assert found.answer is answer
    assert "Appendix 2.2" in found.cite
