"""Decisions of the Commission, and what each changes in what is owed, from which day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from obligations.models import Deadline, Duty
from obligations.systemic_risk.services import decisions, notifications
from providers.errors import InvalidInput, NotPermitted
from tests.obligations.systemic_risk.conftest import (
    NOW,
    TODAY,
    add,
    done,
    owed,
    record_fact,
    record_ledger,
    send,
)

pytestmark = pytest.mark.django_db
RISK = "aia-55-1-a"
KNOWN = date(2026, 10, 6)
LATER = NOW + timedelta(days=30)


@pytest.fixture
def notified(placed, officer):
    """A model over the threshold by what was done, notified with arguments against it."""
    add(placed, officer, done(inputs={"flop": "2e25"}))
    record_ledger(placed, officer)
    send(
        placed,
        officer,
        with_rebuttal=True,
        line="no-high-impact-capabilities",
        arguments="Far below the best.",
    )
    return placed


def decide(ai_model, by, decision, on, now=LATER):
    return decisions.record(ai_model=ai_model, decision=decision, on=on, by=by, now=now)


def test_arguments_suspend_nothing(notified):
    assert owed(notified, RISK, "aia-52-1") == {RISK: KNOWN, "aia-52-1": KNOWN}


def test_an_acceptance_ends_the_duties_and_tells_the_day_of_the_information(notified, officer):
    told = date(2026, 12, 15)

    changes = decide(notified, officer, "rebuttal-accepted", told).changes

    assert owed(notified, RISK, "aia-52-1") == {}
    assert {RISK} <= {one.key for one in changes.ended}
    because = Duty.objects.filter(ai_model=notified, key=RISK).latest("ended_on").ended_because
    assert "15 December 2026" in because
    assert not Deadline.objects.open().filter(duty__key="aia-52-1").exists()


def test_after_an_acceptance_a_change_of_the_facts_is_notified_again(notified, officer):
    decide(notified, officer, "rebuttal-accepted", date(2026, 12, 15))
    day = date(2026, 12, 20)
    record_fact(notified, officer, "threshold-known", now=LATER, on=day.isoformat())

    with pytest.raises(InvalidInput, match="what changed"):
        notifications.start(ai_model=notified, by=officer, now=LATER)
    again = notifications.start(ai_model=notified, because="A larger run.", by=officer, now=LATER)

    assert owed(notified, "aia-52-1") == {"aia-52-1": day}
    assert Deadline.objects.open().get(duty__key="aia-52-1").due_on == date(2027, 1, 3)
    assert again.follows.is_sent


def test_a_rejection_leaves_systemic_risk_since_the_condition_was_met(notified, officer):
    decide(notified, officer, "rebuttal-rejected", date(2026, 12, 15))

    assert owed(notified, RISK) == {RISK: KNOWN}


def test_a_rejection_after_an_acceptance_speaks_last(notified, officer):
    decide(notified, officer, "rebuttal-accepted", date(2026, 12, 1))

    decide(notified, officer, "rebuttal-rejected", date(2026, 12, 15))

    assert owed(notified, RISK) == {RISK: KNOWN}


def test_a_designation_under_52_4_takes_effect_when_the_provider_is_informed(placed, officer):
    told = date(2026, 11, 10)
    before = owed(placed, RISK)

    changes = decide(placed, officer, "designated-52-4", told, now=NOW).changes

    assert before == {}
    assert owed(placed, RISK, "aia-52-1") == {RISK: told}
    assert RISK in {one.key for one in changes.newly_owed}


def test_a_designation_for_a_failure_to_notify_reaches_back_to_the_condition(placed, officer):
    record_fact(placed, officer, "threshold-known", on="2026-09-01")

    decide(placed, officer, "designated-52-1", date(2026, 11, 10), now=NOW)

    assert owed(placed, RISK, "aia-52-1") == {RISK: date(2026, 9, 1), "aia-52-1": date(2026, 9, 1)}
    assert Deadline.objects.get(duty__key="aia-52-1").due_on == date(2026, 9, 15)


@pytest.mark.parametrize(
    ("decision", "on", "field"),
    [
        ("forgiven", TODAY, "decision"),
        ("rebuttal-accepted", TODAY, "decision"),
        ("designated-52-4", TODAY + timedelta(days=1), "on"),
        ("designated-52-4", date(2025, 8, 1), "on"),
    ],
)
def test_what_cannot_be_decided_is_refused(decision, on, field, placed, officer):
    with pytest.raises(InvalidInput) as refusal:
        decide(placed, officer, decision, on, now=NOW)

    assert refusal.value.field == field


@pytest.mark.parametrize("decision", ["rebuttal-accepted", "rebuttal-rejected"])
def test_arguments_are_decided_on_after_they_came(decision, notified, officer):
    with pytest.raises(InvalidInput):
        decide(notified, officer, decision, TODAY - timedelta(days=1))


def test_only_officers_record_decisions(placed, colleague, rival):
    for who in (colleague, rival):
        with pytest.raises(NotPermitted):
            decide(placed, who, "designated-52-4", TODAY, now=NOW)
