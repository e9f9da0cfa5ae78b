"""The demonstration: built once, by the services, in every branch of the law."""

import json
from datetime import timedelta
from io import StringIO
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import F
from django.test import Client, override_settings
from django.utils import timezone

from obligations.documents.models import Document, FilledForm
from obligations.incidents.models import Incident, IncidentReport
from obligations.law.deadlines import brussels_day, first_instant_after
from obligations.models import Assessment, Deadline, Duty, Notice, Obligation
from obligations.safety.models import Entry
from obligations.safety.queries import lacking
from obligations.safety.queries.records import Records, entries_of
from obligations.safety.register import SPECIFIED
from obligations.services import catalogue
from obligations.systemic_risk.models import Notification, Reassessment
from obligations.systemic_risk.queries import ledger
from obligations.webhooks.models import Delivery
from providers.models import AIModel, OfficeAccess, Provider, Team, User
from providers.models.providers import Origin
from providers.services import audit
from tests.factories.providers import NOW
from tests.obligations.phrasebook import listening

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def access(django_db_setup, django_db_blocker, tmp_path_factory):
    """Build it once for all that look at it, in one transaction that is undone at the end.

    It is built as today begins in Brussels, when the day by UTC is still yesterday.
    """
    folder = tmp_path_factory.mktemp("demonstration")
    kept = override_settings(VAR_DIR=folder, EVIDENCE_ROOT=folder / "evidence")
    today = brussels_day(timezone.now())
    midnight = first_instant_after(today - timedelta(days=1))
    with django_db_blocker.unblock(), kept, transaction.atomic():
        catalogue.sync(now=NOW)
        with patch("obligations.management.commands.load_demo.timezone.now", lambda: midnight):
            call_command("load_demo", stdout=StringIO())
        yield folder / "demo-access.json"
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def root(access):
    """The evidence of the demonstration, and not a folder for each test."""
    return access.parent / "evidence"


def test_it_covers_every_state_and_says_how_to_sign_in(access):
    kept = json.loads(access.read_text())

    assert access.stat().st_mode & 0o777 == 0o600
    roles = [account["role"] for account in kept["accounts"]]
    assert roles == ["officer", "colleague", "rival", "reviewer", "representative"]
    for account in kept["accounts"]:
        client = Client()
        headers = {"Authorization": f"Bearer {account['token']}"}
        assert client.get("/api/v1/me/", headers=headers).status_code == 200
        assert User.objects.get(email=account["email"]).check_password(account["password"])
    duties = Duty.objects.in_force()
    assert set(duties.values_list("owed", flat=True)) == {True, None}
    assert set(duties.values_list("freshness", flat=True)) == {
        "none", "undated", "fresh", "stale-soon", "stale",
    }  # fmt: skip
    assert set(duties.values_list("decision", flat=True)) == {
        "none", "awaiting", "accepted", "returned",
    }  # fmt: skip
    assert {"draft", "submitted", "accepted", "returned"} == set(
        Assessment.objects.values_list("status", flat=True)
    )
    assert audit.verify_all() == ()


def test_public_data_is_broad_and_claims_nothing(access):
    models = AIModel.objects.filter(provider__origin=Origin.PUBLIC_DATA)

    assert models.count() >= 40
    assert models.values("provider").distinct().count() >= 12
    assert not Duty.objects.filter(provider__origin=Origin.PUBLIC_DATA).exists()
    assert all("epoch.ai" in source for source in models.values_list("source", flat=True))
    fictional = Provider.objects.filter(origin=Origin.DEMONSTRATION)
    assert all("Fictional" in provider.name for provider in fictional)


def test_a_database_in_use_is_left_alone(access):
    before = Provider.objects.count()
    said = StringIO()

    call_command("load_demo", stdout=said)

    assert Provider.objects.count() == before
    assert "in use already" in said.getvalue()


def test_everyone_may_read_the_public_data_with_its_assumptions(access, client):
    page = client.get("/public-data/").content.decode()
    model = AIModel.objects.filter(provider__origin=Origin.PUBLIC_DATA, name="Qwen 3.7 Max").get()
    assumed = client.get(f"/public-data/{model.pk}/").content.decode()
    nothing = client.get(f"/public-data/{model.pk}/?assume=nothing").content.decode()

    assert "Epoch AI" in page
    assert "no claim about any company" in page
    assert "the day of publication is the day of placing" in assumed
    assert "Nothing is assumed" in nothing
    fictional = AIModel.objects.filter(provider__origin=Origin.DEMONSTRATION).first()
    assert client.get(f"/public-data/{fictional.pk}/").status_code == 404


