"""What else is read: fixed dates, the Code's life, public data, and documents for people."""

from __future__ import annotations

import pytest

from providers.models.providers import Origin
from tests.api.conftest import Program, fields, problem
from tests.factories import providers as people
from tests.factories.assessments import submitted
from tests.factories.evidence import attach, make_duty
from tests.pdfs import text_of

pytestmark = pytest.mark.django_db


def test_the_days_that_texts_set_for_everyone(client):
    rows = client.get("/api/v1/fixed-dates/").json()["results"]

    days = [row["day"] for row in rows]
    assert days == sorted(days)
    assert {"2025-08-02", "2026-08-02", "2027-08-02"} <= set(days)


def test_the_life_of_the_code(client):
    life = client.get("/api/v1/code-life/").json()

    assert any(group["chairs"] for group in life["working_groups"])
    assert all(snapshot["as_of"] for snapshot in life["signatories"])
    assert life["opportunities"]


@pytest.fixture
def public_model(provider):
    lab = people.make_provider("Some Lab", origin=Origin.PUBLIC_DATA)
    model = people.make_model(lab, "Published", source="Epoch AI")
    people.make_version(model, released_on="2025-09-01")
    people.make_fact(model, "compute", training_compute_flop="3e25")
    people.make_fact(model, "capabilities", output_modalities=["text"])
    people.make_model(provider, "Private")
    return model


def test_public_data_is_listed_without_signing_in_and_nothing_else(client, public_model):
    (row,) = client.get("/api/v1/public-models/").json()["results"]

    assert row == {
        "id": str(public_model.pk),
        "name": "Published",
        "organisation": "Some Lab",
        "published_on": "2025-09-01",
        "source": "Epoch AI",
    }
    assert client.get("/api/v1/public-models/?q=nowhere").json()["results"] == []


def test_what_the_law_would_ask_names_its_assumption(client, public_model):
    path = f"/api/v1/public-models/{public_model.pk}/rulings/"

    assumed, bare = client.get(path).json(), client.get(f"{path}?assume=nothing").json()

    assert (assumed["assumption"], assumed["legacy"]["answer"]) == ("placed-when-published", False)
    assert (bare["assumption"], bare["legacy"]["answer"]) == ("nothing", None)
    assert list(fields(client.get(f"{path}?assume=everything"))) == ["assume"]


def test_a_private_model_is_no_public_data(client, ai_model):
    problem(client.get(f"/api/v1/public-models/{ai_model.pk}/rulings/"), 404)


def test_the_ways_to_demonstrate_a_duty_say_why(api, ai_model):
    duty = make_duty(ai_model, measures=["cop-tr-1.1"])

    rows = api.get(f"duties/{duty.pk}/routes/").json()["results"]

    assert {row["route"]: row["is_open"] for row in rows} == {
        "code": False,
        "harmonised-standard": False,
        "other-adequate-means": True,
    }
    assert all(row["because"] and row["cite"] for row in rows)


def test_the_status_of_a_model_is_a_document(api, ai_model):
    make_duty(ai_model)

    response = api.get(f"models/{ai_model.pk}/status/", HTTP_ACCEPT="application/pdf")

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert response["Cache-Control"] == "private, no-store"


def test_the_file_note_is_a_document_for_both_sides(api, officer, reviewer, rival, ai_model):
    assessment = submitted(make_duty(ai_model), officer)
    path = f"assessments/{assessment.pk}/file-note/"

    for reader in (api, Program(reviewer)):
        assert reader.get(path).content.startswith(b"%PDF-")
    problem(Program(rival).get(path), 404)


def test_a_file_note_says_what_is_not_decided_and_not_stated(api, officer, ai_model):
    duty = make_duty(ai_model)
    attach(duty, by=officer)
    assessment = submitted(duty, officer)

    note = text_of(api.get(f"assessments/{assessment.pk}/file-note/").content)

    assert "Not decided yet" in note
    assert "No period stated" in note
    assert "open to open" not in note
