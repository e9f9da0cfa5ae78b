"""What a room itself records as sent counts as sent, with its day; a claim does not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from obligations.documents.services import documents
from obligations.incidents.services import incidents, reports
from obligations.models import Deadline
from obligations.packages.queries import reconciliation as queries
from obligations.packages.services import links, sending
from obligations.requests.services import answers, requests
from obligations.requests.services.answers import Said
from obligations.requests.services.requests import Asked
from obligations.safety.services import entries
from tests.api.conftest import Program
from tests.factories import providers as make
from tests.factories.duties import make_deadline
from tests.factories.evidence import make_duty, make_obligation
from tests.factories.providers import NOW
from tests.obligations.incidents.conftest import submit, write
from tests.obligations.packages import made
from tests.obligations.safety.conftest import VALUES
from tests.obligations.systemic_risk.conftest import record_fact, send

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
MONTHS_LATER = NOW + timedelta(days=120)


def found(provider, actor, clock):
    rows = queries.deadlines(provider, actor, now=MONTHS_LATER)
    return rows.get(clock=clock)


def said(row):
    return row.state, row.done_on, queries.is_late(row)


@pytest.mark.parametrize(("after", "late"), [(1, False), (20, True)])
def test_an_incident_report_that_was_submitted(provider, officer, ai_model, after, late):
    incident = incidents.open_incident(
        provider=provider,
        classes=["death"],
        title="A hospital stood still",
        aware_at=NOW,
        aware_by="Olivia",
        models=[ai_model],
        by=officer,
        now=NOW,
    )
    assert found(provider, officer, "cop-ss-9.3-death").state == "never-sent"

    at = NOW + timedelta(days=after)
    report = reports.draft(incident=incident, by=officer, now=at)
    submit(write(report, officer, at), officer, at)

    row = found(provider, officer, "cop-ss-9.3-death")
    assert said(row) == ("recorded", at.date(), late)
    assert queries.room(row) == f"/incidents/{incident.pk}/"


def test_a_notification_of_article_52_that_was_sent(provider, officer, ai_model):
    make.make_fact(ai_model, "general-purpose", decision=True)
    make.make_fact(ai_model, "placement", union_market_date="2026-01-10")
    record_fact(ai_model, officer, "threshold-known", on="2026-11-20")
    assert found(provider, officer, "aia-52-1-notification").state == "never-sent"

    send(ai_model, officer)

    row = found(provider, officer, "aia-52-1-notification")
    assert said(row) == ("recorded", TODAY, False)
    assert queries.room(row) == reverse("model-notification", args=[ai_model.pk])


@pytest.mark.parametrize(
    ("kind", "clock"),
    [("framework", "cop-ss-1.4-notification"), ("model-report", "cop-ss-7.7-placing")],
)
def test_a_framework_or_a_model_report_that_was_provided(provider, officer, ai_model, kind, clock):
    make.make_fact(provider, "code-signature", chapters={"safety-security": "2025-08-01"})
    make.make_fact(ai_model, "general-purpose", decision=True)
    make.make_fact(ai_model, "compute", training_compute_flop="5e25", method="architecture")
    make.make_fact(ai_model, "threshold-known", on="2025-12-01")
    make.make_fact(ai_model, "placement", union_market_date="2026-11-16")
    model = None if kind == "framework" else ai_model
    who = {"by": officer, "now": NOW}
    document = documents.start(provider=provider, ai_model=model, kind=kind, **who)
    key = "description" if kind == "framework" else "acceptable-because"
    given = {key: {"state": "filled", "value": "Said."}}
    document = documents.save(document=document, given=given, revision=document.revision, **who)
    version = documents.make_version(
        document=document, changes="First.", revision=document.revision, **who
    )

    def record(what):
        value = VALUES[what]
        entries.record(provider=provider, kind=what, on=TODAY, value=value, version=version, **who)

    record("confirmation")
    assert found(provider, officer, clock).state == "never-sent"

    record("provision")

    # The Framework has five business days; the report was due by placing, a week before.
    row = found(provider, officer, clock)
    assert said(row) == ("recorded", TODAY, kind == "model-report")
    assert queries.room(row) == row.path


@pytest.fixture
def answered(provider, officer, ai_model):
    """A request of the AI Office for 4 December, answered in whole today."""
    asked = Asked(
        asker="office",
        asked_by="AI Office",
        asks="The evaluation results.",
        basis="aia-91",
        purpose="To assess the model.",
        received_on=TODAY,
        due_on=date(2026, 12, 4),
    )
    row = requests.record(provider=provider, ai_model=ai_model, asked=asked, by=officer, now=NOW)
    answer(row, officer, is_final=False)
    assert found(provider, officer, requests.OFFICE_CLOCK).state == "never-sent"
    answer(row, officer, is_final=True)
    return row


def answer(request, by, *, is_final):
    request.refresh_from_db()
    given = Said(answered_on=TODAY, given="All of it.", channel="E-mail", is_final=is_final)
    answers.answer(request=request, said=given, revision=request.revision, by=by, now=NOW)


def test_a_request_of_the_office_that_was_answered(provider, officer, answered):
    row = found(provider, officer, requests.OFFICE_CLOCK)

    assert said(row) == ("recorded", TODAY, False)
    assert queries.room(row) == f"/requests/{answered.pk}/"


def test_pages_programs_and_sheets_say_the_same(sign_in, officer, answered):
    client = sign_in(officer)
    address = reverse("reconciliation") + "?state=recorded"

    page = client.get(address).content.decode()
    sheet = client.get(address + "&format=csv").content.decode()
    (told,) = Program(officer).get("reconciliations/?state=recorded").json()["results"]
    counts = Program(officer).get("reconciliations/counts/").json()["counts"]

    assert f'href="/requests/{answered.pk}/"' in page
    assert "Where it is recorded" in page
    assert "Recorded as sent in its own room" in sheet
    assert f"/requests/{answered.pk}/" in sheet
    assert (told["first_sent_on"], told["is_late"]) == (TODAY.isoformat(), False)
    assert told["room"] == f"/requests/{answered.pk}/"
    assert {"state": "recorded", "count": 1} in counts


def test_a_package_and_its_receipt_say_more_and_the_first_sending_counts(
    provider, officer, ai_model
):
    make_obligation("aia-52-1", audience=["ai-office"])
    deadline = make_deadline(
        make_duty(ai_model, "aia-52-1"), TODAY - timedelta(days=1), clock="aia-52-1-notification"
    )
    Deadline.objects.filter(pk=deadline.pk).update(done_on=TODAY - timedelta(days=2), met_at=NOW)

    package = made.sealed(ai_model, officer)
    links.link(package=package, deadline=deadline, by=officer, now=NOW)
    sending.record(package=package, sent_at=NOW, channel="eu-send", by=officer, now=NOW)

    row = found(provider, officer, "aia-52-1-notification")
    assert (row.state, queries.is_late(row)) == ("sent", False)


def test_a_late_sending_is_marked_where_it_is_recorded(provider, officer, ai_model, sign_in):
    make_obligation("aia-52-1", audience=["ai-office"])
    last_day = TODAY - timedelta(days=3)
    deadline = make_deadline(
        make_duty(ai_model, "aia-52-1"), last_day, clock="aia-52-1-notification"
    )
    done = TODAY - timedelta(days=1)
    Deadline.objects.filter(pk=deadline.pk).update(done_on=done, met_at=NOW)
    client = sign_in(officer)

    def cells():
        page = client.get(reverse("reconciliation")).content.decode()
        (row,) = page.split("<tbody>")[1].split("</tbody>")[0].split("<tr>")[1:]
        marked = [one for one in row.split("<td")[1:] if "First sent after the last day" in one]
        return [one.split('data-label="')[1].split('"')[0] for one in marked]

    assert cells() == ["Recorded as done"]

    package = made.sealed(ai_model, officer)
    links.link(package=package, deadline=deadline, by=officer, now=NOW)
    sending.record(package=package, sent_at=NOW, channel="eu-send", by=officer, now=NOW)
    assert cells() == ["Recorded as done"]

    Deadline.objects.filter(pk=deadline.pk).update(done_on=TODAY + timedelta(days=1))
    assert cells() == ["Packages"]


def test_a_claim_and_what_only_has_to_exist_are_no_sending(provider, officer, ai_model):
    make_obligation("aia-52-1", audience=["ai-office"])
    duty = make_duty(ai_model, "aia-52-1")
    make_deadline(duty, TODAY, clock="aia-52-1-notification", met_at=NOW)
    make_deadline(duty, TODAY, clock="cop-ss-7.1-before-placing", done_on=TODAY, met_at=NOW)

    rows = {
        row.clock: (row.state, queries.first_sent_on(row))
        for row in queries.deadlines(provider, officer, now=MONTHS_LATER)
    }

    assert rows == {
        "aia-52-1-notification": ("never-sent", None),
        "cop-ss-7.1-before-placing": ("on-request", None),
    }
