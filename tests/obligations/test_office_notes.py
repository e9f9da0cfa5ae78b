"""Notes of reviewers and traces of their reading: for the AI Office, and for nobody else."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from obligations.dossiers.queries.kinds import PARTS
from obligations.models import OfficeNote, Visit
from obligations.queries import office_notes as queries
from obligations.services import office_notes, visits
from providers.errors import InvalidInput, NotPermitted
from providers.models import AuditEvent
from tests.factories.assessments import drafted, submitted
from tests.factories.evidence import make_duty
from tests.factories.providers import make_model
from tests.house import test_outsiders as pages

pytestmark = pytest.mark.django_db
WORDS = "PRIVATE-NOTE of a reviewer"
# One of everything, as the test of every page makes it.
page_rows = pages.rows


@pytest.fixture
def submission(ai_model, officer):
    return submitted(make_duty(ai_model), officer)


def noted(about, by, now, text=WORDS):
    return office_notes.write(provider=about.provider, assessment=about, text=text, by=by, now=now)


def test_reviewers_read_what_reviewers_noted(submission, reviewer, sign_in, now):
    client = sign_in(reviewer)
    given = {"text": WORDS}

    answer = client.post(reverse("office-note", args=[submission.pk]), given, follow=True)

    assert WORDS in answer.content.decode()
    assert [one.text for one in queries.of_submission(reviewer, submission)] == [WORDS]
    assert [one.text for one in queries.of_provider(reviewer, submission.provider)] == [WORDS]


def test_no_page_shows_a_note_to_the_providers_people(
    page_rows,
    provider,
    officer,
    reviewer,
    sign_in,
    now,
):
    from obligations.models import Assessment

    noted(Assessment.objects.get(pk=page_rows["assessment"]), reviewer, now)
    office_notes.write(provider=provider, text=WORDS, by=reviewer, now=now)
    client = sign_in(officer)
    seen = []

    for name, converters in pages.PAGES:
        page = client.get(pages.address(name, converters, page_rows))
        body = b"".join(page.streaming_content) if page.streaming else page.content
        if page.status_code == 200:
            seen.append(name)
        assert "PRIVATE-NOTE" not in body.decode(errors="replace"), name

    assert {"home", "duty", "trail", "duties", "search", "evidence"} <= set(seen)
    found = client.get(reverse("search"), {"q": "PRIVATE-NOTE"})
    assert {one.name for one in found.context["groups"]} <= {"The law"}


def test_a_note_leaves_no_trace_in_the_providers_trail_or_exports(
    submission, officer, reviewer, now
):
    before = list(AuditEvent.objects.visible_to(officer).values_list("pk", flat=True))

    noted(submission, reviewer, now)

    event = AuditEvent.objects.get(action="office-note.written")
    assert list(AuditEvent.objects.visible_to(officer).values_list("pk", flat=True)) == before
    assert event.provider_id is None
    assert WORDS not in f"{event.subject_name} {event.detail}"
    assert OfficeNote not in [part.model for part in PARTS]
    assert not OfficeNote.objects.visible_to(officer).exists()


def test_traces_of_reading_are_ones_own(provider, officer, reviewer, now):
    visits.note(provider=provider, by=reviewer, now=now)

    assert Visit.objects.visible_to(reviewer).count() == 1
    assert not Visit.objects.visible_to(officer).exists()


@pytest.mark.parametrize("who", ["officer", "colleague", "rival", "stranger"])
def test_only_reviewers_write_notes(who, request, submission, now):
    actor = request.getfixturevalue(who)

    with pytest.raises(NotPermitted):
        noted(submission, actor, now)
    assert not OfficeNote.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "x" * 10_001])
def test_a_note_of_no_words_or_of_too_many_is_refused_and_kept_in_the_form(
    text, submission, reviewer, sign_in, now
):
    with pytest.raises(InvalidInput):
        noted(submission, reviewer, now, text)

    answer = sign_in(reviewer).post(reverse("office-note", args=[submission.pk]), {"text": text})

    assert answer.status_code == 422
    assert answer.context["note_form"]["text"].value() == text
    assert not OfficeNote.objects.exists()


def test_a_note_is_about_a_submission_of_the_same_provider(
    submission, rival_provider, officer, reviewer, now
):
    draft = drafted(make_duty(make_model(submission.provider, "Draft")), officer)

    for provider, about in ((rival_provider, submission), (submission.provider, draft)):
        with pytest.raises(InvalidInput):
            office_notes.write(provider=provider, assessment=about, text="x", by=reviewer, now=now)


def test_a_note_is_never_changed(submission, reviewer, now):
    noted(submission, reviewer, now)

    for change in (lambda rows: rows.update(text="x"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(OfficeNote.objects.all())
