"""A model whose compute crosses the threshold by a planned run, through to the notification."""

from datetime import date

import pytest
from django.urls import reverse

from obligations.models import Deadline, Rendering
from obligations.services.steps import NotAllowedNow
from obligations.storage import open_bytes
from obligations.systemic_risk.queries import ledger
from obligations.systemic_risk.services import entries, notifications, recording, sending
from obligations.systemic_risk.services.entries import NewEntry
from providers.errors import InvalidInput, NotPermitted
from tests.factories import providers as make
from tests.factories.providers import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path


def add(ai_model, by, **given):
    said = {
        "name": "Run",
        "kind": "pretraining",
        "method": "given",
        "begins_on": date(2026, 12, 1),
        "ends_on": date(2026, 12, 10),
        "is_planned": True,
        "known_on": date(2026, 11, 20),
    }
    entry = NewEntry(**{**said, **given})
    return entries.add(ai_model=ai_model, entry=entry, by=by, now=NOW)


@pytest.fixture
def planned(ai_model, officer):
    make.make_fact(ai_model, "general-purpose", decision=True)
    make.make_fact(ai_model, "placement", union_market_date="2026-01-10")
    return add(ai_model, officer, inputs={"flop": "2e25"})


def record(ai_model, by):
    stamp = ledger.standing(ai_model, on=TODAY).stamp
    return recording.record_ledger(ai_model=ai_model, stamp=stamp, by=by, now=NOW)


def test_a_planned_run_brings_the_notification_and_sending_it_meets_the_deadline(
    ai_model, officer, planned
):
    record(ai_model, officer)
    due = Deadline.objects.open().get(duty__key="aia-52-1", ai_model=ai_model)
    row = notifications.start(ai_model=ai_model, by=officer, now=NOW)

    sent = sending.send(
        notification=row, sent_on=TODAY, channel="Portal", revision=1, by=officer, now=NOW
    ).notification

    assert due.due_on == date(2026, 12, 4)
    due.refresh_from_db()
    assert due.done_on == TODAY
    assert Rendering.objects.filter(subject_id=sent.pk).count() == 2
    with open_bytes(provider_id=sent.provider_id, sha256=sent.pdf.sha256) as file:
        assert file.read(5) == b"%PDF-"
    with pytest.raises(NotAllowedNow, match="DL-02"):
        notifications.start(ai_model=ai_model, because="More", by=officer, now=NOW)


def test_mitigations_are_refused_as_a_ground(ai_model, officer, planned):
    row = notifications.start(ai_model=ai_model, by=officer, now=NOW)

    with pytest.raises(InvalidInput, match="no valid ground"):
        notifications.save(
            notification=row,
            given={"grounds": {"mitigations": "x"}},
            revision=1,
            by=officer,
            now=NOW,
        )


def test_a_colleague_writes_nothing(ai_model, colleague):
    with pytest.raises(NotPermitted):
        add(ai_model, colleague, inputs={"flop": "1e24"})


def test_pages_answer(ai_model, officer, planned, sign_in):
    client = sign_in(officer)
    row = notifications.start(ai_model=ai_model, by=officer, now=NOW)
    pages = [
        reverse("compute-ledger", args=[ai_model.pk]),
        reverse("compute-entry", args=[ai_model.pk, planned.pk]),
        reverse("model-notification", args=[ai_model.pk]),
        reverse("notification", args=[ai_model.pk, row.pk]),
        reverse("model-modification", args=[ai_model.pk]),
    ]

    assert [client.get(page).status_code for page in pages] == [200] * 5
