"""The desk for programs: the same refusals, revisions and one answer to a repeated post."""

from __future__ import annotations

import io

import pytest

from obligations.copyright_desk.models import Complaint, Decision, PolicyVersion, Publication
from obligations.copyright_desk.services import complaint_files
from tests.api.conftest import Program, fields, problem
from tests.factories.evidence import make_duty
from tests.obligations.copyright_desk import made
from tests.obligations.copyright_desk.outsiders import BODIES, DESCRIBED

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(officer):
    return Program(officer)


def body_of(route, provider, **said):
    return BODIES[route] | {"provider": str(provider.pk)} | said


def test_a_program_records_publishes_and_proves_a_policy(program, provider, ai_model):
    duty = make_duty(ai_model, "aia-53-1-c")
    body = body_of(
        "api-copyright-policies",
        provider,
        after=0,
        covers={"cop-cr-1.1-1": "Section 1"},
        models=[str(ai_model.pk)],
        summary="A summary.",
    )

    first = program.post("copyright-policies/", body, HTTP_IDEMPOTENCY_KEY="once")
    repeat = program.post("copyright-policies/", body, HTTP_IDEMPOTENCY_KEY="once")
    stale = program.post("copyright-policies/", body)
    base = f"copyright-policies/{first.json()['id']}/"
    published = program.post(f"{base}publications/")
    proof = program.post(f"{base}evidence/", {"duties": [str(duty.pk)], "record": "summary"})
    taken = program.post(f"{base}withdrawals/", {"because": "Wrong."})

    assert (first.status_code, repeat.json()) == (201, first.json())
    assert PolicyVersion.objects.count() == 1
    problem(stale, 409)
    assert "cop-cr-1.2-1-a" in first.json()["missing"]
    assert first.json()["models"] == [{"id": str(ai_model.pk), "name": "Meridian"}]
    assert (published.status_code, proof.status_code, taken.status_code) == (201, 201, 201)
    problem(program.post(f"{base}withdrawals/", {"because": "Twice."}), 409)


def test_a_program_sends_a_policy_as_a_file(program, provider):
    file = io.BytesIO(b"The policy.")
    file.name = "policy.txt"
    body = body_of("api-copyright-policies", provider, after=0, covers='{"cop-cr-1.1-1": "1"}')
    del body["text"]

    made_it = program.post("copyright-policies/", body | {"file": file}, format="multipart")
    got = program.get(f"copyright-policies/{made_it.json()['id']}/file/")

    assert (made_it.status_code, made_it.json()["file_name"]) == (201, "policy.txt")
    assert b"".join(got.streaming_content) == b"The policy."


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"covers": []}, "covers"),
        ({"covers": {"cop-cr-1.1-1": 1}}, "covers"),
        ({"covers": {"nonsense": "1"}}, "covers"),
        ({"models": ["00000000-0000-4000-8000-000000000000"]}, "models"),
        ({"after": -1}, "after"),
        ({"approved_on": "2026-13-01"}, "approved_on"),
        ({"misspelt": 1}, "misspelt"),
    ],
)
def test_what_is_no_policy_is_refused_at_its_field(program, provider, said, field):
    body = body_of("api-copyright-policies", provider, after=0) | said

    assert field in fields(program.post("copyright-policies/", body))


def test_a_program_keeps_a_draft_by_its_revision(program, provider):
    body = {"provider": str(provider.pk), "content": {"text": "One."}}
    first = program.post("copyright-drafts/", body)
    path = f"copyright-drafts/{first.json()['id']}/"

    problem(program.post("copyright-drafts/", body), 409)
    problem(program.patch(path, {"content": {"text": "Two."}}), 428)
    second = program.patch(path, {"content": {"text": "Two."}}, HTTP_IF_MATCH=first["ETag"])
    problem(program.patch(path, {"content": {}}, HTTP_IF_MATCH=first["ETag"]), 412)
    assert fields(program.patch(path, {"content": {"mistyped": "x"}}, HTTP_IF_MATCH=second["ETag"]))
    problem(program.delete(path, HTTP_IF_MATCH=first["ETag"]), 412)

    assert program.delete(path, HTTP_IF_MATCH=second["ETag"]).status_code == 204


