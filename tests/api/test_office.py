"""What programs of the AI Office read: submissions as they were made, and nothing else.

Every test keeps beside the submission what could leak: later evidence, drafts, another model,
internal comments, people, work status.
"""

from __future__ import annotations

import json
from datetime import date

import pytest

from obligations.services import assessments, comments, evidence
from tests.api.conftest import Program, fields, problem
from tests.factories import assessments as made
from tests.factories import evidence as make
from tests.factories import providers as people
from tests.factories.duties import make_deadline

pytestmark = pytest.mark.django_db

SECRETS = [
    "later version",
    "never submitted",
    "Among us",
    "Secret",
    "in-progress",
    "handed-in",
    "Carl",
    "2026-11-30",
    "Renamed",
    "person-",
    "upcoming-30",
    "stale-soon",
]


@pytest.fixture
def duty(ai_model, colleague):
    return make.make_duty(
        ai_model,
        assignee=people.user_of(colleague),
        target_on=date(2026, 11, 30),
        flag="upcoming-30",
    )


@pytest.fixture
def submission(duty, provider, officer, now):
    make_deadline(duty, date(2026, 12, 20))
    frozen = make.attach(duty, content=b"frozen", title="Frozen", proves="What it proves.")
    own = {"by": officer, "now": now}
    assessment = made.submitted(duty, officer)
    comments.write(duty=duty, assessment=assessment, text="Among us.", **own)
    comments.write(duty=duty, assessment=assessment, text="To you.", is_shared=True, **own)
    evidence.add_version(evidence=frozen.evidence, statement="later version", **own)
    evidence.reword(evidence=frozen.evidence, title="Renamed", proves="", revision=1, **own)
    make.attach(duty, statement="never submitted", title="Secret statement")
    secret = people.make_model(provider, "Secret model")
    made.drafted(make.make_duty(secret, because="Secret reason."), officer)
    duty.refresh_from_db()
    duty.because = "Secret new reason."
    duty.freshness = "stale-soon"
    duty.save()
    return assessment


@pytest.fixture
def office(reviewer) -> Program:
    return Program(reviewer)


def rows(response) -> list[dict]:
    assert response.status_code == 200, response.content
    return response.json()["results"]


LISTS = (
    "providers/",
    "models/",
    "duties/",
    "evidence/",
    "assessments/",
    "reviews/",
    "deadlines/",
    "events/",
)


def test_no_list_holds_anything_that_was_not_submitted(submission, office):
    for path in LISTS:
        text = json.dumps(rows(office.get(path)), ensure_ascii=False)
        assert [secret for secret in SECRETS if secret in text] == [], path


def test_no_single_answer_holds_anything_that_was_not_submitted(
    submission, office, duty, provider, ai_model
):
    version = submission.frozen_evidence.get().version_id
    for path in (
        f"providers/{provider.pk}/",
        f"models/{ai_model.pk}/",
        f"duties/{duty.pk}/",
        f"duties/{duty.pk}/comments/",
        f"assessments/{submission.pk}/",
        f"assessments/{submission.pk}/comments/",
        f"evidence/versions/{version}/",
    ):
        response = office.get(path)
        assert response.status_code == 200, path
        text = response.content.decode()
        assert [secret for secret in SECRETS if secret in text] == [], path
        assert "ETag" not in response, path


def test_a_duty_is_read_as_it_was_submitted(submission, office, duty, ai_model, provider):
    (row,) = rows(office.get("duties/"))

    assert row.keys() == {
        "id",
        "key",
        "title",
        "provider",
        "model",
        "owed",
        "applies_from",
        "enforceable_from",
        "due",
        "because",
        "cite",
        "missing",
        "doubts",
        "bearer",
        "claim",
        "decision",
        "route",
        "route_explanation",
        "submitted_at",
        "assessment",
    }
    assert row["because"] == "The model is a general-purpose AI model."
    assert row["due"] == {"strict": "2026-12-20", "rolled": "2026-12-20", "provisional": False}
    assert (row["claim"], row["decision"]) == ("fulfilled", "awaiting")
    assert row["assessment"] == str(submission.pk)
    assert office.get(f"duties/{duty.pk}/").json() == row


