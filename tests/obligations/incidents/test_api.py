"""The API of incidents: the same steps, strict bodies, lost races told."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from obligations.incidents import tasks
from obligations.incidents.models import Incident
from obligations.law.incident_reports import KEYS
from obligations.models import Deadline, JobRun
from tests.api.conftest import Program, fields, problem
from tests.factories.providers import make_model

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(officer):
    return Program(officer)


@pytest.fixture
def yesterday():
    return (timezone.now() - timedelta(days=1)).isoformat()


@pytest.fixture
def made(api, ai_model, yesterday):
    """An incident as the API answered it."""
    answer = api.post(
        "incidents/",
        {
            "title": "A hospital stood still",
            "aware_at": yesterday,
            "aware_by": "Olivia",
            "classes": ["death", "critical-infrastructure"],
            "models": [str(ai_model.pk)],
        },
    )
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_an_incident_is_recorded_and_its_clock_runs(api, made, ai_model):
    found = api.get(f"incidents/{made['id']}/clocks/").json()

    assert made["state"] == "open"
    assert made["models"] == [{"id": str(ai_model.pk), "name": "Meridian"}]
    assert (found["owed"], found["is_benchmark"]) == (None, False)
    assert [one["clock"] for one in found["clocks"]] == ["cop-ss-9.3-critical-infrastructure"]
    assert 0 <= found["clocks"][0]["hours_left"] <= 48
    assert {"A7", "A9", "A18"} <= set(found["doubts"])


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"aware_at": "2199-01-01T00:00:00Z"}, "aware_at"),
        ({"aware_at": "soon"}, "aware_at"),
        ({"classes": ["war"]}, "classes[0]"),
        ({"classes": ["death", "death"]}, "classes"),
        ({"models": ["00000000-0000-4000-8000-000000000000"]}, "models"),
        ({"provider": "00000000-0000-4000-8000-000000000000"}, "provider"),
        ({"title": "a\x07b"}, "title"),
        ({"severity": "high"}, "severity"),
        ({"is_near_miss": "perhaps"}, "is_near_miss"),
    ],
)
def test_a_wrong_body_is_refused_by_field(api, yesterday, given, field):
    body = {"title": "A pump", "aware_at": yesterday, "aware_by": "Olivia"} | given

    assert field in fields(api.post("incidents/", body))
    assert not Incident.objects.exists()


def test_a_change_needs_what_it_is_based_on(api, made):
    path = f"incidents/{made['id']}/"

    without = api.patch(path, {"title": "New"})
    changed = api.patch(path, {"title": "New"}, HTTP_IF_MATCH='"1"')
    lost = api.patch(path, {"title": "Newer"}, HTTP_IF_MATCH='"1"')

    assert [one.status_code for one in (without, changed)] == [428, 200]
    assert changed["ETag"] == '"2"'
    assert lost.status_code in (409, 412)
    assert api.patch(path, {}, HTTP_IF_MATCH='"2"').status_code == 400


def test_classes_come_and_go_with_a_warning(api, made):
    path = f"incidents/{made['id']}/classes/"
    rows = api.get(path).json()["results"]
    critical = next(one for one in rows if one["incident_class"] == "critical-infrastructure")

    added = api.post(path, {"incident_class": "health"})
    twice = api.post(path, {"incident_class": "health"})
    removed = api.post(f"{path}{critical['id']}/removal/", {"because": "It came back."})

    assert (added.status_code, added.json()["warning"]) == (201, "")
    problem(twice, 409)
    assert "moved from" in removed.json()["warning"]
    assert len(api.get(path).json()["results"]) == 3


def test_an_incident_is_reported_to_its_end(api, made):
    path = f"incidents/{made['id']}/"
    answers = {key: {"text": "What is known."} for key in KEYS}

    def report():
        draft = api.post(f"{path}reports/", {}).json()
        own = f"incident-reports/{draft['id']}/"
        api.patch(own, {"answers": answers}, HTTP_IF_MATCH=f'"{draft["revision"]}"')
        sent = api.post(f"{own}submission/", {"recipients": "AI Office", "channel": "Portal"})
        assert sent.status_code == 200, sent.content
        return sent.json()

    first = report()
    told = api.post(
        f"{path}resolution/",
        {"resolved_at": timezone.now().isoformat(), "resolution": "Fixed."},
    )
    final = report()
    again = api.post(f"{path}reports/", {})

    assert (first["stage"], told.json()["state"], final["stage"]) == (
        "initial",
        "resolved",
        "final",
    )
    assert api.get(path).json()["state"] == "closed"
    problem(again, 409)
    for name in ("pdf", "docx", "json"):
        file = api.get(f"incident-reports/{final['id']}/{name}/")
        assert file.status_code == 200
        assert b"".join(file.streaming_content)


def test_a_file_of_a_draft_says_that_it_is_one(api, made):
    draft = api.post(f"incidents/{made['id']}/reports/", {}).json()

    answer = api.get(f"incident-reports/{draft['id']}/json/")

    assert json.loads(answer.content)["is_draft"] is True
    assert api.delete(f"incident-reports/{draft['id']}/").status_code == 204
    assert api.get(f"incident-reports/{draft['id']}/").status_code == 404


def test_the_office_reads_submitted_reports_alone(api, made, reviewer):
    draft = api.post(f"incidents/{made['id']}/reports/", {}).json()
    office, own = Program(reviewer), f"incident-reports/{draft['id']}/"
    before = office.get("incident-reports/").json()["results"]
    answers = {key: {"text": "What is known."} for key in KEYS}
    api.patch(own, {"answers": answers}, HTTP_IF_MATCH='"1"')
    api.post(f"{own}submission/", {"recipients": "AI Office", "channel": "Portal"})

    assert before == []
    assert office.get(own).json()["answers"]["harm"]["text"] == "What is known."
    assert office.get(f"incidents/{made['id']}/").status_code == 404
    assert office.get("incidents/").json()["results"] == []
    problem(office.patch(own, {"answers": {}}, HTTP_IF_MATCH='"3"'), 403)


def test_a_near_miss_is_filtered_and_escalated(api, made, yesterday):
    near = api.post("incidents/", {"title": "Nearly", "is_near_miss": True}).json()

    def listed(query):
        return [one["id"] for one in api.get(f"incidents/?{query}").json()["results"]]

    assert listed("near_miss=true") == [near["id"]]
    assert listed("near_miss=false") == [made["id"]]
    assert listed("state=open") == [made["id"]]
    body = {"aware_at": yesterday, "aware_by": "Olivia"}
    assert api.post(f"incidents/{near['id']}/escalation/", body).json()["state"] == "open"
    problem(api.post(f"incidents/{near['id']}/escalation/", body), 409)


def test_dismissal_bundling_and_back(api, made, yesterday):
    path = f"incidents/{made['id']}/"
    body = {"title": "Again", "aware_at": timezone.now().isoformat(), "aware_by": "Olivia"}
    later = api.post("incidents/", body | {"classes": ["death"]}).json()
    own = f"incidents/{later['id']}/"

    assert api.post(f"{own}bundling/", {"head": made["id"]}).json()["state"] == "bundled"
    assert api.post(f"{own}parting/", {"because": "Not similar."}).json()["state"] == "open"
    assert fields(api.post(f"{own}bundling/", {"head": str(later["id"])}))["head"]
    assert api.post(f"{path}dismissal/", {"because": "A hoax."}).json()["state"] == "dismissed"
    assert api.post(f"{path}reopening/", {"because": "None."}).json()["state"] == "open"


def test_authorities_are_named_and_told(api, made, yesterday):
    path = f"incidents/{made['id']}/authorities/"
    named = api.post(path, {"name": "Authority", "member_state": "fr"}).json()
    told = {"told_at": timezone.now().isoformat()}

    assert named["told_at"] is None
    assert api.post(f"{path}{named['id']}/notification/", told).status_code == 200
    problem(api.post(f"{path}{named['id']}/notification/", told), 409)
    assert fields(api.post(path, {"name": "X", "member_state": "US"}))["member_state"]


def test_lists_cost_the_same_with_one_and_with_many(api, made, provider, yesterday):
    def cost():
        with CaptureQueriesContext(connection) as caught:
            assert api.get("incidents/").status_code == 200
        return len(caught)

    one = cost()
    for number in range(5):
        body = {
            "title": f"Incident {number}",
            "aware_at": yesterday,
            "aware_by": "Olivia",
            "classes": ["health"],
            "models": [str(make_model(provider).pk)],
        }
        assert api.post("incidents/", body).status_code == 201
    assert cost() == one


def test_the_sweep_runs_from_the_timetable_and_by_hand(made, capsys):
    Deadline.objects.filter(matter_id=made["id"]).update(
        cancelled_at=timezone.now(), next_check_at=None
    )

    tasks.sweep_incidents()
    call_command("sweep_incidents")

    assert "1 unresolved incident: 0 had lost a clock" in capsys.readouterr().out
    runs = JobRun.objects.filter(name="sweep_incidents").order_by("begun_at")
    assert [one.has_failed for one in runs] == [True, False]
