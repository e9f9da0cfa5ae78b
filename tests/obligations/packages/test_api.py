"""Packages through the API."""

from __future__ import annotations

import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from obligations.packages.exports import verify_package
from obligations.packages.models import Package
from obligations.packages.services import receipts, sealing, sending
from tests.api.conftest import Program, fields, problem
from tests.factories.duties import make_deadline
from tests.factories.evidence import attach, incoming, make_duty, make_obligation, make_rendering
from tests.factories.providers import NOW, make_member, make_provider, user_of
from tests.obligations.packages import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(officer):
    return Program(officer)


def test_a_package_is_made_sealed_and_checked_by_a_program(api, officer, ai_model):
    rendering = make_rendering(ai_model, officer)
    created = api.post("packages/", {"purpose": "other", "model": str(ai_model.pk)})
    at = f"packages/{created.json()['id']}/"
    changed = api.patch(at, {"title": "A matter"}, HTTP_IF_MATCH=created["ETag"])
    stale = api.patch(at, {"title": "Another"}, HTTP_IF_MATCH=created["ETag"])
    item = api.post(f"{at}items/", {"rendering": str(rendering.pk)})
    again = api.post(f"{at}items/", {"rendering": str(rendering.pk)})
    upload = io.BytesIO(b"More.")
    upload.name = "more.txt"
    more = api.post(f"{at}items/", {"file": upload, "title": "More"}, format="multipart")
    sealed = api.post(f"{at}seal/")
    archive = b"".join(api.get(f"{at}file/").streaming_content)
    manifest = api.get(f"{at}manifest/").json()
    keys = Program().get("signing-keys/").json()

    assert [created.status_code, changed.status_code, item.status_code] == [201, 200, 201]
    assert more.status_code == 201
    assert stale.status_code == 412
    problem(again, 409)
    assert sealed.json()["status"] == "sealed"
    assert [one["title"] for one in sealed.json()["items"]] == ["Report", "More"]
    trusted = verify_package.keys_in(json.dumps(keys))
    assert verify_package.check(io.BytesIO(archive), trusted)
    assert manifest["package"]["title"] == "A matter"
    assert keys["results"][0]["id"] == manifest["key_id"]
    assert api.get(f"{at}verification/").json()["is_intact"] is True


def test_what_keeps_from_sealing_is_named_by_its_key(api, package, officer):
    made.item(package, officer, answers=["condition"])

    refused = fields(api.post(f"packages/{package.pk}/seal/"))

    assert set(refused) == {"known-on", "compute", "method"}


def test_gaps_redactions_and_deadlines_are_written_by_a_program(api, package, officer, ai_model):
    item = made.item(package, officer)
    deadline = make_deadline(make_duty(ai_model, "aia-52-1"), NOW.date())
    at = f"packages/{package.pk}/"
    gap = {"expected": "method", "reason": "not-due", "because": "Later."}
    entry = {"item": str(item.pk), "removed": "Names", "ground": "personal-data"}

    api.post(f"{at}gaps/", gap)
    redaction = api.post(f"{at}redactions/", entry).json()
    link = api.post(f"{at}deadlines/", {"deadline": str(deadline.pk)}).json()
    api.post(f"package-items/{item.pk}/answers/", {"answers": ["compute", "condition"]})
    body = api.get(at).json()

    assert body["items"][0]["answers"] == ["condition", "compute"]
    assert [(one["key"], one["reason"], one["is_open"]) for one in body["missing"]] == [
        ("known-on", "", True),
        ("method", "not-due", False),
        ("original-model", "", False),
        ("rebuttal", "", False),
    ]
    assert body["redactions"][0]["removed_by"] == "Olivia (a program)"
    assert [one["deadline"] for one in body["links"]] == [str(deadline.pk)]
    for path in (
        f"package-redactions/{redaction['id']}/",
        f"package-deadlines/{link['id']}/",
        f"package-items/{item.pk}/",
    ):
        assert api.delete(path).status_code == 204
        problem(api.delete(path), 404)


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("", {"purpose": "nonsense"}, "purpose"),
        ("", {"purpose": "notification"}, "model"),
        ("", {"purpose": "other", "model": "00000000-0000-4000-8000-000000000000"}, "model"),
        ("", {"purpose": "other", "title": "a\x00b"}, "title"),
        ("", {"purpose": "other", "title": "x" * 301}, "title"),
        ("", {"purpose": "other", "channel": "pigeon"}, "channel"),
        ("", {"purpose": "other", "colour": "red"}, "colour"),
        ("items/", {}, "file"),
        ("items/", {"rendering": "1"}, "rendering"),
        ("items/", {"version": "00000000-0000-4000-8000-000000000000"}, "version"),
        ("gaps/", {"expected": "nonsense", "reason": "withheld", "because": "x"}, "expected"),
        ("gaps/", {"expected": "method", "reason": "withheld", "because": " "}, "because"),
        ("sending/", {"sent_at": "2026-11-23T10:00:00", "channel": "mail"}, "sent_at"),
        ("sending/", {"sent_at": "2026-11-23T10:00:00Z", "channel": "here"}, "channel"),
        ("receipts/", {"received_at": "2026-11-23T10:00:00Z", "channel": "mail"}, "reference"),
    ],
)
def test_bad_bodies_are_refused_at_their_field(api, package, path, body, field):
    before = Package.objects.count()

    answer = api.post(f"packages/{package.pk}/{path}" if path else "packages/", body)

    assert field in fields(answer)
    assert Package.objects.count() == before