def test_a_new_draft_changes_nothing_of_what_the_office_reads(
    submission, office, reviewer, officer, duty, now
):
    assessments.decide(
        assessment=submission, decision="returned", reason="See page 3.", by=reviewer, now=now
    )
    (before,) = rows(office.get("duties/"))
    made.drafted(duty, officer, claim="not-fulfilled", position="Secret position.")

    assert rows(office.get("duties/")) == [before]
    assert before["decision"] == "returned"
    assert [row["number"] for row in rows(office.get("assessments/"))] == [1]


def test_a_model_and_a_provider_are_names_alone(submission, office, ai_model, provider):
    assert rows(office.get("models/")) == [
        {
            "id": str(ai_model.pk),
            "provider": {"id": str(provider.pk), "name": provider.name},
            "name": "Meridian",
        }
    ]
    assert rows(office.get("providers/")) == [{"id": str(provider.pk), "name": provider.name}]


@pytest.mark.parametrize(
    "query",
    [
        "status=in-progress",
        "freshness=stale-soon",
        "flag=upcoming-30",
        "due_before=2026-12-31",
        "assignee=00000000-0000-4000-8000-000000000000",
        "changed_after=2026-01-01T00:00:00Z",
        "claim=fulfilled",
        "decision=awaiting",
        "owed=true",
        "ended=false",
        "q=reason",
    ],
)
def test_a_filter_does_not_tell_what_the_row_hides(submission, office, query):
    assert list(fields(office.get(f"duties/?{query}"))) == [query.partition("=")[0]]


def test_the_manifest_names_the_frozen_version_alone(submission, office):
    (row,) = rows(office.get("assessments/"))

    (piece,) = row["evidence"]
    assert (piece["title"], piece["proves"], piece["number"]) == ("Frozen", "What it proves.", 1)
    download = office.get(f"evidence/versions/{piece['version']}/file/")
    assert b"".join(download.streaming_content) == b"frozen"
    verification = office.get(f"evidence/versions/{piece['version']}/verification/").json()
    assert verification["is_intact"] is True
    assert "revision" not in row
    assert "created_at" not in row


def test_what_was_not_submitted_is_not_there(submission, office, officer, duty, provider, ai_model):
    secret = people.make_model(provider, "Another secret")
    hidden = make.make_duty(secret)
    draft = made.drafted(hidden, officer)
    later = make.attach(duty, statement="x", title="x")
    for path in (
        f"models/{secret.pk}/",
        f"duties/{hidden.pk}/",
        f"assessments/{draft.pk}/",
        f"assessments/{draft.pk}/reviews/",
        f"evidence/{later.evidence_id}/",
        f"evidence/versions/{later.pk}/",
        f"evidence/versions/{later.pk}/file/",
        f"models/{ai_model.pk}/facts/",
        f"models/{ai_model.pk}/rulings/",
        f"models/{ai_model.pk}/versions/",
        f"models/{ai_model.pk}/lineage/",
        f"providers/{provider.pk}/facts/",
        f"providers/{provider.pk}/members/",
        f"providers/{provider.pk}/events/verification/",
        f"models/{ai_model.pk}/status/",
        f"duties/{duty.pk}/evidence/",
        f"duties/{duty.pk}/routes/",
        f"assessments/{draft.pk}/file-note/",
    ):
        problem(office.get(path), 404)


def test_the_office_writes_nothing_of_a_provider(submission, office, duty, ai_model, provider):
    problem(office.post("models/", {"name": "Planted"}), 403)
    problem(office.patch(f"models/{ai_model.pk}/", {"name": "X"}, HTTP_IF_MATCH='"1"'), 403)
    problem(office.patch(f"providers/{provider.pk}/", {"name": "X"}, HTTP_IF_MATCH='"1"'), 403)
    problem(office.patch(f"duties/{duty.pk}/", {"target_on": None}, HTTP_IF_MATCH='"1"'), 403)
    problem(office.post(f"assessments/{submission.pk}/withdrawal/", {"because": "x"}), 403)
    problem(office.post("assessments/", {"duty": str(duty.pk)}), 400)
