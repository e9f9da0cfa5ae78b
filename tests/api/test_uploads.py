"""Uploads in pieces through the API: tus 1.0.0, gone on with after every break, recorded once."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from obligations import arrivals, storage
from obligations.models import Evidence, EvidenceVersion, Upload
from providers.actors import Role
from providers.models import AuditEvent
from tests.api.conftest import Program, fields, problem
from tests.factories.evidence import attach
from tests.factories.providers import actor_for, make_member, make_user, signed_in, user_of

pytestmark = pytest.mark.django_db

CONTENT = b"measured " * 1000
BYTES = "application/offset+octet-stream"


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path
    settings.EVIDENCE_FREE_BYTES = 0
    return tmp_path


def told(**pairs) -> str:
    return ",".join(f"{name} {b64encode(value.encode()).decode()}" for name, value in pairs.items())


def opened(api, size=9000, filename="report.txt", **more):
    headers = {"Upload-Length": str(size), "Upload-Metadata": told(filename=filename, **more)}
    return api.post("uploads/", headers=headers)


def sent(api, path, data, offset, media_type=BYTES, **headers):
    headers = {"Upload-Offset": str(offset), **headers}
    return api.generic("PATCH", path, data, content_type=media_type, headers=headers)


def whole(api, **more) -> str:
    answer = opened(api, **more)
    assert answer.status_code == 201, answer.content
    assert sent(api, answer["Location"], CONTENT, 0).status_code == 204
    return answer.json()["id"]


def test_a_file_in_pieces_becomes_evidence(api, duty, django_capture_on_commit_callbacks):
    answer = opened(api)
    path = answer["Location"]

    first = sent(api, path, CONTENT[:4000], 0)
    head = api.generic("HEAD", path)
    second = sent(api, path, CONTENT[4000:], 4000)
    with django_capture_on_commit_callbacks(execute=True):
        body = api.post(
            f"duties/{duty.pk}/evidence/", {"upload": answer.json()["id"], "title": "Report"}
        ).json()

    assert [one.status_code for one in (answer, first, head, second)] == [201, 204, 200, 204]
    assert (first["Upload-Offset"], head["Upload-Offset"], head["Upload-Length"]) == (
        "4000", "4000", "9000",
    )  # fmt: skip
    assert head["Tus-Resumable"] == "1.0.0"
    assert body["sha256"] == hashlib.sha256(CONTENT).hexdigest()
    assert body["latest"]["file_name"] == "report.txt"
    assert storage.verify(provider_id=duty.provider_id, sha256=body["sha256"], size=9000) == ""
    assert arrivals.arrived(Upload.objects.get().pk) == 0


def test_a_new_version_takes_an_upload_too(api, duty):
    piece = attach(duty).evidence

    answer = api.post(f"evidence/{piece.pk}/versions/", {"upload": whole(api)})

    assert (answer.status_code, answer.json()["number"]) == (201, 2)


def test_bytes_that_do_not_follow_are_refused_and_nothing_is_lost(api):
    path = opened(api)["Location"]
    sent(api, path, CONTENT[:4000], 0)

    behind, ahead = sent(api, path, CONTENT[:4000], 0), sent(api, path, CONTENT[5000:], 5000)

    for answer in (behind, ahead):
        assert problem(answer, 409)["detail"] == "4000 bytes have arrived. Go on from there."
    assert api.get(path).json()["offset"] == 4000


def test_more_bytes_than_announced_are_refused(api):
    path = opened(api, size=100)["Location"]

    assert "Upload-Offset" in fields(sent(api, path, CONTENT, 0))
    assert api.get(path).json()["offset"] == 0


@pytest.mark.parametrize(
    ("size", "pairs", "status", "field"),
    [
        (0, {"filename": "a.txt"}, 400, "file"),
        (10**15, {"filename": "a.txt"}, 413, "file"),
        (5, {"filename": "../a.txt"}, 400, "file"),
        (5, {"filename": ""}, 400, "file"),
        (5, {"filename": "a.txt", "sha256": "ABC"}, 400, "sha256"),
        (5, {"filename": "a.txt", "provider": "x"}, 400, "provider"),
        ("many", {"filename": "a.txt"}, 400, "Upload-Length"),
    ],
)
def test_an_upload_that_cannot_be_is_not_opened(api, size, pairs, status, field):
    headers = {"Upload-Length": str(size), "Upload-Metadata": told(**pairs)}

    assert field in fields(api.post("uploads/", headers=headers), status)
    assert not Upload.objects.exists()


def test_metadata_that_is_no_base64_and_another_version_are_refused(api):
    garbled = api.post("uploads/", headers={"Upload-Length": "5", "Upload-Metadata": "filename ?"})
    newer = api.post("uploads/", headers={"Upload-Length": "5", "Tus-Resumable": "2.0.0"})

    assert "Upload-Metadata" in fields(garbled)
    assert problem(newer, 412)["detail"] == "This server speaks tus 1.0.0."


def test_bytes_of_another_kind_are_not_taken(api):
    path = opened(api)["Location"]

    problem(sent(api, path, CONTENT, 0, media_type="text/plain"), 415)


def test_other_bytes_than_announced_are_removed_and_can_be_sent_again(api):
    answer = opened(api, sha256=hashlib.sha256(CONTENT).hexdigest())
    path = answer["Location"]

    wrong = sent(api, path, CONTENT[::-1], 0)
    after = api.get(path).json()["offset"]

    assert "sha256" in fields(wrong)
    assert after == 0
    assert sent(api, path, CONTENT, 0).status_code == 204


def test_an_upload_is_recorded_once(api, duty):
    pk = whole(api)
    path = f"duties/{duty.pk}/evidence/"

    answers = [api.post(path, {"upload": pk}) for _ in range(2)]

    assert answers[0].status_code == 201
    assert problem(answers[1], 409)["detail"].startswith("This upload was recorded already")
    assert problem(sent(api, f"uploads/{pk}/", b"", 9000), 409)
    assert EvidenceVersion.objects.count() == 1


def test_a_part_is_no_evidence(api, duty):
    answer = opened(api)
    sent(api, answer["Location"], CONTENT[:10], 0)

    refused = api.post(f"duties/{duty.pk}/evidence/", {"upload": answer.json()["id"]})

    assert "has not arrived in full" in fields(refused)["file"]
    assert not Evidence.objects.exists()


def test_what_is_refused_can_be_recorded_afterwards(api, duty):
    pk = whole(api)
    path = f"duties/{duty.pk}/evidence/"

    refused = api.post(path, {"upload": pk, "title": "a\u202eb"})
    done = api.post(path, {"upload": pk, "title": "Report"})

    assert (refused.status_code, done.status_code) == (400, 201)


def test_the_same_bytes_are_recognised(api, duty):
    piece = attach(duty, content=CONTENT, title="Earlier").evidence

    told_of = api.get(f"uploads/{whole(api)}/").json()["same_bytes"]

    assert told_of == [{"id": str(piece.pk), "title": "Earlier"}]


def test_an_upload_is_its_senders_alone(api, provider, rival, reviewer, duty):
    pk = whole(api)
    second = make_member(provider, Role.OFFICER, make_user("Second officer"))
    other = Program(actor_for(second))

    for who in (other, Program(rival), Program(reviewer)):
        assert problem(who.get(f"uploads/{pk}/"), 404)
        assert problem(sent(who, f"uploads/{pk}/", b"x", 0), 404)
        assert problem(who.delete(f"uploads/{pk}/"), 404)
        assert who.get("uploads/").json()["results"] == []
    assert "not here any more" in fields(
        other.post(f"duties/{duty.pk}/evidence/", {"upload": pk})
    )["file"]  # fmt: skip
    assert [one["id"] for one in api.get("uploads/").json()["results"]] == [pk]


def test_who_only_reads_opens_none(officer, colleague):
    problem(opened(Program(colleague)), 403)
    problem(opened(Program(officer, "read")), 403)

    assert not Upload.objects.exists()


def test_an_upload_that_has_expired_is_not_here(api):
    path = f"uploads/{whole(api)}/"
    Upload.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    problem(api.get(path), 404)


def test_an_upload_that_is_given_up_is_gone(api, root):
    path = f"uploads/{whole(api)}/"

    assert api.delete(path).status_code == 204
    problem(api.get(path), 404)
    assert list(root.glob("incoming/*.upload")) == []


def test_a_recorded_upload_cannot_be_given_up(api, duty, django_capture_on_commit_callbacks):
    pk = whole(api)
    with django_capture_on_commit_callbacks(execute=True):
        api.post(f"duties/{duty.pk}/evidence/", {"upload": pk})

    assert problem(api.delete(f"uploads/{pk}/"), 409)["detail"].startswith("This upload was rec")
    assert not AuditEvent.objects.filter(action="upload.cancelled").exists()


def test_bytes_that_went_are_not_recorded_by_their_hash(api, duty):
    pk = whole(api)
    path = f"duties/{duty.pk}/evidence/"
    arrivals.remove(UUID(pk))

    gone = api.post(path, {"upload": pk})
    begun = sent(api, f"uploads/{pk}/", b"other", 0)
    part = api.post(path, {"upload": pk})

    assert begun.status_code == 204
    for answer in (gone, part):
        assert "has not arrived in full" in fields(answer)["file"]
    assert api.get(f"uploads/{pk}/").json()["sha256"] == ""


def test_a_person_opens_so_many_and_a_provider_so_much(api, settings, monkeypatch):
    settings.EVIDENCE_MAX_BYTES = 10_000
    for _ in range(2):
        assert opened(api).status_code == 201
    assert "too large together" in problem(opened(api), 409)["detail"]
    monkeypatch.setattr("obligations.services.uploads.MOST_AT_ONCE", 2)
    assert "2 uploads are open" in problem(opened(api, size=1), 409)["detail"]


def test_a_full_disk_is_said_and_what_arrived_stays(api, settings):
    path = opened(api)["Location"]
    sent(api, path, CONTENT[:4000], 0)
    settings.EVIDENCE_FREE_BYTES = 10**18

    full = sent(api, path, CONTENT[4000:], 4000)
    refused = opened(api)
    settings.EVIDENCE_FREE_BYTES = 0

    assert [one.status_code for one in (full, refused)] == [507, 507]
    assert sent(api, path, CONTENT[4000:], 4000)["Upload-Offset"] == "9000"


def test_the_browser_speaks_it_with_its_cookie(officer):
    client = Client(enforce_csrf_checks=True)
    signed_in(client, user_of(officer))
    client.get("/")
    about = {"Upload-Length": "3", "Upload-Metadata": told(filename="a.txt")}
    token = {"X-CSRFToken": client.cookies["csrftoken"].value}

    def asked(method, path, data=b"", **headers):
        return client.generic(method, path, data, content_type=BYTES, headers=headers)

    foreign = asked("POST", "/api/v1/uploads/", **about)
    path = asked("POST", "/api/v1/uploads/", **about, **token)["Location"]
    part = {"Upload-Offset": "0"}
    without, with_it = (
        asked("PATCH", path, b"abc", **part),
        asked("PATCH", path, b"abc", **part, **token),
    )

    for refused in (foreign, without):
        assert problem(refused, 403)["detail"].startswith("CSRF Failed")
    assert with_it.status_code == 204
    assert Upload.objects.get().opened_by == user_of(officer)


def test_a_script_can_read_the_cookie(settings):
    assert (settings.CSRF_COOKIE_HTTPONLY, settings.CSRF_USE_SESSIONS) == (False, False)
    assert settings.CSRF_COOKIE_NAME == "csrftoken"  # as site.js reads it


def test_who_has_signed_out_is_told_by_401(client):
    problem(client.post("/api/v1/uploads/", headers={"Upload-Length": "3"}), 401)
