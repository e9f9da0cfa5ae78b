"""Evidence through the API: files are streamed and hashed, versions added, nothing overwritten."""

from __future__ import annotations

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from obligations.models import Evidence, EvidenceVersion, StoredFile
from tests.api.conftest import Program, fields, problem
from tests.factories.evidence import attach, make_duty

pytestmark = pytest.mark.django_db

CONTENT = b"%PDF-1.7 what we did"


def upload(api, duty, content=CONTENT, name="report.pdf", **texts):
    form = {"file": SimpleUploadedFile(name, content), **texts}
    return api.post(f"duties/{duty.pk}/evidence/", form, format="multipart")


def test_a_file_is_recorded_as_the_contract_says(api, duty):
    response = upload(
        api, duty, title="Report", covers_from="2026-01-01", covers_to="2026-12-31", proves="All."
    )

    assert response.status_code == 201, response.content
    body = response.json()
    assert body["sha256"] == hashlib.sha256(CONTENT).hexdigest()
    assert (body["size"], body["version"]) == (len(CONTENT), 1)
    assert "keep_until" in body
    assert Evidence.objects.get(pk=body["id"]).title == "Report"
    assert body["latest"]["covers_to"] == "2026-12-31"
    assert api.get(response["Location"]).json() == body
    assert [row["id"] for row in api.get(f"duties/{duty.pk}/evidence/").json()["results"]] == [
        body["id"]
    ]


def test_a_link_and_a_statement_come_as_json_too(api, duty):
    path = f"duties/{duty.pk}/evidence/"

    link = api.post(path, {"url": "https://example.org/policy", "title": "Policy"})
    statement = api.post(path, {"statement": "We do.", "title": "Statement"})

    assert [one.json()["latest"]["kind"] for one in (link, statement)] == ["link", "statement"]
    assert statement.json()["sha256"] == hashlib.sha256(b"We do.").hexdigest()


def test_a_link_comes_as_a_form_with_empty_fields(api, duty):
    form = {"url": "https://example.org/", "statement": "", "covers_from": "", "title": "Policy"}

    response = api.post(f"duties/{duty.pk}/evidence/", form, format="multipart")

    assert response.json()["latest"]["kind"] == "link"


def test_one_piece_speaks_for_several_duties(api, duty, ai_model):
    other = make_duty(ai_model, "aia-53-1-b")

    body = upload(api, duty, duties=[str(other.pk)]).json()

    assert sorted(one["key"] for one in body["duties"]) == ["aia-53-1-a", "aia-53-1-b"]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({}, ["file"]),
        ({"title": "Nothing"}, ["file"]),
        ({"url": "https://example.org", "statement": "x"}, ["file"]),
        ({"url": "ftp://example.org", "title": "x"}, ["url"]),
        ({"url": "https://me:secret@example.org", "title": "x"}, ["url"]),
        ({"url": "javascript:alert(1)", "title": "x"}, ["url"]),
        ({"url": "https://example.org/\u202efdp.exe", "title": "x"}, ["url"]),
        ({"url": "https://example.org/" + "x" * 2000, "title": "x"}, ["url"]),
        ({"statement": "x" * 20_001, "title": "x"}, ["statement"]),
        ({"statement": 7, "title": "x"}, ["statement"]),
        ({"statement": "x"}, ["title"]),
        ({"statement": "x", "title": "a\u202eb"}, ["title"]),
        ({"statement": "x", "title": "x", "covers_to": "31.12.2026"}, ["covers_to"]),
        (
            {
                "statement": "x",
                "title": "x",
                "covers_from": "2026-02-01",
                "covers_to": "2026-01-01",
            },
            ["covers_to"],
        ),
        ({"statement": "x", "title": "x", "covers_from": "2199-01-01"}, ["covers_from"]),
        ({"statement": "x", "title": "x", "duties": ["0" * 32]}, ["duties"]),
        ({"statement": "x", "title": "x", "duties": "all"}, ["duties"]),
        ({"statement": "x", "title": "x", "fil": "y"}, ["fil"]),
    ],
)
def test_evidence_that_cannot_be_names_the_field_and_changes_nothing(api, duty, body, names):
    response = api.post(f"duties/{duty.pk}/evidence/", body)

    assert sorted(fields(response)) == names
    assert Evidence.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "empty.pdf"), (b"x", "../../etc/passwd"), (b"x", "a\\b.txt"), (b"x", "a\u202eb.txt")],
)
def test_a_file_that_cannot_be_is_refused_and_leaves_no_bytes(api, duty, root, content, name):
    boundary = "edge"
    body = (
        (
            f"--{boundary}\r\n"
            f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        ).encode()
        + content
        + f"\r\n--{boundary}--\r\n".encode()
    )

    response = api.generic(
        "POST",
        f"duties/{duty.pk}/evidence/",
        body,
        content_type=f"multipart/form-data; boundary={boundary}",
    )

    assert list(fields(response)) == ["file"]
    assert StoredFile.objects.count() == 0
    assert [one for one in root.rglob("*") if one.is_file()] == []


def test_a_file_under_another_name_is_refused_by_name(api, duty, root):
    form = {"document": SimpleUploadedFile("a.txt", b"x")}

    response = api.post(f"duties/{duty.pk}/evidence/", form, format="multipart")

    assert sorted(fields(response)) == ["document"]
    assert [one for one in root.rglob("*") if one.is_file()] == []


