"""Files of comments: kept with the comment, read by whoever reads it, and no evidence."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, transaction
from django.urls import reverse

from obligations import storage
from obligations.models import Comment, CommentFile, Evidence, Upload
from obligations.services import comments
from providers.errors import NotPermitted
from tests.api.conftest import Program
from tests.factories.assessments import submitted
from tests.factories.evidence import fresh, incoming, make_comment_file, make_upload
from tests.factories.providers import NOW

pytestmark = pytest.mark.django_db


def file_of(name="notes.txt", content=b"what we saw"):
    return SimpleUploadedFile(name, content)


def test_a_comment_carries_files_that_are_no_evidence(sign_in, officer, colleague, duty):
    sent = make_upload(officer, b"sent before", name="before.txt")
    given = {"text": "See both.", "file": [file_of()], "uploads": [sent.pk]}

    answer = sign_in(officer).post(reverse("duty-comment", args=[duty.pk]), given)

    rows = CommentFile.objects.order_by("file_name")
    text = sign_in(colleague).get(reverse("duty", args=[duty.pk])).content.decode()
    read = sign_in(colleague).get(reverse("comment-file", args=[rows[1].pk]))
    assert answer.status_code == 302
    assert [one.file_name for one in rows] == ["before.txt", "notes.txt"]
    assert ("before.txt" in text, "notes.txt" in text) == (True, True)
    assert b"".join(read.streaming_content) == b"what we saw"
    assert read["Content-Type"] == "application/octet-stream"
    assert (Evidence.objects.count(), fresh(duty).evidence_count) == (0, 0)
    assert storage.verify(provider_id=duty.provider_id, sha256=rows[0].sha256, size=11) == ""


def test_a_refused_comment_keeps_its_words_and_files(sign_in, officer, duty):
    address = reverse("duty-comment", args=[duty.pk])

    refused = sign_in(officer).post(address, {"text": " ", "file": [file_of()]})

    held = Upload.objects.get()
    assert refused.status_code == 422
    assert f'name="uploads" value="{held.pk}" checked' in refused.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.parametrize(("is_shared", "status"), [(False, 404), (True, 200)])
def test_the_office_reads_the_files_of_what_is_shared_alone(
    sign_in, officer, reviewer, rival, duty, is_shared, status
):
    submission = submitted(duty, officer)
    row = make_comment_file(
        duty, officer, name="shared.txt", assessment=submission, is_shared=is_shared
    )
    address = reverse("comment-file", args=[row.pk])

    page = sign_in(reviewer).get(reverse("office-submission", args=[submission.pk]))

    answers = [
        sign_in(reviewer).get(address),
        Program(reviewer).get(f"comments/files/{row.pk}/"),
    ]
    for one in answers:
        assert (one.status_code, b"SECRET" in b"".join(one)) == (status, is_shared)
    assert ("shared.txt" in page.content.decode()) is is_shared
    assert sign_in(rival).get(address).status_code == 404


def test_programs_add_and_read_files(officer, duty):
    api, sent = Program(officer), make_upload(officer, b"of a program", name="run.txt")

    written = api.post(
        f"duties/{duty.pk}/comments/", {"text": "The run.", "uploads": [str(sent.pk)]}
    ).json()
    (file,) = written["files"]
    listed = api.get(f"duties/{duty.pk}/comments/").json()["results"]
    read = api.get(f"comments/files/{file['id']}/")

    assert (file["file_name"], file["size"]) == ("run.txt", 12)
    assert listed == [written]
    assert b"".join(read.streaming_content) == b"of a program"


def test_reviewers_add_none(officer, reviewer, duty):
    submission = submitted(duty, officer)

    with pytest.raises(NotPermitted):
        comments.write(
            duty=duty, assessment=submission, is_shared=True, text="See.", files=[incoming()],
            by=reviewer, now=NOW,
        )  # fmt: skip


def test_a_file_of_a_comment_stays(officer, duty):
    row = make_comment_file(duty, officer)

    with pytest.raises(ProgrammingError), transaction.atomic():
        row.delete()
    with pytest.raises(ProgrammingError), transaction.atomic():
        CommentFile.objects.update(file_name="other.txt")
