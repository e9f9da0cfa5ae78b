"""/office-notes/: reviewers write and read; no route shows a word of it to a provider."""

from __future__ import annotations

import pytest

from obligations.models import OfficeNote
from obligations.services import office_notes
from tests.api import test_outsiders as routes
from tests.api.conftest import Program
from tests.factories.assessments import submitted
from tests.factories.evidence import make_duty

pytestmark = pytest.mark.django_db
WORDS = "PRIVATE-NOTE of a reviewer"
# One of everything, as the tests of every route make it.
route_rows = routes.rows


@pytest.fixture
def submission(ai_model, officer):
    return submitted(make_duty(ai_model), officer)


def test_no_route_of_the_api_shows_a_note_to_the_providers_people(
    route_rows,
    provider,
    officer,
    colleague,
    reviewer,
    now,
):
    office_notes.write(provider=provider, text=WORDS, by=reviewer, now=now)

    for who in (officer, colleague):
        client = Program(who)
        for route in routes.PRIVATE:
            if "get" in route.methods:
                answer = routes.call(client, route, "get", route_rows)
                assert "PRIVATE-NOTE" not in routes.text_of(answer), route.name
        listed = client.get("/api/v1/office-notes/")
        assert (listed.status_code, listed.json()["results"]) == (200, [])
    assert routes.SUBJECTS["api-office-notes"] is None


def test_reviewers_write_and_read_notes_over_the_api(submission, reviewer, officer, now):
    client = Program(reviewer)
    about = {"provider": str(submission.provider_id), "assessment": str(submission.pk)}

    made = client.post("/api/v1/office-notes/", {**about, "text": WORDS}, format="json")
    listed = client.get(f"/api/v1/office-notes/?assessment={submission.pk}").json()["results"]
    refused = Program(officer).post("/api/v1/office-notes/", {**about, "text": "x"}, format="json")

    assert made.status_code == 201
    assert [(one["text"], one["assessment"]) for one in listed] == [(WORDS, str(submission.pk))]
    assert refused.status_code == 403
    assert OfficeNote.objects.count() == 1