def test_nothing_of_another_provider_goes_in(api, package, rival, rival_model, ai_model):
    foreign = {
        "rendering": make_rendering(rival_model, rival).pk,
        "version": attach(make_duty(rival_model), by=rival).pk,
    }
    deadline = make_deadline(make_duty(rival_model, "aia-53-1-b"), NOW.date())

    for name, pk in foreign.items():
        assert name in fields(api.post(f"packages/{package.pk}/items/", {name: str(pk)}))
    at = f"packages/{package.pk}/deadlines/"
    assert "deadline" in fields(api.post(at, {"deadline": str(deadline.pk)}))
    assert not made.contents(package).items


def test_a_member_of_two_providers_says_for_which(officer, ai_model):
    other = make_provider("Second SA")
    make_member(other, user=user_of(officer))
    from providers.queries import actors

    both = Program(actors.of_user(user_of(officer)))

    assert "provider" in fields(both.post("packages/", {"purpose": "other"}))
    made_for = both.post("packages/", {"purpose": "other", "provider": str(other.pk)})
    assert made_for.json()["provider"]["name"] == "Second SA"


def test_a_receipt_is_kept_with_its_file_and_never_changes(api, sealed, officer):
    receipt = receipts.record(
        package=sealed,
        received_at=made.SOON,
        channel="eu-send",
        reference="ES-7",
        upload=incoming(b"Received.", "receipt.pdf"),
        by=officer,
        now=made.SOON,
    )

    listed = api.get(f"packages/{sealed.pk}/receipts/").json()["results"]
    content = b"".join(api.get(f"package-receipts/{receipt.pk}/file/").streaming_content)

    assert [(one["reference"], one["size"]) for one in listed] == [("ES-7", 9)]
    assert content == b"Received."
    from django.db import DatabaseError, transaction

    with pytest.raises(DatabaseError), transaction.atomic():
        type(receipt).objects.filter(pk=receipt.pk).update(reference="ES-8")


def test_a_reviewer_reads_a_shared_package_and_its_contents_but_no_deadlines(
    sealed, officer, reviewer, ai_model
):
    make_deadline(make_duty(ai_model, "aia-53-1-b"), NOW.date())
    client = Program(reviewer)
    at = f"packages/{sealed.pk}/"
    problem(client.get(at), 404)

    sending.share(package=sealed, by=officer, now=NOW)

    body = client.get(at).json()
    assert [one["title"] for one in body["items"]] == ["notification.txt"]
    assert body["links"] == []
    assert client.get(f"{at}manifest/").status_code == 200
    assert client.get("packages/").json()["results"][0]["id"] == str(sealed.pk)
    problem(client.get(f"{at}receipts/"), 404)
    problem(client.post(f"{at}unsharing/", {"because": "x"}), 403)


def test_lists_ask_as_often_for_many_as_for_one(api, officer, ai_model):
    make_obligation("aia-52-1", audience=["ai-office"])
    duty = make_duty(ai_model, "aia-52-1")

    def count(path):
        with CaptureQueriesContext(connection) as asked:
            answer = api.get(path)
        return len(asked), len(answer.json()["results"])

    def more(number):
        make_deadline(duty, NOW.date(), clock=f"aia-{number}")
        made.package(ai_model, officer)

    more(1)
    count("packages/")  # The first call of a program notes that its token was used.
    one = [count("packages/"), count("reconciliations/")]
    more(2)
    more(3)
    three = [count("packages/"), count("reconciliations/")]

    assert [number for _, number in one] == [1, 1]
    assert [number for _, number in three] == [3, 3]
    assert [asked for asked, _ in one] == [asked for asked, _ in three]


def sent(archive):
    file = io.BytesIO(archive)
    file.name = "package.zip"
    return {"file": file}


def test_a_package_that_was_received_is_checked_and_not_kept(sealed, officer, reviewer, rival):
    archive = made.bytes_of(sealed)
    altered = bytearray(archive)
    altered[len(altered) // 2] ^= 1
    before = Package.objects.count()

    for actor in (officer, reviewer, rival):
        good = Program(actor).post("package-checks/", sent(archive), format="multipart")
        assert good.status_code == 200, good.content
        assert good.json()["is_intact"] is True
        assert any("one of the keys" in line for line in good.json()["said"])
    bad = Program(reviewer).post("package-checks/", sent(bytes(altered)), format="multipart").json()

    assert (bad["is_intact"], bad["said"]) == (False, [])
    assert bad["problem"]
    assert Package.objects.count() == before


def test_what_is_no_package_is_refused_or_told(api):
    for nothing in (b"", b"PK", b"No archive."):
        told = api.post("package-checks/", sent(nothing), format="multipart").json()
        assert (told["is_intact"], bool(told["problem"])) == (False, True)
    assert [*fields(api.post("package-checks/", {}, format="multipart"))] == ["file"]
    words = api.post("package-checks/", {"file": "package.zip"}, format="multipart")
    assert [*fields(words)] == ["file"]
    assert [*fields(api.post("package-checks/", {"file": "package.zip"}))] == ["file"]


def test_a_sealing_that_was_interrupted_is_carried_on(api, ai_model, officer, colleague, rival):
    package = made.complete(ai_model, officer)
    path = f"packages/{package.pk}/continuation/"
    sealing.begin(package=package, by=officer, now=NOW)

    problem(Program(colleague).post(path), 403)
    problem(Program(rival).post(path), 404)
    done = api.post(path)

    assert (done.status_code, done.json()["status"]) == (200, "sealed")
    problem(api.post(path), 409)


def test_a_package_in_the_making_is_not_sealed_by_carrying_on(api, package):
    problem(api.post(f"packages/{package.pk}/continuation/"), 409)

    package.refresh_from_db()
    assert package.status == "drafting"
