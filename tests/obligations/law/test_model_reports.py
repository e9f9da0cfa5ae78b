"""Clocks of the Model Report: law.md DL-15 to DL-19, A4, A5, A22."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from obligations.catalogue.loader import catalogue
from obligations.law import model_reports as law
from obligations.law.model_reports import Delayed, Exempted, Exemption, Reported, Start
from obligations.law.terms import Answer

KNOWN = (catalogue().clocks, catalogue().working_days())
PLACED = date(2026, 3, 16)
FIRST = Reported(confirmed_on=date(2026, 3, 2), provided_on=date(2026, 3, 13))
UPDATE = Reported(confirmed_on=date(2026, 8, 20), provided_on=date(2026, 8, 26))


def test_report_and_process_are_done_the_day_before_placing_and_given_by_it():
    # DL-15
    ready, given = law.before_placing(PLACED, [FIRST], *KNOWN)

    assert (ready.due.strict, ready.done_on) == (date(2026, 3, 15), date(2026, 3, 2))
    assert (given.due.strict, given.done_on) == (PLACED, date(2026, 3, 13))


def test_a_deliberate_change_waits_for_its_update():
    # DL-16
    assert law.change(date(2026, 12, 1), None, *KNOWN).due.strict == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("reports", "chosen", "from_on"),
    [
        # A4: the earliest of the days known; placing counts only until the first update.
        ([FIRST], Start.EARLIEST, date(2026, 3, 2)),
        ([Reported(provided_on=date(2026, 4, 1))], Start.EARLIEST, PLACED),
        ([FIRST, UPDATE], Start.EARLIEST, date(2026, 8, 20)),
        ([FIRST, UPDATE], Start.PROVIDED, date(2026, 8, 26)),
        ([FIRST, UPDATE], Start.CONFIRMED, date(2026, 8, 20)),
        # In steps of six months from placing: 16 September is the next one after the update.
        ([FIRST, UPDATE], Start.PLACING, PLACED),
        ([FIRST, Reported(provided_on=date(2026, 9, 20))], Start.PLACING, date(2026, 9, 16)),
        ([FIRST, Reported(confirmed_on=date(2026, 8, 20))], Start.PROVIDED, date(2026, 8, 20)),
        ([], Start.EARLIEST, None),
    ],
)
def test_the_six_months_count_from_the_day_chosen(reports, chosen, from_on):
    assert law.start(PLACED, reports, chosen)[0] == from_on


@pytest.mark.parametrize(("most_capable", "runs"), [(True, True), (None, True), (False, False)])
def test_only_a_declaration_stops_the_six_months(most_capable, runs):
    # A5: not declared is not a no.
    clock = law.six_months(date(2026, 3, 2), "", most_capable, *KNOWN)

    assert (clock is not None) is runs
    if clock is not None:
        assert clock.due.strict == date(2026, 9, 2)
        assert ("A5" in clock.due.because) is (most_capable is None)


def test_an_update_is_given_within_five_business_days():
    # DL-18
    assert law.update_given(date(2026, 9, 4), None, *KNOWN).due.strict == date(2026, 9, 11)


DUE = date(2026, 9, 2)
BASE = Exempted(
    which=Exemption.UNCHANGED, recorded_on=date(2026, 8, 1), last_report_on=date(2026, 3, 13)
)
YES, NO = (Answer(answer=one, because="", cite="x") for one in (True, False))


@pytest.mark.parametrize(
    ("changed", "on", "answer"),
    [
        ({}, date(2026, 9, 1), True),
        # It lapses with its day, with a change of the model, and with the next report.
        ({"valid_until": date(2026, 8, 31)}, date(2026, 9, 1), False),
        ({"valid_until": date(2026, 9, 1)}, date(2026, 9, 1), True),
        ({"changed_on": date(2026, 8, 15)}, date(2026, 9, 1), False),
        # Unchanged "since the last report", whenever the exception itself was recorded: 13 March.
        ({"changed_on": date(2026, 3, 14)}, date(2026, 9, 1), False),
        ({"changed_on": date(2026, 7, 31)}, date(2026, 9, 1), False),
        ({"changed_on": date(2026, 3, 13)}, date(2026, 9, 1), True),
        ({"changed_on": date(2026, 3, 12)}, date(2026, 9, 1), True),
        # Confirmed on the 9th, given on the 13th: what changed between is not in it.
        (
            {"changed_on": date(2026, 3, 12), "reported_as_of": date(2026, 3, 9)},
            date(2026, 9, 1),
            False,
        ),
        ({"last_report_on": date(2026, 8, 20)}, date(2026, 9, 1), False),
        ({"which": Exemption.SUCCESSOR}, date(2026, 9, 1), None),
        # Less than a month: 2 October is a month after the day it was due.
        (
            {"which": Exemption.SUCCESSOR, "successor_on": date(2026, 10, 1)},
            date(2026, 9, 1),
            True,
        ),
        (
            {"which": Exemption.SUCCESSOR, "successor_on": date(2026, 10, 2)},
            date(2026, 9, 1),
            False,
        ),
        (
            {"which": Exemption.SUCCESSOR, "successor_on": date(2026, 9, 20)},
            date(2026, 9, 21),
            False,
        ),
        ({"which": Exemption.SIMILARLY_SAFE}, date(2026, 9, 1), None),
        ({"which": Exemption.SIMILARLY_SAFE, "each_risk": YES}, date(2026, 9, 1), True),
        ({"which": Exemption.SIMILARLY_SAFE, "each_risk": NO}, date(2026, 9, 1), False),
    ],
)
def test_an_exception_is_tested_again_on_each_day(changed, on, answer):
    found = law.exempt(replace(BASE, **changed), DUE, on)

    assert found.answer is answer
    assert "Measure 7.6" in found.cite


DELAYED = Delayed(
    event_on=date(2026, 9, 4),
    due_on=date(2026, 9, 11),
    good_faith=True,
    interim_given_on=date(2026, 9, 7),
)


def test_a_permitted_delay_counts_from_the_event_and_shows_the_other_reading():
    # DL-19, A22
    clock, answer = law.delay(DELAYED, *KNOWN)

    assert answer.answer is True
    assert clock is not None
    assert clock.due.strict == date(2026, 9, 25)
    assert "it would be Friday 2 October 2026" in clock.due.because


@pytest.mark.parametrize(
    ("changed", "runs", "answer"),
    [
        ({"good_faith": False}, False, False),
        ({"interim_given_on": None}, False, False),
        ({"good_faith": None}, True, None),
    ],
)
def test_no_delay_without_good_faith_and_interim_report(changed, runs, answer):
    clock, found = law.delay(replace(DELAYED, **changed), *KNOWN)

    assert (clock is not None) is runs
    assert found.answer is answer
