"""Notifications: filled from the ledger, complete or named as missing, sent once and frozen."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import ProgrammingError, transaction

from obligations.law.notifications import GROUNDS
from obligations.models import Deadline, Notice
from obligations.services.steps import NotAllowedNow
from obligations.storage import open_bytes
from obligations.systemic_risk.models import Notification
from obligations.systemic_risk.services import decisions, notifications, sending
from providers.errors import Conflict, InvalidInput, NotPermitted
from providers.models import AIModel, Fact, Provider
from tests import races
from tests.factories import providers as make
from tests.factories.evidence import fresh
from tests.obligations.systemic_risk.conftest import (
    NOW,
    TODAY,
    add,
    done,
    entry,
    record_ledger,
    send,
)

pytestmark = pytest.mark.django_db
REBUTTAL = {
    "with_rebuttal": True,
    "line": "no-high-impact-capabilities",
    "arguments": "Far below the best.",
    "grounds": {"benchmarks": "Half of the leaders'."},
}


@pytest.fixture
def ledger(placed, officer):
    """8.2e24 FLOP done and 4e24 planned: by the plan the line crosses 10^25."""
    add(placed, officer, done(inputs={"flop": "8.2e24"}, assumptions="From logs."))
    add(placed, officer, entry(name="Second run", inputs={"flop": "4e24"}, assumptions="By plan."))
    record_ledger(placed, officer)
    return placed


@pytest.fixture
def draft(ledger, officer):
    return notifications.start(ai_model=ledger, by=officer, now=NOW)


def save(row, by, **given):
    return notifications.save(notification=row, given=given, revision=row.revision, by=by, now=NOW)


def written(row):
    with open_bytes(provider_id=row.provider_id, sha256=row.data.sha256) as file:
        return json.load(file)


def test_a_draft_takes_over_what_the_ledger_says(draft):
    assert (draft.condition, draft.known_on) == ("will-be-met", date(2026, 11, 20))
    assert (draft.model_name, draft.compute_flop) == ("Meridian", Decimal("1.22e25"))
    assert draft.approach.splitlines() == [
        "Run (pretraining, done): 8.2e24 FLOP, given as an amount.",
        "Second run (pretraining, planned): 4.0e24 FLOP, given as an amount.",
    ]
    assert draft.approximations == "Run: From logs.\nSecond run: By plan."


def test_what_was_met_is_notified_with_what_was_done_alone(placed, officer):
    add(placed, officer, done(inputs={"flop": "2e25"}))
    add(placed, officer, entry(inputs={"flop": "4e25"}))
    record_ledger(placed, officer)

    row = notifications.start(ai_model=placed, by=officer, now=NOW)

    assert (row.condition, row.compute_flop) == ("met", Decimal("2e25"))


def test_the_file_holds_the_contents_with_two_significant_figures(ledger, officer):
    row = send(ledger, officer, **REBUTTAL)

    told = written(row)

    assert (told["training_compute_flop"], told["met_or_known_on"]) == ("1.2e25", "2026-11-20")
    assert told["rebuttal"]["grounds"]["benchmarks"] == "Half of the leaders'."
    assert set(told["rebuttal"]["grounds"]) == set(GROUNDS)
    assert "benchmarks" not in told["missing"]
    assert "architecture" in told["missing"]


def test_what_is_missing_is_named_and_does_not_keep_it_from_being_sent(placed, officer):
    make.make_fact(placed, "threshold-known", on="2026-11-20")

    row = send(placed, officer)

    missing = {"compute_flop", "approach", "approximations"}
    assert set(written(row)["missing"]) == missing
    assert written(row)["training_compute_flop"] is None


def test_sending_records_the_facts_of_notification_and_arguments_on_that_day(ledger, officer):
    row = send(ledger, officer, sent_on=TODAY - timedelta(days=1), **REBUTTAL)

    facts = Fact.objects.filter(ai_model=ledger, kind__in=("notification", "rebuttal")).current()
    assert {one.kind: one.value["submitted_on"] for one in facts} == {
        "notification": "2026-11-22",
        "rebuttal": "2026-11-22",
    }
    assert {one.source for one in facts} == {f"Notification {row.pk}"}
    assert Deadline.objects.get(duty__key="aia-52-1").done_on == date(2026, 11, 22)


def test_what_was_sent_never_changes(ledger, officer):
    row = send(ledger, officer)

    with pytest.raises(NotAllowedNow, match="stays as it was"):
        save(row, officer, approach="Other")
    with pytest.raises(NotAllowedNow, match="stays as it was"):
        sending.send(
            notification=row, sent_on=TODAY, channel="x", revision=row.revision, by=officer, now=NOW
        )
    for act in (row.save, row.delete):
        with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
            act()


def test_arguments_cannot_follow_a_notification_that_went_without(ledger, officer):
    send(ledger, officer)

    with pytest.raises(NotAllowedNow, match=r"Art\. 52\(2\), DL-02"):
        notifications.start(ai_model=ledger, because="Arguments", by=officer, now=NOW)


def test_a_further_one_names_what_changed_after_an_acceptance(ledger, officer):
    first = send(ledger, officer, **REBUTTAL)
    decisions.record(ai_model=ledger, decision="rebuttal-accepted", on=TODAY, by=officer, now=NOW)

    row = notifications.start(ai_model=ledger, because="A larger run.", by=officer, now=NOW)
    sent = sending.send(
        notification=row, sent_on=TODAY, channel="Portal", revision=1, by=officer, now=NOW
    ).notification

    assert written(sent)["follows"] == str(first.pk)
    assert written(sent)["follows_because"] == "A larger run."


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"condition": "perhaps"}, "condition"),
        ({"line": "mitigated"}, "line"),
        ({"compute_flop": Decimal("0.1")}, "compute_flop"),
        ({"compute_flop": Decimal("1e40")}, "compute_flop"),
        ({"known_on": date(1990, 1, 1)}, "known_on"),
        ({"grounds": {"mitigations": "We filter."}}, "grounds"),
        ({"grounds": {"price": "It is cheap."}}, "grounds"),
        ({"arguments": "x" * 5001}, "arguments"),
        ({"model_name": "x" * 301}, "model_name"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_field_that_cannot_be_is_refused(given, field, draft, officer):
    with pytest.raises(InvalidInput) as refusal:
        save(draft, officer, **given)

    assert [one.field for one in refusal.value.problems] == [field]
    assert fresh(draft).revision == 1


def test_every_mistake_is_named_at_once(draft, officer):
    with pytest.raises(InvalidInput) as refusal:
        save(draft, officer, condition="perhaps", line="mitigated", arguments="x" * 5001)

    assert {one.field for one in refusal.value.problems} == {"condition", "line", "arguments"}


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"sent_on": TODAY + timedelta(days=1)}, ["sent_on"]),
        ({"sent_on": date(2025, 8, 1)}, ["sent_on"]),
        ({"channel": ""}, ["channel"]),
        ({"sent_on": date(2025, 8, 1), "channel": "x" * 201}, ["sent_on", "channel"]),
    ],
)
def test_a_sending_that_cannot_be_is_refused(given, fields, draft, officer):
    told = {"sent_on": TODAY, "channel": "Portal"} | given

    with pytest.raises(InvalidInput) as refusal:
        sending.send(notification=draft, revision=1, by=officer, now=NOW, **told)

    assert [one.field for one in refusal.value.problems] == fields
    assert not fresh(draft).is_sent


def test_a_recorded_day_of_notification_is_not_contradicted(draft, ledger, officer):
    make.make_fact(ledger, "notification", submitted_on="2026-11-21")

    with pytest.raises(InvalidInput, match="21 November 2026"):
        sending.send(
            notification=draft, sent_on=TODAY, channel="x", revision=1, by=officer, now=NOW
        )


def test_of_two_writers_the_second_is_told(draft, officer):
    save(draft, officer, approach="First")
    stale = fresh(draft)
    stale.revision = 1

    with pytest.raises(Conflict):
        save(stale, officer, approach="Second")

    assert fresh(draft).approach == "First"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_at_once_one_is_refused(draft, officer):
    def go():
        return sending.send(
            notification=Notification.objects.get(pk=draft.pk),
            sent_on=TODAY,
            channel="Portal",
            revision=1,
            by=officer,
            now=NOW,
        )

    answers = races.at_once(go, go)

    assert sorted(isinstance(one, NotAllowedNow | Conflict) for one in answers) == [False, True]
    assert Fact.objects.filter(kind="notification").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_drafts_at_once_one_is_begun(ledger, officer):
    answers = races.at_once(
        *[lambda: notifications.start(ai_model=ledger, by=officer, now=NOW)] * 2
    )

    assert sorted(isinstance(one, NotAllowedNow) for one in answers) == [False, True]


def test_sending_shares_it_and_tells_every_reviewer(draft, ledger, officer, reviewer):
    before = Notification.objects.visible_to(reviewer).exists()

    sending.send(notification=draft, sent_on=TODAY, channel="x", revision=1, by=officer, now=NOW)

    heard = Notice.objects.visible_to(reviewer).get()
    assert not before
    assert list(Notification.objects.visible_to(reviewer)) == [draft]
    assert heard.path == f"/office/notifications/{draft.pk}/"
    assert list(Provider.objects.visible_to(reviewer)) == [ledger.provider]
    assert list(AIModel.objects.visible_to(reviewer)) == [ledger]
    assert not Fact.objects.visible_to(reviewer).exists()


def test_only_officers_notify(draft, ledger, colleague, rival):
    for who in (colleague, rival):
        with pytest.raises(NotPermitted):
            save(draft, who, approach="x")
        with pytest.raises(NotPermitted):
            notifications.start(ai_model=ledger, by=who, now=NOW)
        with pytest.raises(NotPermitted):
            sending.send(
                notification=draft, sent_on=TODAY, channel="x", revision=1, by=who, now=NOW
            )
