"""Every clock of Framework and report at its edges; law.md 5.5 has the reference computations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from obligations.catalogue.loader import catalogue
from obligations.law import frameworks, model_reports, references
from obligations.law.frameworks import Notified
from obligations.law.model_reports import Delayed
from tests.obligations.law.samples import day

KNOWN = (catalogue().clocks, catalogue().working_days())


def confirmation(event):
    return frameworks.confirmation(Notified(notified_on=event), *KNOWN)[0]


def before_placing(event):
    return frameworks.confirmation(Notified(placed_on=event), *KNOWN)[0]


def given(event):
    return frameworks.given(event, None, *KNOWN)


def assessed(event):
    return frameworks.assessments(date(2025, 8, 2), [event], *KNOWN)[-1]


def first_assessment(event):
    return frameworks.assessments(event, [], *KNOWN)[0]


def access(event):
    return frameworks.access_checks([event], *KNOWN)[0]


def findings(event):
    return frameworks.publication(event, None, *KNOWN)


def ready(event):
    return model_reports.before_placing(event, [], *KNOWN)[0]


def by_placing(event):
    return model_reports.before_placing(event, [], *KNOWN)[1]


def change(event):
    return model_reports.change(event, None, *KNOWN)


def six_months(event):
    return model_reports.six_months(event, "", True, *KNOWN)


def update(event):
    return model_reports.update_given(event, None, *KNOWN)


def delay(event):
    found = Delayed(event_on=event, due_on=event, good_faith=True, interim_given_on=event)
    return model_reports.delay(found, *KNOWN)[0]


def reference_lost(event):
    return references.replacement(event, None, *KNOWN)


@pytest.mark.parametrize(
    ("rule", "clock", "event", "strict", "rolled"),
    [
        ("DL-10", confirmation, "2026-12-10", "2027-01-07", "2027-01-07"),
        ("DL-10", confirmation, "2026-11-28", "2026-12-26", "2027-01-04"),
        # Counted backwards: a Sunday stays a Sunday.
        ("DL-11", before_placing, "2026-12-20", "2026-12-06", "2026-12-06"),
        ("DL-13", given, "2026-12-22", "2027-01-07", "2027-01-07"),
        ("DL-13", given, "2026-10-30", "2026-11-09", "2026-11-09"),
        ("DL-14", assessed, "2028-02-29", "2029-02-28", "2029-02-28"),
        ("DL-14", first_assessment, "2025-08-02", "2026-08-02", "2026-08-03"),
        # Placed the day before Chapter V applied: Art. 111(3).
        ("DL-14", first_assessment, "2025-08-01", "2027-08-02", "2027-08-02"),
        ("DL-15", ready, "2027-01-01", "2026-12-31", "2026-12-31"),
        ("DL-15", by_placing, "2026-12-26", "2026-12-26", "2026-12-26"),
        ("DL-16", change, "2026-12-27", "2026-12-26", "2026-12-26"),
        ("DL-17", six_months, "2026-08-31", "2027-02-28", "2027-03-01"),
        ("DL-18", update, "2026-12-22", "2027-01-07", "2027-01-07"),
        ("DL-18", update, "2026-10-30", "2026-11-09", "2026-11-09"),
        ("DL-19", delay, "2026-12-22", "2027-01-21", "2027-01-21"),
        ("DL-27", findings, "2026-09-01", "2026-10-13", "2026-10-13"),
        ("DL-28", reference_lost, "2026-03-31", "2026-09-30", "2026-09-30"),
        ("DL-28", reference_lost, "2026-08-31", "2027-02-28", "2027-03-01"),
        ("DL-29", access, "2026-08-31", "2027-02-28", "2027-03-01"),
    ],
)
def test_a_clock_ends_on_its_strict_day_and_shows_the_rolled_one(
    rule, clock, event, strict, rolled
):
    found = clock(day(event))

    assert (found.due.strict, found.due.rolled) == (day(strict), day(rolled)), rule
    assert found.cite


@pytest.mark.parametrize(
    ("clock", "event", "weekdays_only"),
    [
        (given, "2026-12-22", "Tuesday 29 December 2026"),
        (update, "2026-12-22", "Tuesday 29 December 2026"),
        (delay, "2026-12-22", "Tuesday 12 January 2027"),
        (given, "2026-10-30", "Friday 6 November 2026"),
    ],
)
def test_business_days_show_the_day_without_holidays(clock, event, weekdays_only):
    # A3: the term is not defined, so both readings are shown where they differ.
    assert f"without those holidays it would be {weekdays_only}" in clock(day(event)).due.because


def test_business_days_without_a_holiday_say_that_both_readings_agree():
    assert "without those holidays the day is the same" in given(day("2026-11-02")).due.because


def test_the_earlier_of_notification_and_placing_counts_even_by_one_day():
    # DL-12: 28 days after 2 November is 30 November; 14 before 13 December is 29 November.
    found = Notified(notified_on=date(2026, 11, 2), placed_on=date(2026, 12, 13))

    assert frameworks.confirmation(found, *KNOWN)[0].due.strict == date(2026, 11, 29)
    later = replace(found, placed_on=date(2026, 12, 15))
    assert frameworks.confirmation(later, *KNOWN)[0].due.strict == date(2026, 11, 30)


def test_a_threshold_met_on_the_day_of_placing_is_not_met_after_it():
    # A23 leaves out the two weeks only where the threshold came later.
    same = Notified(placed_on=date(2026, 12, 15), threshold_on=date(2026, 12, 15))

    assert frameworks.is_after_placing(same).answer is False
    assert (
        frameworks.is_after_placing(replace(same, threshold_on=date(2026, 12, 16))).answer is True
    )
