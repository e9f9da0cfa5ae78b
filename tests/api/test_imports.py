"""Lists of models through the API: previewed, then imported exactly as previewed."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from providers.models import AIModel, Fact
from tests.api.conftest import Program, fields, problem

pytestmark = pytest.mark.django_db

LIST = """Model,Organization,Publication date,Training compute (FLOP),Task
Fictional A,Fictional Lab,2025-11-01,2e24,Language modeling
Fictional B,Fictional Lab,2025-12-01,,Language modeling
Fictional C,Fictional Lab,2025-12-01,minus one,Language modeling
"""


def send(api, path: str, content: str = LIST, **texts):
    form = {"file": SimpleUploadedFile("models.csv", content.encode()), **texts}
    return api.post(f"models/imports/{path}", form, format="multipart")


def test_a_preview_says_every_rows_outcome_and_writes_nothing(api, synced):
    response = send(api, "preview/", source="Invented for this test")

    assert response.status_code == 200, response.content
    plan = response.json()
    assert plan["counts"] == {"create": 2, "update": 0, "unchanged": 0, "refused": 1}
    by_name = {row["name"]: row for row in plan["rows"]}
    assert by_name["Fictional C"]["problems"][0]["column"] == "Training compute (FLOP)"
    assert "compute" in [fact["kind"] for fact in by_name["Fictional A"]["facts"]]
    assert "compute" not in [fact["kind"] for fact in by_name["Fictional B"]["facts"]]
    assert "placement" not in [fact["kind"] for fact in by_name["Fictional A"]["facts"]]
    assert (AIModel.objects.count(), Fact.objects.count()) == (0, 0)


def test_what_was_previewed_is_imported(api, synced):
    choices = {"source": "Invented for this test", "leave_out_refused": "true"}
    fingerprint = send(api, "preview/", **choices).json()["fingerprint"]

    response = send(api, "", fingerprint=fingerprint, **choices)

    assert response.status_code == 201, response.content
    assert sorted(AIModel.objects.values_list("name", flat=True)) == ["Fictional A", "Fictional B"]
    assert response.json()["changes"].keys() == {"newly_owed", "changed", "ended"}


def test_what_changed_since_the_preview_is_refused(api, synced):
    fingerprint = send(api, "preview/", leave_out_refused="true").json()["fingerprint"]
    other = LIST.replace("2e24", "3e24")

    response = send(api, "", other, fingerprint=fingerprint, leave_out_refused="true")

    problem(response, 409)
    assert AIModel.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "texts", "names"),
    [
        ("", {}, ["file"]),
        ("A,B\n1,2\n", {}, ["file"]),
        (LIST, {"columns": "[]"}, ["columns"]),
        (LIST, {"columns": "{"}, ["columns"]),
        (LIST, {"columns": '{"name": "Nowhere"}'}, ["columns"]),
        (LIST, {"columns": '{"name": {}}'}, ["columns"]),
        (LIST, {"leave_out_refused": "maybe"}, ["leave_out_refused"]),
        (LIST, {"delimiter": ";"}, ["delimiter"]),
    ],
)
def test_a_list_that_cannot_be_read_names_the_field(api, content, texts, names):
    assert sorted(fields(send(api, "preview/", content, **texts))) == names


def test_without_a_fingerprint_nothing_is_imported(api, synced):
    assert list(fields(send(api, ""))) == ["fingerprint"]


def test_a_colleague_and_a_rival_import_nothing_here(colleague, rival, provider, synced):
    problem(send(Program(colleague), "preview/"), 403)
    theirs = send(Program(rival), "preview/", provider=str(provider.pk))
    assert list(fields(theirs)) == ["provider"]
