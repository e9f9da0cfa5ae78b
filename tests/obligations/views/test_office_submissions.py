"""A submission as the AI Office reads, verifies and decides it, and nothing that stayed inside."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from obligations import storage
from obligations.models import Comment, Review
from obligations.services import assessments, care, comments, evidence
from obligations.views import office_submissions
from tests.factories.assessments import drafted, submitted
from tests.factories.duties import make_deadline
from tests.factories.evidence import attach, fresh, make_duty
from tests.factories.providers import NOW, make_model

pytestmark = pytest.mark.django_db


def test_a_submission_is_shown_with_its_frozen_evidence(office, submission):
    page = office.get(reverse("office-submission", args=[submission.pk]))

    text = page.content.decode()
    assert page.status_code == 200
    assert "The documentation is complete." in text
    assert "Documentation, version for the Office" in text
    assert submission.frozen_evidence.get().version.sha256 in text


def test_nothing_that_came_later_or_stayed_inside_leaks(office, submission, duty, officer, now):
    piece = submission.frozen_evidence.get().version.evidence
    evidence.add_version(evidence=piece, statement="SECRET-LATER-VERSION", by=officer, now=now)
    evidence.reword(
        evidence=fresh(piece), title="SECRET-TITLE", proves="SECRET-PROVES",
        revision=fresh(piece).revision, by=officer, now=now,
    )  # fmt: skip
    attach(duty, statement="SECRET-STATEMENT", title="SECRET-PIECE", by=officer)
    comments.write(
        duty=duty, assessment=None, text="SECRET-REMARK", is_shared=False, by=officer, now=now
    )
    care.assign(
        duty=fresh(duty), assignee=None, target_on=date(2031, 4, 5), revision=fresh(duty).revision,
        by=officer, now=now,
    )  # fmt: skip

    seen = [
        office.get(reverse("office")),
        office.get(reverse("office-submissions")),
        office.get(reverse("office-submission", args=[submission.pk])),
        office.post(reverse("office-verify", args=[submission.pk])),
        office.get(reverse("office-file-note", args=[submission.pk])),
    ]

    assert [page.status_code for page in seen] == [200] * 5
    text = "".join(page.content.decode(errors="replace") for page in seen)
    assert "SECRET" not in text
    assert "2031" not in text


def test_a_draft_is_not_there_for_the_office(office, duty, officer):
    draft = drafted(duty, officer)

    assert office.get(reverse("office-submission", args=[draft.pk])).status_code == 404
    assert office.get(reverse("office-file-note", args=[draft.pk])).status_code == 404
    assert office.post(reverse("office-decide", args=[draft.pk])).status_code == 404


def test_a_decision_is_recorded_with_its_reason(office, submission):
    given = {"decision": "returned", "reason": "Annex XI, point 2(c) is missing."}

    answer = office.post(reverse("office-decide", args=[submission.pk]), given, follow=True)

    assert answer.status_code == 200
    assert Review.objects.get().reason == "Annex XI, point 2(c) is missing."
    assert "Annex XI, point 2(c) is missing." in answer.content.decode()


@pytest.mark.parametrize(
    "given",
    [{}, {"decision": "accepted"}, {"decision": "perhaps", "reason": "x"}, {"reason": "x"}],
)
def test_half_a_decision_changes_nothing(office, submission, given):
    answer = office.post(reverse("office-decide", args=[submission.pk]), given)

    assert answer.status_code == 422
    assert not Review.objects.exists()
    assert fresh(submission).status == "submitted"


def test_a_second_decision_is_refused_in_words(office, submission):
    given = {"decision": "accepted", "reason": "Complete."}
    office.post(reverse("office-decide", args=[submission.pk]), given)

    answer = office.post(reverse("office-decide", args=[submission.pk]), given)

    assert answer.status_code == 422
    assert Review.objects.count() == 1


def test_an_observation_reaches_the_provider(office, submission):
    given = {"text": "Which version does this describe?", "answer_by": "2027-01-15"}

    answer = office.post(reverse("office-remark", args=[submission.pk]), given)

    assert answer.status_code == 302
    remark = Comment.objects.get()
    assert (remark.is_shared, remark.answer_by) == (True, date(2027, 1, 15))


def test_verifying_reads_the_bytes_again(office, submission):
    address = reverse("office-verify", args=[submission.pk])
    before = office.get(reverse("office-submission", args=[submission.pk])).content.decode()
    version = submission.frozen_evidence.get().version
    stored = storage.place(version.provider_id, version.sha256)
    stored.chmod(0o600)
    stored.write_bytes(stored.read_bytes().replace(b"technical", b"tampered!"))

    after = office.post(address).content.decode()

    assert "The stored bytes have this SHA-256" in before
    assert "SHA-256 differs" in after


def test_large_files_are_read_again_when_asked(office, submission, monkeypatch):
    monkeypatch.setattr(office_submissions, "VERIFIED_AT_ONCE", 3)

    opened = office.get(reverse("office-submission", args=[submission.pk])).content.decode()
    asked = office.post(reverse("office-verify", args=[submission.pk])).content.decode()

    assert "Large; not read again yet." in opened
    assert "The stored bytes have this SHA-256" not in opened
    assert "The stored bytes have this SHA-256" in asked


def test_what_changed_since_the_submission_before_is_marked(office, submission, reviewer, officer):
    assessments.decide(
        assessment=submission, decision="returned", reason="Which annex?", by=reviewer, now=NOW
    )
    again = submitted(
        fresh(submission.duty), officer, position="The documentation of Annex XI is complete."
    )

    page = office.get(reverse("office-submission", args=[again.pk])).content.decode()

    assert "The documentation <ins>of Annex XI </ins>is complete." in page
    assert "Which annex?" in page


def test_the_days_frozen_with_it_are_shown(office, duty, officer):
    make_deadline(duty, date(2027, 3, 5), title="Two weeks of Art. 52(1)")
    made = submitted(duty, officer)

    page = office.get(reverse("office-submission", args=[made.pk])).content.decode()

    assert "Two weeks of Art. 52(1)" in page
    assert 'datetime="2027-03-05"' in page


def test_the_file_note_is_a_pdf_that_says_it_is_no_verdict(office, submission):
    answer = office.get(reverse("office-file-note", args=[submission.pk]))

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-1.7")


def test_a_decision_can_open_the_next_in_the_queue(office, submission, officer, provider):
    later = submitted(
        make_duty(make_model(provider, "Later")), officer, now=NOW + timedelta(hours=1)
    )
    address = reverse("office-decide", args=[submission.pk]) + "?status=submitted"
    given = {"decision": "accepted", "reason": "Complete.", "next": "yes"}

    answer = office.post(address, given)

    second = reverse("office-submission", args=[later.pk])
    assert answer["Location"] == f"{second}?status=submitted"
    assert fresh(submission).status == "accepted"
