"""Uploads in pieces through the API: tus 1.0.0, gone on with after every break, recorded once."""

from __future__ import annotations

import hashlib
import io
from base64 import b64encode
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from obligations import parts, storage
from obligations.models import Evidence, EvidenceVersion, Upload
from obligations.services import evidence, files, uploads
from providers.models import AuditEvent
from tests.api.conftest import Program, fields, problem
from tests.factories.evidence import attach, make_duty
from tests.factories.providers import make_member, user_of

pytestmark = pytest.mark.django_db

CONTENT = b"measured " * 1000
BYTES = "application/offset+octet-stream"


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path
    settings.EVIDENCE_FREE_BYTES = 0
    return tmp_path


@pytest.fixture
def duty(ai_model):
    return make_duty(ai_model)


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
    assert parts.arrived(Upload.objects.get().pk) == 0


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


def test_of_two_senders_at_once_one_is_told_where_the_other_is(api, officer):
    row = Upload.objects.get(pk=opened(api).json()["id"])

    class Slow(io.BytesIO):
        """While its first block is on the way, the other sends the same bytes."""

        def read(self, size=-1):
            block = super().read(4000)
            if self.tell() == 4000:
                parts.append(row.pk, offset=0, size=row.size, source=io.BytesIO(CONTENT[:4000]))
            return block

    with pytest.raises(parts.WrongOffset) as refused:
        parts.append(row.pk, offset=0, size=row.size, source=Slow(CONTENT))

    assert refused.value.arrived == parts.arrived(row.pk) == 4000


def test_what_arrived_before_a_connection_broke_stays(api):
    row = Upload.objects.get(pk=opened(api).json()["id"])

    class Broken(io.BytesIO):
        def read(self, size=-1):
            if self.tell():
                raise OSError("The connection is gone.")
            return super().read(4000)

    with pytest.raises(OSError, match="gone"):
        parts.append(row.pk, offset=0, size=row.size, source=Broken(CONTENT))

    assert api.get(f"uploads/{row.pk}/").json()["offset"] == 4000


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


def test_an_upload_is_its_senders_alone(api, officer, provider, rival, reviewer, duty):
    pk = whole(api)
    other = Program(make_colleague(provider))

    for who in (other, Program(rival), Program(reviewer)):
        assert problem(who.get(f"uploads/{pk}/"), 404)
        assert problem(sent(who, f"uploads/{pk}/", b"x", 0), 404)
        assert problem(who.delete(f"uploads/{pk}/"), 404)
        assert who.get("uploads/").json()["results"] == []
    assert "not here any more" in fields(
        other.post(f"duties/{duty.pk}/evidence/", {"upload": pk})
    )["file"]  # fmt: skip
    assert [one["id"] for one in api.get("uploads/").json()["results"]] == [pk]


def make_colleague(provider):
    from providers.actors import Role
    from tests.factories.providers import actor_for, make_user

    return actor_for(make_member(provider, Role.OFFICER, make_user("Second officer")))


def test_who_only_reads_opens_none(colleague, api):
    problem(opened(Program(colleague)), 403)
    problem(opened(Program(colleague, "read")), 403)


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


def test_of_two_that_record_an_upload_the_second_is_told(
    api, officer, duty, django_capture_on_commit_callbacks
):
    pk = UUID(whole(api))
    now = timezone.now()
    first, second = (uploads.arrived_files([pk], by=officer, now=now)[0] for _ in range(2))

    with django_capture_on_commit_callbacks(execute=True):
        evidence.attach_file(duties=[duty], upload=first, by=officer, now=now)
    with pytest.raises(parts.UploadGone):
        evidence.attach_file(duties=[duty], upload=second, by=officer, now=now)

    assert EvidenceVersion.objects.count() == 1


def test_bytes_that_went_are_not_recorded_by_their_hash(api, duty):
    pk = whole(api)
    path = f"duties/{duty.pk}/evidence/"
    parts.remove(UUID(pk))

    gone = api.post(path, {"upload": pk})
    begun = sent(api, f"uploads/{pk}/", b"other", 0)
    part = api.post(path, {"upload": pk})

    assert begun.status_code == 204
    for answer in (gone, part):
        assert "has not arrived in full" in fields(answer)["file"]
    assert api.get(f"uploads/{pk}/").json()["sha256"] == ""


def test_a_hash_of_bytes_that_went_while_they_were_read_is_none(api, monkeypatch):
    pk = UUID(whole(api))
    digest = hashlib.file_digest

    def slow(file, name):
        found = digest(file, name)
        parts.remove(pk)
        parts.append(pk, offset=0, size=9000, source=io.BytesIO(b"others"))
        return found

    monkeypatch.setattr(hashlib, "file_digest", slow)

    with pytest.raises(parts.UploadGone):
        parts.sha256(pk)


def test_a_whole_upload_is_read_once(api, monkeypatch):
    path = f"uploads/{whole(api)}/"
    monkeypatch.setattr(parts, "sha256", None)

    assert sent(api, path, b"", 9000).status_code == 204


def test_what_goes_on_while_it_is_swept_stays(api, monkeypatch):
    pk = UUID(whole(api))
    now = timezone.now()
    Upload.objects.update(expires_at=now)
    read = Upload.objects.filter

    def renewed(**conditions):
        rows = list(read(**conditions))
        monkeypatch.setattr(Upload.objects, "filter", read)
        Upload.objects.update(expires_at=now + timedelta(days=3))
        return rows

    monkeypatch.setattr(Upload.objects, "filter", renewed)

    assert uploads.sweep(now=now, older_than=0) == 0
    assert parts.arrived(pk) == 9000


def test_an_upload_expires_and_is_swept(api, officer, root):
    pk = whole(api)
    later = timezone.now() + timedelta(days=4)
    Upload.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    problem(api.get(f"uploads/{pk}/"), 404)
    report = files.sweep(now=later)

    assert (report.arrivals, Upload.objects.count()) == (1, 0)
    assert list(root.glob("incoming/*")) == []


def test_a_person_opens_so_many_and_a_provider_so_much(api, officer, settings, monkeypatch):
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


def test_a_disk_that_fills_up_in_between_leaves_whole_blocks(api, monkeypatch):
    import errno

    path = opened(api)["Location"]
    sent(api, path, CONTENT[:4000], 0)

    def half(handle, block):
        import os

        os.write(handle, block[:10])
        raise OSError(errno.ENOSPC, "No space left")

    monkeypatch.setattr(parts, "_write", half)
    assert sent(api, path, CONTENT[4000:], 4000).status_code == 507
    assert api.get(path).json()["offset"] == 4000


def test_the_browser_speaks_it_with_its_cookie(officer, sign_in):
    client = sign_in(officer)
    headers = {"Upload-Length": "3", "Upload-Metadata": told(filename="a.txt")}

    path = client.post("/api/v1/uploads/", headers=headers)["Location"]

    assert client.patch(
        path, b"abc", content_type=BYTES, headers={"Upload-Offset": "0"}
    ).status_code == 204  # fmt: skip
    assert Upload.objects.get().opened_by == user_of(officer)
