"""Documents through the API: written, frozen, and made into files for one recipient."""

import json

import pytest

from tests.api.conftest import Program, fields, problem

pytestmark = pytest.mark.django_db


def test_a_program_writes_freezes_and_renders(ai_model, officer):
    program = Program(officer)
    subject = {"provider": str(ai_model.provider_id), "model": str(ai_model.pk)}

    made = program.post("documents/", subject | {"kind": "model-documentation"}, format="json")
    base = f"documents/{made.json()['id']}/"
    said = {"answers": {"architecture": {"state": "filled", "value": "A transformer."}}}
    saved = program.patch(base, said, format="json", HTTP_IF_MATCH=made["ETag"])
    lost = program.patch(base, said, format="json", HTTP_IF_MATCH=made["ETag"])
    frozen = program.post(
        f"{base}versions/", {"changes": "First."}, format="json", HTTP_IF_MATCH=saved["ETag"]
    )
    file = program.post(
        f"{base}versions/1/renderings/",
        {"recipient": "downstream", "format": "json"},
        format="json",
    )
    content = program.get(f"renderings/{file.json()['id']}/file/")

    assert (made.status_code, saved.status_code, lost.status_code) == (201, 200, 412)
    assert "architecture" not in saved.json()["missing"]
    assert (frozen.status_code, frozen.json()["number"]) == (201, 1)
    assert file.status_code == 201
    assert "A transformer." in json.dumps(json.loads(b"".join(content.streaming_content)))


def test_an_answer_over_its_limit_of_words_stands_with_a_remark(ai_model, officer):
    program = Program(officer)
    subject = {"provider": str(ai_model.provider_id), "model": str(ai_model.pk)}
    made = program.post("documents/", subject | {"kind": "model-documentation"}, format="json")
    words = " ".join(["word"] * 25)

    saved = program.patch(
        f"documents/{made.json()['id']}/",
        {"answers": {"architecture": {"state": "filled", "value": words}}},
        format="json",
        HTTP_IF_MATCH=made["ETag"],
    ).json()

    assert saved["answers"]["architecture"]["value"] == words
    assert saved["remarks"] == {"architecture": ["25 words; the form asks for about 20."]}


def test_two_versions_are_compared_item_by_item(ai_model, officer, rival):
    program = Program(officer)
    subject = {"provider": str(ai_model.provider_id), "model": str(ai_model.pk)}
    made = program.post("documents/", subject | {"kind": "model-documentation"}, format="json")
    base, tag = f"documents/{made.json()['id']}/", made["ETag"]
    first = {"state": "filled", "value": "A transformer."}
    second = {"state": "filled", "value": "Another transformer."}
    for answer in (first, second):
        said = {"answers": {"architecture": answer}}
        tag = program.patch(base, said, format="json", HTTP_IF_MATCH=tag)["ETag"]
        program.post(f"{base}versions/", {"changes": "New."}, format="json", HTTP_IF_MATCH=tag)
        tag = program.get(base)["ETag"]
    at = f"{base}versions/2/comparison/"

    (change,) = program.get(at).json()

    assert (change["item"], change["before"], change["after"]) == ("architecture", first, second)
    assert program.get(f"{at}?with=2").json() == []
    assert [one["before"] for one in program.get(f"{at}?with=0").json()] == [None]
    assert program.get(f"{at}?with=7").status_code == 404
    assert program.get(f"{at}?with=one").json()["errors"][0]["field"] == "with"
    assert Program(rival).get(at).status_code == 404


def test_a_mistake_is_named_by_its_item(ai_model, officer):
    program = Program(officer)
    subject = {"provider": str(ai_model.provider_id), "model": str(ai_model.pk)}
    made = program.post("documents/", subject | {"kind": "training-summary"}, format="json")

    answers = {
        "public-used": {"state": "filled", "value": "perhaps"},
        "nothing": {"state": "filled", "value": "x"},
        "languages": {"state": "not-applicable", "reason": ""},
    }
    refused = program.patch(
        f"documents/{made.json()['id']}/",
        {"answers": answers},
        format="json",
        HTTP_IF_MATCH=made["ETag"],
    )

    assert refused.status_code == 400
    assert {one["field"] for one in refused.json()["errors"]} == set(answers)


def test_everybody_reads_what_a_document_must_hold():
    kinds = {one["kind"] for one in Program().get("outlines/").json()}

    assert kinds == {"framework", "model-documentation", "model-report", "training-summary"}


def test_a_program_takes_over_what_the_facts_say(
    ai_model, officer, colleague, rival, django_assert_num_queries
):
    program = Program(officer)
    subject = {"provider": str(ai_model.provider_id), "model": str(ai_model.pk)}
    made = program.post("documents/", subject | {"kind": "model-documentation"}, format="json")
    base = f"documents/{made.json()['id']}/"
    path, tag = f"{base}suggestions/", made["ETag"]

    with django_assert_num_queries(5):  # token, roles; the document, its facts and versions
        offered = program.get(path)
    (name,) = [one for one in offered.json() if one["item"] == "model-name"]
    item = {"item": "model-name"}
    problem(program.post(path, item), 428)
    problem(Program(colleague).post(path, item, HTTP_IF_MATCH=tag), 403)
    problem(Program(rival).get(path), 404)
    problem(Program(rival).post(path, item, HTTP_IF_MATCH=tag), 404)
    for wrong in ({}, {"item": ["model-name"]}, {"item": "x" * 81}, {"item": "architecture"}):
        assert [*fields(program.post(path, wrong, HTTP_IF_MATCH=tag))] == ["item"]
    taken = program.post(path, item, HTTP_IF_MATCH=tag)
    stale = program.post(path, {"item": "provider-name"}, HTTP_IF_MATCH=tag)
    again = program.post(path, item, HTTP_IF_MATCH=taken["ETag"])

    assert (name["value"], name["source"], name["differs"]) == (
        "Meridian", "the model and its versions", False,
    )  # fmt: skip
    assert offered["ETag"] == tag
    assert taken.json()["answers"]["model-name"] == {"state": "filled", "value": "Meridian"}
    problem(stale, 412)
    assert [*fields(again)] == ["item"]
    assert "model-name" not in [one["item"] for one in program.get(path).json()]