def test_a_program_registers_describes_and_publishes_a_crawler(program, desk, client):
    first = program.post("crawlers/", body_of("api-crawlers", desk, name="Bot"))
    base = f"crawlers/{first.json()['id']}/"
    again = DESCRIBED | {"after": 1, "changes": "More."}

    second = program.post(f"{base}versions/", again)
    problem(program.post(f"{base}versions/", again), 409)
    published = program.post(f"{base}publications/")
    shown = client.get(f"/api/v1/public-copyright-desks/{desk.pk}/").json()
    taken = program.post(f"{base}withdrawals/", {"because": "Gone."})

    assert (second.json()["number"], published.status_code) == (2, 201)
    assert [one["name"] for one in shown["crawlers"]] == ["Bot"]
    assert shown["contact"]["email"] == made.DESIGNATION["email"]
    assert shown["feed"].endswith(f"/public/copyright/{desk.pk}/feed/")
    assert (taken.status_code, Publication.objects.count()) == (201, 2)
    assert program.get(base).json()["public_version"] is None


def test_a_program_designates_the_contact_point(program, provider):
    body = body_of("api-contact-points", provider, target_days=21)

    made_it = program.post("contact-points/", body)
    wrong = program.post("contact-points/", body | {"email": "nobody", "keep_years": 31})

    assert (made_it.status_code, made_it.json()["takes_complaints_here"]) == (201, True)
    assert {"keep_years"} <= fields(wrong).keys()
    assert "email" in fields(program.post("contact-points/", body | {"email": "nobody"}))


def test_a_program_brings_a_complaint_to_its_end_and_back(program, desk):
    made_it = program.post("complaints/", body_of("api-complaints", desk))
    base = f"complaints/{made_it.json()['id']}/"
    file = io.BytesIO(b"Proof.")
    file.name = "proof.txt"
    decision = {"outcome": "answered", "answer": "Done."}

    problem(program.patch(base, {"target_on": "2026-12-24"}), 428)
    target = program.patch(base, {"target_on": "2026-12-24"}, HTTP_IF_MATCH=made_it["ETag"])
    seen = program.post(f"{base}acknowledgement/")
    written = program.post(f"{base}entries/", {"way": "out", "text": "A question."})
    kept = program.post(f"{base}files/", {"file": file}, format="multipart")
    problem(program.post(f"{base}decisions/", decision), 428)
    problem(program.post(f"{base}decisions/", decision, HTTP_IF_MATCH=made_it["ETag"]), 412)
    bad = program.post(f"{base}decisions/", {"outcome": "unfounded"}, HTTP_IF_MATCH=seen["ETag"])
    ended = program.post(f"{base}decisions/", decision, HTTP_IF_MATCH=seen["ETag"])
    now = program.get(base)
    opened = program.post(f"{base}reopening/", {"because": "New."}, HTTP_IF_MATCH=now["ETag"])

    assert (target.json()["target_on"], seen.json()["state"]) == ("2026-12-24", "in-examination")
    assert (written.status_code, kept.json()["added_by"]) == (201, "Olivia (a program)")
    assert "because" in fields(bad)
    assert (ended.status_code, now.json()["state"]) == (201, "answered")
    assert opened.json()["state"] == "in-examination"
    (row,) = program.get(f"{base}decisions/").json()["results"]
    assert row["reopened_because"] == "New."
    got = program.get(f"{base}files/{kept.json()['id']}/")
    assert b"".join(got.streaming_content) == b"Proof."


