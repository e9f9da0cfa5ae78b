"""Clocks of serious incidents: law.md DL-20 to DL-25, 5.4, 5.5, A9, A26, A31, A32, A33."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from obligations.catalogue.loader import catalogue
from obligations.law import (
    bundling,
    high_risk_systems,
    incident_clocks,
    incident_reports,
    incidents,
)
from obligations.law.high_risk_systems import HighRisk
from obligations.law.incidents import Classified, IncidentClass, Record, Stage, Submitted
from obligations.law.terms import Answer

# Monday 23 November 2026, 10:00 in Brussels.
AWARE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CLOCKS, DAYS = catalogue().clocks, catalogue().working_days()
SIGNED = Answer(answer=True, because="Signed.", cite="Art. 55(2)")


def record(*classes, **fields):
    found = tuple(Classified(incident_class=IncidentClass(one), added_at=AWARE) for one in classes)
    return Record(**{"aware_at": AWARE, "classes": found} | fields)


def sent(stage, days, *classes):
    instant = AWARE + timedelta(days=days)
    names = tuple(IncidentClass(one) for one in classes)
    return Submitted(stage=Stage(stage), submitted_at=instant, classes=names)


def run(found):
    return incident_clocks.clocks(found, CLOCKS, DAYS)


def days_of(found, stage):
    return [
        ((one.event_on - AWARE.date()).days, (one.due.strict - AWARE.date()).days, one.done_on)
        for one in run(found)
        if one.stage == stage
    ]


@pytest.mark.parametrize(
    ("classes", "days"),
    [
        (["critical-infrastructure"], 2),  # DL-20
        (["cybersecurity"], 5),  # DL-21
        (["death"], 10),  # DL-22
        (["health"], 15),  # DL-23
        (["fundamental-rights"], 15),  # DL-23
        (["property-environment"], 15),  # DL-23
        (["health", "death"], 10),  # A9
        (["death", "cybersecurity", "property-environment"], 5),  # A9
        ([], 2),  # not classified yet: the shortest
    ],
)
def test_the_first_report_is_due_by_the_shortest_class(classes, days):
    assert days_of(record(*classes), "initial") == [(0, days, None)]


def test_the_clock_names_the_days_of_the_classes_that_did_not_decide():
    (clock,) = run(record("health", "death", "cybersecurity"))

    assert clock.clock == "cop-ss-9.3-cybersecurity"
    assert "It counts for serious cybersecurity breach of the model: 5 days." in clock.due.because
    assert "death of a person, Thursday 3 December 2026" in clock.due.because
    assert "serious harm to health, Tuesday 8 December 2026" in clock.due.because
    assert {"A1", "A2", "A7", "A9"} <= set(clock.doubts)


def test_the_day_is_that_of_brussels_and_weekends_count():
    # 23:30 UTC on Thursday is Friday 27 November in Brussels; law.md 5.5: strict Sunday.
    late = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)
    (clock,) = run(record("critical-infrastructure", aware_at=late))

    assert (clock.event_on, clock.due.strict) == (date(2026, 11, 27), date(2026, 11, 29))
    assert clock.due.rolled == date(2026, 12, 1)


def test_removing_a_class_leaves_the_next_shortest():
    gone = Classified(incident_class=IncidentClass.CYBERSECURITY, added_at=AWARE, removed_at=AWARE)
    found = record("death")

    assert days_of(record(classes=(gone, *found.classes)), "initial") == [(0, 10, None)]


def test_a_class_found_after_the_first_report_does_not_make_it_late():
    found = record("death", "critical-infrastructure", reports=(sent("initial", 8, "death"),))

    assert days_of(found, "initial") == [(0, 10, AWARE.date() + timedelta(days=8))]


def test_intermediate_reports_are_counted_anew_from_each_submission():
    # DL-24, A33: 28 days from each, not a grid of the first.
    found = record(
        "death", reports=(sent("initial", 3, "death"), sent("intermediate", 20, "death"))
    )

    assert days_of(found, "intermediate") == [
        (3, 31, AWARE.date() + timedelta(days=20)),
        (20, 48, None),
    ]


def test_a_resolution_stops_the_intermediate_clock_and_starts_the_final_one():
    resolved = AWARE + timedelta(days=25)
    found = record("death", reports=(sent("initial", 3, "death"),), resolved_at=resolved)

    assert days_of(found, "intermediate") == []
    assert days_of(found, "final") == [(25, 85, None)]  # DL-25
    assert run(record("death", resolved_at=AWARE))[-1].due.strict == date(2027, 1, 22)  # 5.5


def test_an_intermediate_clock_that_ran_out_stays_until_the_final_report():
    resolved = AWARE + timedelta(days=40)
    reports = (sent("initial", 3, "death"),)
    late = record("death", reports=reports, resolved_at=resolved)
    done = record("death", reports=(*reports, sent("final", 45)), resolved_at=resolved)

    assert days_of(late, "intermediate") == [(3, 31, None)]
    assert days_of(done, "intermediate") == [(3, 31, AWARE.date() + timedelta(days=45))]
    assert days_of(done, "final") == [(40, 100, AWARE.date() + timedelta(days=45))]


@pytest.mark.parametrize("why", [{"is_near_miss": True}, {"is_serious": False}])
def test_what_is_no_serious_incident_runs_no_clock(why):
    assert run(record("death", **why)) == ()


def test_an_unresolved_incident_always_has_an_open_clock():
    stories = [
        record(),
        record("death"),
        record("death", resolved_at=AWARE + timedelta(days=1)),
        record("death", reports=(sent("initial", 1),)),
        record("death", reports=(sent("initial", 1), sent("intermediate", 9))),
        record("death", reports=(sent("initial", 1),), resolved_at=AWARE + timedelta(days=9)),
    ]

    assert [any(one.done_on is None for one in run(story)) for story in stories] == [True] * 6
    assert all(story.is_unresolved for story in stories)


def test_what_is_told_in_another_incident_runs_no_clock_of_its_own():
    assert run(record("death", bundled_into=record("death"))) == ()


@pytest.mark.parametrize(
    ("later", "on", "may"),
    [
        (1, 5, True),
        (1, 11, False),  # A32: the first one's initial deadline, day 10, has passed
        (-1, 5, False),  # the first is the one known first
    ],
)
def test_a_similar_incident_joins_until_the_first_ones_initial_deadline(later, on, may):
    head, joining = record("death"), record("death", aware_at=AWARE + timedelta(days=later))
    day = AWARE.date() + timedelta(days=on)

    assert joins(joining, head, day).answer is may


@pytest.mark.parametrize(
    ("known", "out", "on", "may"),
    [
        (1, None, 3, True),
        (1, 2, 3, False),  # the next report of the first one may come on day 30, not by day 16
        (1, 3, 3, False),
        (3, 2, 3, False),  # even where it was not known yet when that report went out
        (1, 2, 11, False),
    ],
)
def test_nothing_joins_once_the_first_ones_initial_report_is_out(known, out, on, may):
    reports = () if out is None else (sent("initial", out, "death"),)
    head = record("death", reports=reports)
    joining = record("health", aware_at=AWARE + timedelta(days=known))

    answer = joins(joining, head, AWARE.date() + timedelta(days=on))

    assert (answer.answer, answer.doubts) == (may, ("A32",))
    if on <= 10:
        assert ("is out and does not tell this one" in answer.because) is not may


def test_an_incident_whose_own_report_is_due_sooner_does_not_join():
    answer = joins(record("critical-infrastructure", aware_at=AWARE), record("death"), AWARE.date())

    assert answer.answer is False
    assert "sooner" in answer.because


def test_nothing_joins_an_incident_that_runs_no_clock():
    one, head = record("death"), record("death")

    answer = joins(one, head, AWARE.date(), head_is_voluntary=True)

    assert (answer.answer, "runs no clock" in answer.because) == (False, True)


def joins(joining, head, on, *, head_is_voluntary=False):
    due, first = (incident_clocks.initial_due(one, CLOCKS, DAYS) for one in (joining, head))
    return bundling.joins(joining, head, due, first, on, head_is_voluntary=head_is_voluntary)


@pytest.mark.parametrize(
    ("mine", "later", "facts", "stays"),
    [
        ("death", 0, {}, True),
        ("health", 0, {}, True),
        ("cybersecurity", 0, {}, False),  # its own report is due sooner
        ("cybersecurity", 0, {"is_told": True}, True),  # a report that tells it is out
        ("cybersecurity", 0, {"is_voluntary": True}, True),  # it owes no report itself
        ("death", -1, {}, False),  # the first is the one known first
        ("death", 0, {"head_is_voluntary": True}, False),
        ("death", 0, {"head_is_voluntary": True, "is_told": True}, False),
        ("death", 0, {"head_is_voluntary": True, "is_voluntary": True}, True),
    ],
)
def test_what_is_told_with_another_one_stays_while_that_ones_clock_is_not_later(
    mine, later, facts, stays
):
    head, one = record("death"), record(mine, aware_at=AWARE + timedelta(days=later))

    assert remains(one, head, **facts).answer is stays


@pytest.mark.parametrize(
    ("is_out", "facts", "stays", "because"),
    [
        (False, {}, True, "not later than its own"),
        (True, {}, False, "is out and does not tell this one"),
        (True, {"is_told": True}, True, "A report of the first incident that tells it is out"),
        (True, {"is_voluntary": True}, True, "No report is owed"),
        (True, {"head_is_voluntary": True, "is_told": True}, False, "runs no clock"),
    ],
)
def test_what_the_first_ones_initial_report_left_out_is_told_for_itself(
    is_out, facts, stays, because
):
    head = record("death", reports=(sent("initial", 2, "death"),) if is_out else ())
    one = record("health", aware_at=AWARE + timedelta(days=1))

    answer = remains(one, head, **facts)

    assert (answer.answer, answer.doubts) == (stays, ("A32",))
    assert because in answer.because


def remains(one, head, **facts):
    told = {"is_voluntary": False, "head_is_voluntary": False, "is_told": False} | facts
    due, first = (incident_clocks.initial_due(each, CLOCKS, DAYS) for each in (one, head))
    return bundling.remains(one, head, due, first, **told)


@pytest.mark.parametrize(
    ("signed", "systemic", "answer", "benchmark", "voluntary"),
    [
        (True, True, True, False, False),
        (False, True, False, True, False),  # A18
        (False, None, False, True, False),
        (None, True, None, False, False),
        (True, None, None, False, False),
        (True, False, False, False, True),
        (None, False, False, False, True),
    ],
)
def test_unknown_is_never_no(signed, systemic, answer, benchmark, voluntary):
    basis = incidents.basis(Answer(answer=signed, because="Not owed.", cite="Art. 55(2)"), systemic)

    assert basis.answer.answer is answer
    assert (basis.is_benchmark, basis.is_voluntary) == (benchmark, voluntary)
    assert basis.answer.because
    assert "55(1)(c)" in basis.answer.cite


@pytest.mark.parametrize(
    ("fields", "stage", "refused"),
    [
        ({}, "initial", ""),
        ({}, "intermediate", "comes first"),
        ({}, "final", "comes first"),
        ({"reports": (sent("initial", 1),)}, "initial", "already"),
        ({"reports": (sent("initial", 1),)}, "intermediate", ""),
        ({"reports": (sent("initial", 1),)}, "final", "resolution first"),
        ({"reports": (sent("initial", 1),), "resolved_at": AWARE}, "final", ""),
        ({"reports": (sent("initial", 1), sent("final", 2))}, "intermediate", "no report follows"),
        ({"is_near_miss": True}, "initial", "near miss"),
        ({"is_serious": False}, "initial", "no serious incident"),
    ],
)
def test_reports_come_in_their_order(fields, stage, refused):
    told = incident_reports.refusal(record("death", **fields), Stage(stage))

    assert refused in told
    assert bool(told) is bool(refused)


def test_the_template_has_ten_fields_of_which_two_wait_for_the_final_report():
    waiting = [one.number for one in incident_reports.FIELDS if not one.is_required(Stage.INITIAL)]

    assert [one.number for one in incident_reports.FIELDS] == list(range(1, 11))
    assert waiting == [8, 9]  # law.md 8(c)
    assert all(one.is_required(Stage.FINAL) for one in incident_reports.FIELDS)


@pytest.mark.parametrize(
    ("concerns", "aware", "active", "due"),
    [
        ("annex-iii", "2027-12-01", False, None),  # A31
        ("annex-iii", "2027-12-02", True, "2027-12-12"),
        ("annex-i", "2028-08-01", False, None),
        ("annex-i", "2028-08-02", True, "2028-08-12"),
    ],
)
def test_article_73_is_inactive_before_its_rules_start(concerns, aware, active, due):
    found = high_risk_systems.second_report(
        HighRisk(concerns), (IncidentClass.DEATH,), date.fromisoformat(aware), DAYS
    )

    assert found.is_active is active
    assert (found.due and found.due.strict.isoformat()) == due
    assert "Art" in found.cite


def test_article_73_has_no_tier_of_five_days():
    days = {
        one: high_risk_systems.second_report(
            HighRisk.ANNEX_III, (one,), date(2028, 3, 1), DAYS
        ).due.strict
        - date(2028, 3, 1)
        for one in IncidentClass
    }

    assert sorted({one.days for one in days.values()}) == [2, 10, 15]
    assert days[IncidentClass.CYBERSECURITY].days == 15


@pytest.mark.parametrize("concerns", ["unknown", "no"])
def test_no_high_risk_system_adds_no_record(concerns):
    assert high_risk_systems.second_report(HighRisk(concerns), (), date(2028, 3, 1), DAYS) is None
