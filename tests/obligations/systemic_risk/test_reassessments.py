"""Reassessment of a designation: not before its day, once at a time, and what it brings."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from obligations.services.steps import NotAllowedNow
from obligations.systemic_risk.models import Reassessment
from obligations.systemic_risk.queries import position
from obligations.systemic_risk.services import decisions, reassessments
from providers.errors import InvalidInput, NotPermitted
from providers.models import Fact
from tests import races
from tests.factories import providers as make
from tests.obligations.systemic_risk.conftest import owed

pytestmark = pytest.mark.django_db
RISK = "aia-55-1-a"
DESIGNATED = date(2025, 11, 30)
EARLIEST = date(2026, 5, 30)


def noon(day):
    return timezone.make_aware(datetime.combine(day, time(12)))


@pytest.fixture
def designated(placed, officer):
    make.make_fact(placed, "placement", union_market_date="2025-09-01")
    make.make_fact(placed, "compute", cumulative_compute_flop="1e24")
    decisions.record(
        ai_model=placed,
        decision="designated-52-4",
        on=DESIGNATED,
        by=officer,
        now=noon(DESIGNATED),
    )
    return placed


def ask(ai_model, by, on=EARLIEST, **given):
    words = {"reasons": "New benchmarks.", "evidence": "Report 7."} | given
    return reassessments.ask(ai_model=ai_model, requested_on=on, by=by, now=noon(on), **words)


def decide(row, by, outcome, on):
    return reassessments.decide(
        reassessment=row,
        outcome=outcome,
        decided_on=on,
        decision="As written.",
        by=by,
        now=noon(on),
    )


def test_a_request_before_six_months_is_refused_with_the_earliest_day(designated, officer):
    with pytest.raises(InvalidInput, match="Not before 30 May 2026") as refusal:
        ask(designated, officer, on=EARLIEST - timedelta(days=1))

    assert refusal.value.field == "requested_on"
    assert ask(designated, officer).earliest_on == EARLIEST


def test_six_months_from_a_last_day_of_august_end_in_february(placed, officer):
    day = date(2026, 8, 31)
    decisions.record(ai_model=placed, decision="designated-52-4", on=day, by=officer, now=noon(day))

    opening = position.opening(position.current(placed), [], on=day)

    assert (opening.is_open, opening.earliest) == (False, date(2027, 2, 28))


def test_a_maintained_designation_begins_six_new_months(designated, officer):
    row = ask(designated, officer)
    decide(row, officer, "maintained", date(2026, 6, 15))

    with pytest.raises(InvalidInput, match="15 December 2026"):
        ask(designated, officer, on=date(2026, 12, 14))
    again = ask(designated, officer, on=date(2026, 12, 15))

    assert owed(designated, RISK) == {RISK: DESIGNATED}
    assert again.earliest_on == date(2026, 12, 15)


def test_an_ended_designation_ends_what_rested_on_it(designated, officer):
    before = owed(designated, RISK)

    changes = decide(ask(designated, officer), officer, "ended", date(2026, 7, 1)).changes

    fact = Fact.objects.filter(ai_model=designated, kind="designation").current().get()
    assert RISK in before
    assert owed(designated, RISK) == {}
    assert RISK in {one.key for one in changes.ended}
    assert (fact.value["on"], fact.known_on) == (None, date(2026, 7, 1))
    with pytest.raises(InvalidInput, match="nothing to reassess"):
        ask(designated, officer, on=date(2026, 12, 15))


def test_a_designation_for_a_failure_to_notify_opens_no_reassessment(placed, officer):
    day = DESIGNATED
    decisions.record(ai_model=placed, decision="designated-52-1", on=day, by=officer, now=noon(day))

    with pytest.raises(InvalidInput, match=r"Art\. 52\(5\) speaks of designations under"):
        ask(placed, officer, on=date(2026, 11, 1))


def test_one_request_waits_at_a_time_and_is_answered_once(designated, officer):
    row = ask(designated, officer)

    with pytest.raises(NotAllowedNow, match="not answered yet"):
        ask(designated, officer, on=date(2026, 7, 1))
    decide(row, officer, "maintained", date(2026, 7, 2))
    with pytest.raises(NotAllowedNow, match="recorded already"):
        decide(row, officer, "ended", date(2026, 7, 3))


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"reasons": ""}, ["reasons"]),
        ({"evidence": "  "}, ["evidence"]),
        ({"reasons": "", "evidence": ""}, ["reasons", "evidence"]),
        ({"reasons": "x" * 5001}, ["reasons"]),
    ],
)
def test_a_request_says_why_and_on_what(given, fields, designated, officer):
    with pytest.raises(InvalidInput) as refusal:
        ask(designated, officer, **given)

    assert [one.field for one in refusal.value.problems] == fields


@pytest.mark.parametrize(
    ("outcome", "on", "field"),
    [
        ("perhaps", date(2026, 7, 1), "outcome"),
        ("maintained", EARLIEST - timedelta(days=1), "decided_on"),
    ],
)
def test_an_outcome_that_cannot_be_is_refused(outcome, on, field, designated, officer):
    row = ask(designated, officer)

    with pytest.raises(InvalidInput) as refusal:
        decide(row, officer, outcome, on)

    assert refusal.value.field == field
    assert Reassessment.objects.get().outcome == ""


@pytest.mark.django_db(transaction=True)
def test_of_two_outcomes_at_once_one_is_kept(designated, officer):
    row = ask(designated, officer)
    day = date(2026, 7, 1)

    answers = races.at_once(
        lambda: decide(row, officer, "maintained", day),
        lambda: decide(Reassessment.objects.get(pk=row.pk), officer, "ended", day),
    )

    assert sorted(isinstance(one, NotAllowedNow) for one in answers) == [False, True]


def test_only_officers_ask_and_record(designated, officer, colleague, rival):
    row = ask(designated, officer)

    for who in (colleague, rival):
        with pytest.raises(NotPermitted):
            ask(designated, who, on=date(2026, 7, 1))
        with pytest.raises(NotPermitted):
            decide(row, who, "maintained", date(2026, 7, 1))