def test_two_files_at_once_are_refused(api, duty):
    form = {"file": [SimpleUploadedFile("a.txt", b"a"), SimpleUploadedFile("b.txt", b"b")]}

    response = api.post(f"duties/{duty.pk}/evidence/", form, format="multipart")

    assert list(fields(response)) == ["file"]


def test_a_file_larger_than_the_server_accepts_is_413(api, duty, settings):
    settings.EVIDENCE_MAX_BYTES = 10

    assert list(fields(upload(api, duty), 413)) == ["file"]


def test_a_rivals_duty_is_named_like_one_that_does_not_exist(api, duty, rival_model):
    theirs = make_duty(rival_model)

    problem(upload(api, theirs), 404)
    body = {"statement": "x", "title": "x", "duties": [str(theirs.pk)]}
    assert fields(api.post(f"duties/{duty.pk}/evidence/", body)) == {
        "duties": "There is no such duty."
    }


def test_a_colleague_does_not_record(colleague, duty):
    problem(upload(Program(colleague), duty), 403)
    assert Evidence.objects.count() == 0


def test_nobody_uploads_without_a_token(stranger_api, duty, root):
    problem(upload(stranger_api, duty), 401)
    assert not [one for one in root.rglob("*") if one.is_file()]


def test_versions_are_added_and_the_bytes_come_back(api, duty):
    piece = upload(api, duty).json()
    form = {"file": SimpleUploadedFile("report-2.pdf", b"second"), "note": "Better."}

    second = api.post(f"evidence/{piece['id']}/versions/", form, format="multipart")

    assert second.status_code == 201, second.content
    assert second.json()["number"] == 2
    rows = api.get(f"evidence/{piece['id']}/versions/").json()["results"]
    assert [row["number"] for row in rows] == [2, 1]
    download = api.get(f"evidence/versions/{rows[1]['id']}/file/", HTTP_ACCEPT="application/pdf")
    assert b"".join(download.streaming_content) == CONTENT
    assert "attachment" in download["Content-Disposition"]
    assert download["X-Content-Type-Options"] == "nosniff"


def test_a_link_has_no_bytes_to_download(api, duty):
    path = f"duties/{duty.pk}/evidence/"
    version = api.post(path, {"url": "https://example.org", "title": "x"}).json()["latest"]

    problem(api.get(f"evidence/versions/{version['id']}/file/"), 404)


def test_a_changed_byte_is_found(api, duty, root):
    version = upload(api, duty).json()["latest"]
    path = f"evidence/versions/{version['id']}/verification/"
    assert api.get(path).json()["is_intact"] is True
    (stored,) = [one for one in root.rglob("*") if one.is_file()]
    stored.chmod(0o600)
    stored.write_bytes(b"%PDF-1.7 what WE did")

    body = api.get(path).json()

    assert body["is_intact"] is False
    assert "SHA-256" in body["problem"]


def test_a_piece_is_linked_unlinked_reworded_and_withdrawn(api, duty, ai_model):
    other = make_duty(ai_model, "aia-53-1-b")
    piece = upload(api, duty).json()
    path = f"evidence/{piece['id']}"

    linked = api.post(f"{path}/duties/", {"duty": str(other.pk)})
    assert sorted(one["key"] for one in linked.json()["duties"]) == ["aia-53-1-a", "aia-53-1-b"]
    problem(api.post(f"{path}/duties/", {"duty": str(other.pk)}), 409)
    assert api.delete(f"{path}/duties/{other.pk}/").status_code == 204
    problem(api.delete(f"{path}/duties/{other.pk}/"), 409)

    etag = api.get(f"{path}/")["ETag"]
    reworded = api.patch(f"{path}/", {"title": "Better title"}, HTTP_IF_MATCH=etag)
    assert reworded.json()["title"] == "Better title"
    problem(api.patch(f"{path}/", {"title": "Lost"}, HTTP_IF_MATCH=etag), 412)

    assert list(fields(api.post(f"{path}/withdrawal/", {}))) == ["because"]
    withdrawn = api.post(f"{path}/withdrawal/", {"because": "It was the wrong file."})
    assert withdrawn.json()["withdrawn_because"] == "It was the wrong file."
    problem(api.post(f"{path}/withdrawal/", {"because": "Again."}), 409)
    assert api.get("evidence/?withdrawn=false").json()["results"] == []
    assert EvidenceVersion.objects.count() == 1


def test_evidence_is_found_by_text(api, duty):
    attach(duty, title="Model documentation form")
    attach(duty, content=b"other", title="Something else")

    (row,) = api.get("evidence/?q=documentation").json()["results"]

    assert row["title"] == "Model documentation form"


def test_an_upload_is_repeated_by_its_bytes(api, duty):
    def send(content):
        form = {"file": SimpleUploadedFile("a.txt", content), "title": "Once"}
        path = f"duties/{duty.pk}/evidence/"
        return api.post(path, form, format="multipart", HTTP_IDEMPOTENCY_KEY="upload-1")

    first, again, other = send(b"same"), send(b"same"), send(b"different")

    assert (first.status_code, first.content) == (again.status_code, again.content)
    problem(other, 422)
    assert Evidence.objects.count() == 1