def test_a_new_user_sees_a_framework_a_report_and_a_register(access):
    given = Entry.objects.current().filter(kind="provision")
    risks = Entry.objects.current().filter(kind="risk")

    assert sorted(given.values_list("version__document__kind", flat=True)) == [
        "framework",
        "model-report",
    ]
    assert set(SPECIFIED.values()) < set(risks.values_list("value__name", flat=True))
    assert all(one.value["tiers_ahead"] for one in risks)
    report = given.get(version__document__kind="model-report")
    running = Deadline.objects.filter(
        matter="model-report", ai_model=report.ai_model, met_at=None, cancelled_at=None
    )
    assert [one.clock for one in running] == ["cop-ss-7.6-six-months"]


def test_the_given_report_lacks_one_sample_and_nothing_else(access):
    report = Document.objects.get(kind="model-report")
    found = Records(entries_of(report.provider, report.ai_model), None, NOW.date())

    assert [one.finding.item for one in lacking.of_report(report.content, found)] == ["samples"]
    framework = Document.objects.get(kind="framework")
    assert lacking.of_framework(framework.content, lacking.identified(framework.provider)) == []


def test_incidents_run_and_end_and_one_let_its_first_day_pass(access):
    aurora = Incident.objects.filter(provider__name__contains="Aurora").order_by("number")
    rival = Incident.objects.get(provider__name__contains="Rival")
    running = Deadline.objects.open().filter(matter="incident")
    half = IncidentReport.objects.filter(incident=aurora[3]).order_by("number")

    assert [one.state for one in aurora] == ["open", "closed", "near-miss", "open"]
    assert [one.stage for one in half] == ["initial", "intermediate"]
    assert half[0].answers["evidence"]["missing_because"]
    assert half[1].submitted_at is None
    assert running.filter(provider__name__contains="Aurora").count() == 2
    assert not Deadline.objects.filter(matter="incident", done_on__gt=F("due_on")).exists()
    assert running.get(provider=rival.provider).flag == "overdue"


def test_notifications_are_drafted_and_sent_and_reassessment_is_asked_for(access):
    drafted, sent = Notification.objects.order_by("status")

    assert (drafted.ai_model.name, drafted.condition) == ("Aurora Zenith", "will-be-met")
    assert (sent.ai_model.name, sent.with_rebuttal) == ("Alpine Summit", True)
    assert Reassessment.objects.get(outcome="").ai_model.name == "Rival Citadel"


def test_people_work_together_and_nothing_leaves_the_machine(access):
    team = Team.objects.get()
    waiting = Delivery.objects.filter(state="waiting")

    assert team.people.count() == 2
    assert Duty.objects.get(team=team).comments.get().files.count() == 2
    assert waiting.filter(kind="comment.written").count() == 1
    assert not Delivery.objects.due(timezone.now()).exists()
    assert OfficeAccess.objects.get().state_on(timezone.localdate()) == "running"
    assert Document.objects.get(kind="model-documentation").versions.count() == 2
    assert FilledForm.objects.count() == 1


def test_a_ledger_is_near_the_threshold(access):
    model = AIModel.objects.get(name="Aurora Almost")
    today = timezone.localdate()
    found = ledger.standing(model, on=today)

    assert found.systemic.near_done
    assert found.systemic.met_on is None
    assert found.systemic.meets_on > today
    assert found.systemic.known_on == today - timedelta(days=3)


def test_what_it_stores_can_be_said_in_other_languages(access):
    told = {
        *Duty.objects.values_list("because", flat=True),
        *Deadline.objects.values_list("because", flat=True),
        *Deadline.objects.values_list("title", flat=True),
        *Obligation.objects.values_list("title", flat=True),
        *Obligation.objects.values_list("summary", flat=True),
        *Notice.objects.values_list("title", flat=True),
    }

    assert listening.missing(told, listening.Listening()) == set()
