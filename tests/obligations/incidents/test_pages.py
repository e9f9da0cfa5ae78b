"""Pages of incidents: one step from the masthead, nothing typed lost, nothing leaked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from obligations.incidents.models import Incident, IncidentReport
from obligations.incidents.services import incidents, reports, resolutions
from obligations.law.incident_reports import KEYS
from obligations.models import Deadline
from tests.factories.providers import make_model
from tests.obligations.incidents.conftest import computed, submit, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(sign_in, officer):
    return sign_in(officer)


@pytest.fixture
def incident(provider, ai_model, officer):
    """An incident of which the provider is aware since yesterday, by the clock of the pages."""
    now = timezone.now()
    return incidents.open_incident(
        provider=provider,
        title="A hospital stood still",
        aware_at=now - timedelta(days=1),
        aware_by="Olivia",
        classes=["critical-infrastructure", "death"],
        models=[ai_model],
        by=officer,
        now=now,
    )


def local(instant):
    return timezone.localtime(instant).strftime("%Y-%m-%dT%H:%M")


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_the_masthead_leads_members_to_the_record_and_visitors_to_the_calculator(
    client, sign_in, stranger
):
    assert f'href="{reverse("incident-new")}"' in page(client, "home")
    assert sign_in(stranger).get(reverse("incident-report")).status_code == 200


def test_four_lines_suffice_to_record_an_incident(client):
    given = {
        "aware_at": local(timezone.now()),
        "aware_by": "Olivia",
        "title": "A pump stopped",
        "classes": ["death", "cybersecurity"],
    }

    answer = client.post(reverse("incident-new"), given)

    made = Incident.objects.get()
    assert answer["Location"] == reverse("incident", args=[made.pk])
    assert "Initial report: cybersecurity breach" in page(client, "incident", made.pk)
    assert made.high_risk == "unknown"


def test_a_wrong_form_comes_back_with_what_was_typed(client):
    given = {"aware_at": "2199-01-01T10:00", "title": "A pump", "description": "Long words."}

    answer = client.post(reverse("incident-new"), given)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"aware_at", "aware_by"}
    assert "Long words." in answer.content.decode()
    assert not Incident.objects.exists()


def test_the_page_shows_hours_left_the_deciding_class_and_what_is_missing(client, incident):
    shown = page(client, "incident", incident.pk)

    assert "hours left" in shown
    assert "Initial report: critical infrastructure" in shown
    assert "Of several classes the shortest clock counts (A9)" in shown
    assert "When it began" in shown
    assert "Not enough is known; the clocks run" in shown
    assert "Open question A9" in shown


def test_every_step_is_taken_through_the_page(client, incident):
    def post(page_name, *args, **given):
        return client.post(reverse(page_name, args=[incident.pk, *args]), given)

    assert post("incident-class", incident_class="health").status_code == 302
    row = incident.classifications.get(incident_class="critical-infrastructure")
    removed = client.post(
        reverse("incident-class-remove", args=[incident.pk, row.pk]),
        {"because": "It came back."},
        follow=True,
    )
    assert "moved from" in removed.content.decode()
    assert post("incident-authority", name="Authority", member_state="FR").status_code == 302
    authority = incident.authorities.get()
    told = local(timezone.now())
    assert post("incident-authority-told", authority.pk, told_at=told).status_code == 302
    assert post("incident-dismiss", because="").status_code == 422
    assert post("incident-dismiss", because="A hoax.").status_code == 302
    assert post("incident-reopen", because="It was none.").status_code == 302
    resolved = post("incident-resolve", resolved_at=told, resolution="Fixed.")
    assert resolved.status_code == 302
    incident.refresh_from_db()
    assert incident.state == "resolved"


def test_a_refused_step_keeps_what_was_typed(client, incident):
    given = {"resolved_at": "2001-01-01T10:00", "resolution": "We fixed the pump."}

    answer = client.post(reverse("incident-resolve", args=[incident.pk]), given)

    assert answer.status_code == 422
    assert "before the provider became aware" in answer.content.decode()
    assert "We fixed the pump." in answer.content.decode()


def test_the_record_is_corrected_and_a_lost_race_is_told(client, incident):
    address = reverse("incident-edit", args=[incident.pk])
    given = {
        "title": "A clinic stood still",
        "aware_at": local(incident.aware_at),
        "aware_by": "Olivia",
        "high_risk": "annex-iii",
        "revision": incident.revision,
    }

    first, second = client.post(address, given), client.post(address, given)

    assert (first.status_code, second.status_code) == (302, 422)
    assert "Someone changed this" in second.content.decode()
    shown = page(client, "incident", incident.pk)
    assert "inactive before 2 December 2027" in shown


def test_a_report_is_written_previewed_and_submitted(client, incident):
    client.post(reverse("incident-report-start", args=[incident.pk]))
    report = IncidentReport.objects.get()
    address = reverse("incident-report-page", args=[report.pk])

    early = client.post(
        reverse("incident-report-submit", args=[report.pk]),
        {"recipients": "AI Office", "channel": "Mailbox", "revision": 1},
    )
    given = dict.fromkeys(KEYS, "What is known.") | {"revision": 1, "harm": ""}
    saved = client.post(address, given | {"harm-missing": "Counted still."})
    preview = client.get(reverse("incident-report-file", args=[report.pk, "pdf"]))
    sent = client.post(
        reverse("incident-report-submit", args=[report.pk]),
        {"recipients": "AI Office", "channel": "Mailbox", "revision": 2},
    )

    assert early.status_code == 422
    assert "State it, or say why it is missing" in early.content.decode()
    assert (saved.status_code, sent.status_code) == (302, 302)
    assert preview.content.startswith(b"%PDF-")
    assert "DRAFT" in preview["Content-Disposition"]
    assert "Missing: Counted still." in page(client, "incident-report-page", report.pk)
    assert client.get(reverse("incident-report-file", args=[report.pk, "exe"])).status_code == 404


def test_both_a_text_and_a_reason_come_back_at_the_field(client, incident, officer):
    report = reports.draft(incident=incident, by=officer, now=timezone.now())

    answer = client.post(
        reverse("incident-report-page", args=[report.pk]),
        {"revision": 1, "harm": "One.", "harm-missing": "None."},
    )

    assert answer.status_code == 422
    assert "harm" in answer.context["form"].errors


def test_a_colleague_reads_and_is_told_whom_to_ask(sign_in, colleague, incident):
    client = sign_in(colleague)

    shown = page(client, "incident", incident.pk)
    asked = client.get(reverse("incident-new"), follow=True)

    assert "A hospital stood still" in shown
    assert "Record the resolution" not in shown
    assert "Tell one now" in asked.content.decode()
    assert client.post(reverse("incident-new"), {}).status_code == 403


def test_the_office_reads_a_submitted_report_and_nothing_else(sign_in, reviewer, incident, officer):
    now = timezone.now()
    report = write(reports.draft(incident=incident, by=officer, now=now), officer, now)
    client = sign_in(reviewer)
    address = reverse("incident-report-page", args=[report.pk])

    before = client.get(address).status_code
    submit(report, officer, now)
    after = client.get(address, follow=True)
    pdf = client.get(reverse("incident-report-file", args=[report.pk, "pdf"]))

    assert before == 404
    assert "What is known of harm" in after.content.decode()
    assert b"".join(pdf.streaming_content).startswith(b"%PDF-")
    assert client.get(reverse("incident", args=[incident.pk])).status_code in (302, 404)


def test_the_address_holds_the_filters(client, provider, officer, incident):
    near = incidents.open_incident(
        provider=provider, title="Nearly", is_near_miss=True, by=officer, now=timezone.now()
    )

    def shown(query):
        answer = client.get(f"{reverse('incidents')}?{query}")
        return {line.incident.pk for line in answer.context["lines"]}

    assert shown("") == {incident.pk, near.pk}
    assert shown("state=near-miss") == {near.pk}
    assert shown("state=open&incident_class=death") == {incident.pk}
    assert shown("incident_class=health") == set()
    assert shown("q=hospital") == {incident.pk}
    assert shown("state=nonsense&page=99") == {incident.pk, near.pk}


def test_the_list_costs_the_same_with_one_and_with_many(client, provider, officer, incident):
    def cost():
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("incidents"))
        return len(caught)

    one = cost()
    for number in range(6):
        incidents.open_incident(
            provider=provider,
            title=f"Incident {number}",
            aware_at=timezone.now(),
            aware_by="Olivia",
            classes=["health", "death"],
            models=[make_model(provider)],
            by=officer,
            now=timezone.now(),
        )
    assert cost() == one


def test_the_page_costs_the_same_with_many_models(client, provider, incident, officer):
    def cost():
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("incident", args=[incident.pk]))
        return len(caught)

    one = cost()
    many = [make_model(provider) for _ in range(8)]
    incidents.edit(incident=incident, models=many, revision=1, by=officer, now=timezone.now())
    assert cost() == one


def test_what_a_report_lacks_is_said_beside_what_its_sending_lacks(client, incident, officer):
    report = reports.draft(incident=incident, by=officer, now=timezone.now())
    given = {"recipients": "AI Office", "channel": "", "revision": 1, "harm": ""}

    answer = client.post(reverse("incident-report-submit", args=[report.pk]), given)

    assert answer.status_code == 422
    assert "channel" in answer.context["submit_form"].errors
    assert "harm" in answer.context["form"].errors


@pytest.mark.parametrize("flop", ["1e24", "2e25"])
def test_a_clock_is_promised_after_a_report_only_where_one_runs(
    flop, client, incident, ai_model, officer
):
    now = timezone.now()
    computed(ai_model, flop, officer, now)
    report = write(reports.draft(incident=incident, by=officer, now=now), officer, now)
    draft = page(client, "incident-report-page", report.pk)
    given = {"revision": report.revision, "recipients": "AI Office", "channel": "Mailbox"}

    answer = client.post(
        reverse("incident-report-submit", args=[report.pk]), given, follow=True
    ).content.decode()

    runs = flop == "2e25"
    assert ("The next clock runs at once." in draft) is runs
    assert ("The record is voluntary: no clock runs after it." in draft) is not runs
    assert ("frozen; the next clock runs." in answer) is runs
    assert ("frozen; no clock runs." in answer) is not runs


def test_a_resolved_incident_is_offered_while_its_first_report_is_to_come(
    client, incident, ai_model, officer
):
    now = timezone.now()
    resolutions.resolve(incident=incident, resolved_at=now, resolution="Done.", by=officer, now=now)
    other = incidents.open_incident(
        provider=incident.provider,
        title="Another hospital stood still",
        aware_at=now,
        aware_by="Olivia",
        classes=["critical-infrastructure"],
        models=[ai_model],
        by=officer,
        now=now,
    )

    shown = client.get(reverse("incident", args=[other.pk])).context["bundle_form"].heads
    joined = client.post(reverse("incident-bundle", args=[other.pk]), {"head": str(incident.pk)})

    assert shown == [incident]
    assert joined.status_code == 302


def test_only_incidents_whose_first_report_is_to_come_are_offered(client, incident, officer):
    now = timezone.now()
    other = incidents.open_incident(
        provider=incident.provider,
        title="Another hospital stood still",
        aware_at=now,
        aware_by="Olivia",
        classes=["critical-infrastructure"],
        models=[row.ai_model for row in incident.involvements.all()],
        by=officer,
        now=now,
    )
    address = reverse("incident", args=[other.pk])
    before = client.get(address).context["bundle_form"].heads
    report = reports.draft(incident=incident, by=officer, now=now)
    submit(write(report, officer, now), officer, now)

    refused = client.post(reverse("incident-bundle", args=[other.pk]), {"head": str(incident.pk)})

    assert before == [incident]
    assert refused.status_code == 422
    assert refused.context["bundle_form"].heads == []
    assert "still to come" in page(client, "incident", other.pk)


def test_a_clock_says_its_hours_near_and_its_days_far_before_and_after(client, incident):
    due = Deadline.objects.open().get(matter_id=incident.pk)
    said = []
    for left in (timedelta(hours=60, minutes=5), timedelta(days=20), -timedelta(days=20)):
        Deadline.objects.filter(pk=due.pk).update(due_at=timezone.now() + left)
        said.append(page(client, "incident", incident.pk))

    assert "60 hours left" in said[0]
    assert "days left" in said[1]
    assert "Over for 20 days" in said[2]
