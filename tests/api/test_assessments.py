"""Assessments and reviews: drafted, submitted, decided, each step once."""

from __future__ import annotations

import pytest

from obligations.models import Assessment, Review
from tests.api.conftest import Program, fields, problem
from tests.factories.assessments import drafted, submitted
from tests.factories.evidence import attach

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(reviewer) -> Program:
    return Program(reviewer)


def test_the_whole_way_from_draft_to_decision(api, office, duty):
    attach(duty, title="Documentation")
    draft = api.post("assessments/", {"duty": str(duty.pk), "claim": "partly-fulfilled"})
    assert draft.status_code == 201, draft.content
    path = f"assessments/{draft.json()['id']}/"
    problem(office.get(path), 404)

    edited = api.patch(
        path, {"claim": "fulfilled", "position": "We do."}, HTTP_IF_MATCH=draft["ETag"]
    )
    assert (edited.json()["claim"], edited.json()["evidence"]) == ("fulfilled", [])
    problem(api.patch(path, {"position": "Lost"}, HTTP_IF_MATCH=draft["ETag"]), 412)

    handed_in = api.post(f"{path}submit/").json()
    assert handed_in["status"] == "submitted"
    assert [piece["title"] for piece in handed_in["evidence"]] == ["Documentation"]
    assert handed_in["ruling"]["because"] == duty.because
    problem(api.post(f"{path}submit/"), 409)
    problem(api.patch(path, {"position": "x"}, HTTP_IF_MATCH=f'"{handed_in["revision"]}"'), 409)

    queue = office.get("assessments/?status=submitted").json()["results"]
    assert [row["id"] for row in queue] == [handed_in["id"]]
    body = {"decision": "returned", "reason": "The period ends in March."}
    decided = office.post(f"{path}reviews/", body)
    assert decided.status_code == 201, decided.content
    problem(office.post(f"{path}reviews/", body), 409)

    read = api.get(path).json()
    assert read["status"] == "returned"
    assert read["review"]["reason"] == "The period ends in March."
    assert api.get("reviews/?decision=returned").json()["results"] == [read["review"]]
    assert api.get(f"{path}reviews/").json()["results"] == [read["review"]]
    assert api.get(f"reviews/{read['review']['id']}/").json() == read["review"]

    second = api.post("assessments/", {"duty": str(duty.pk)}).json()
    assert (second["number"], second["position"]) == (2, "We do.")


def test_one_open_assessment_at_a_time(api, officer, duty):
    drafted(duty, officer)

    problem(api.post("assessments/", {"duty": str(duty.pk)}), 409)


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({}, ["duty"]),
        ({"duty": "x"}, ["duty"]),
        ({"duty": "0" * 32}, ["duty"]),
        ({"duty": "{duty}", "claim": "compliant"}, ["claim"]),
        ({"duty": "{duty}", "position": "x" * 20_001}, ["position"]),
        ({"duty": "{duty}", "status": "accepted"}, ["status"]),
    ],
)
def test_a_draft_that_cannot_be_names_the_field(api, duty, body, names):
    if body.get("duty") == "{duty}":
        body = body | {"duty": str(duty.pk)}

    assert sorted(fields(api.post("assessments/", body))) == names
    assert Assessment.objects.count() == 0


def test_an_empty_assessment_is_not_submitted(api, duty):
    path = f"assessments/{api.post('assessments/', {'duty': str(duty.pk)}).json()['id']}/"

    assert sorted(fields(api.post(f"{path}submit/"))) == ["claim", "position"]
    assert api.get(path).json()["status"] == "draft"


def test_a_submission_is_taken_back_with_a_reason(api, office, officer, duty):
    path = f"assessments/{submitted(duty, officer).pk}/"

    assert list(fields(api.post(f"{path}withdrawal/", {}))) == ["because"]
    taken = api.post(f"{path}withdrawal/", {"because": "A page was missing."})
    assert taken.json()["status"] == "withdrawn"
    body = {"decision": "accepted", "reason": "Fine."}
    problem(office.post(f"{path}reviews/", body), 409)


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({}, ["decision", "reason"]),
        ({"decision": "approved", "reason": "x"}, ["decision"]),
        ({"decision": "returned", "reason": " "}, ["reason"]),
        ({"decision": "accepted", "reason": "x", "verdict": "compliant"}, ["verdict"]),
    ],
)
def test_a_decision_that_cannot_be_names_the_field(office, officer, duty, body, names):
    path = f"assessments/{submitted(duty, officer).pk}/reviews/"

    assert sorted(fields(office.post(path, body))) == names
    assert Review.objects.count() == 0


def test_the_provider_does_not_decide(api, officer, duty):
    path = f"assessments/{submitted(duty, officer).pk}/reviews/"

    response = api.post(path, {"decision": "accepted", "reason": "Well done, me."})

    assert "AI Office" in problem(response, 403)["detail"]


def test_a_reviewer_asks_and_the_provider_answers(api, office, officer, duty, settings):
    path = f"assessments/{submitted(duty, officer).pk}/comments/"

    asked = office.post(path, {"text": "Which data?", "answer_by": "2027-01-15"})
    assert asked.status_code == 201, asked.content
    assert asked.json()["is_shared"] is True
    answered = api.post(path, {"text": "Public data.", "is_shared": True})
    api.post(path, {"text": "Is that so?"})

    assert answered.status_code == 201
    assert [row["text"] for row in office.get(path).json()["results"]] == [
        "Which data?",
        "Public data.",
    ]
    assert len(api.get(path).json()["results"]) == 3
    problem(office.post(path, {"text": "Note to self", "is_shared": False}), 403)