def test_a_file_beyond_either_limit_is_too_large(program, desk, settings, monkeypatch):
    path = f"complaints/{made.lodge(desk).pk}/files/"

    def sent():
        file = io.BytesIO(b"Proof.")
        file.name = "proof.txt"
        return program.post(path, {"file": file}, format="multipart")

    monkeypatch.setattr(complaint_files, "OFFICERS", complaint_files.Limit(10, 5))
    ours = fields(sent(), 413)
    monkeypatch.undo()
    settings.EVIDENCE_MAX_BYTES = 5
    everyones = fields(sent(), 413)

    assert ours["file"].startswith("“proof.txt” is larger than")
    assert everyones["file"] == "“proof.txt”: A file may have at most 5 bytes."


def test_an_identical_complaint_is_named_by_its_id(program, desk, rival_provider, rival):
    first, again = made.lodge(desk), made.lodge(desk)
    answer = {"outcome": "answered", "answer": "Done."}
    program.post(f"complaints/{first.pk}/decisions/", answer, HTTP_IF_MATCH='"1"')
    made.designate(rival_provider, rival)
    theirs = made.lodge(rival_provider)
    path = f"complaints/{again.pk}/decisions/"

    foreign = program.post(
        path, {"outcome": "repeated", "repeats": str(theirs.pk)}, HTTP_IF_MATCH='"1"'
    )
    named = program.post(
        path, {"outcome": "repeated", "repeats": str(first.pk)}, HTTP_IF_MATCH='"1"'
    )

    assert "repeats" in fields(foreign)
    assert (named.status_code, named.json()["repeats"]) == (201, str(first.pk))
    assert Decision.objects.count() == 2


def test_complaints_are_filtered(program, desk):
    made.lodge(desk, name="Somebody")

    def found(query):
        return len(program.get(f"complaints/?{query}").json()["results"])

    assert [found(one) for one in ("state=open", "state=ended", "q=somebody", "came_by=post")] == [
        1, 0, 1, 0,
    ]  # fmt: skip
    assert "state" in fields(program.get("complaints/?state=nonsense"))


@pytest.mark.parametrize("count", [1, 4])
def test_lists_ask_as_often_for_many_as_for_one(
    count, program, desk, officer, django_assert_num_queries
):
    for number in range(count):
        made.lodge(desk)
        made.crawler(desk, officer, name=f"Bot {number}")
        made.policy(desk, officer, after=number)

    for path, queries in (("complaints/", 4), ("crawlers/", 4), ("copyright-policies/", 3)):
        with django_assert_num_queries(queries):
            assert len(program.get(path).json()["results"]) == count
    assert Complaint.objects.count() == count


def test_two_versions_are_compared_part_by_part(
    program, provider, officer, rival, django_assert_num_queries
):
    first = made.policy(provider, officer)
    second = made.policy(
        provider,
        officer,
        after=1,
        text="1. We follow robots.txt and other signs.",
        covers={},
        changes="Second.",
    )
    path = f"copyright-policies/{second.pk}/comparison/"

    program.get("me/")  # notes the token's first use
    with django_assert_num_queries(4):  # the token and its person's roles; each version
        found = program.get(path).json()

    assert [one["part"] for one in found] == ["text", "cop-cr-1.3-1-a"]
    assert {one["mark"] for one in found[0]["stretches"]} == {"same", "removed", "added"}
    assert found[1]["stretches"] == [{"mark": "removed", "text": "Section 1"}]
    assert program.get(f"{path}?with=1").json() == found
    assert program.get(f"{path}?with=2").json() == []
    problem(program.get(f"copyright-policies/{first.pk}/comparison/"), 404)
    problem(program.get(f"{path}?with=9"), 404)
    problem(Program(rival).get(path), 404)
    for wrong in ("first", "-1", "1" * 9):
        assert [*fields(program.get(f"{path}?with={wrong}"))] == ["with"]


def test_a_version_is_compared_with_those_of_its_own_provider(
    program, provider, officer, rival, rival_model
):
    mine = made.policy(provider, officer)
    theirs = made.policy(rival_model.provider, rival)
    made.policy(rival_model.provider, rival, after=1, changes="Second.")

    problem(program.get(f"copyright-policies/{theirs.pk}/comparison/?with=1"), 404)
    problem(program.get(f"copyright-policies/{mine.pk}/comparison/?with=2"), 404)
