"""Several people at the same instant: one wins, the others are told, and nothing is lost."""

from __future__ import annotations

import os
from datetime import timedelta
from threading import Event
from time import sleep

import pytest

from obligations import storage
from obligations.models import (
    Assessment,
    AssessmentEvidence,
    Deadline,
    Duty,
    EvidenceLink,
    EvidenceVersion,
    Notice,
    Review,
    StoredFile,
)
from obligations.services import assessments, comments, evidence, files, scans
from obligations.services.steps import NotAllowedNow
from providers.errors import DomainError
from providers.models import AuditEvent
from providers.services import audit
from tests.factories import assessments as made
from tests.factories import evidence as make
from tests.factories import providers as people
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 8


def refused(results, *kinds: type[DomainError]) -> int:
    """Count the refusals; anything else that was raised is a bug and is raised again."""
    for one in results:
        if isinstance(one, Exception) and not isinstance(one, kinds):
            raise one
    return sum(isinstance(one, kinds) for one in results)


def test_of_eight_reviewers_one_decides(duty, officer, now):
    assessment = made.submitted(duty, officer)
    reviewers = [people.actor_for(people.make_user(is_office=True)) for _ in range(PEOPLE)]

    def decide(reviewer, decision):
        mine = Assessment.objects.get(pk=assessment.pk)
        return lambda: assessments.decide(
            assessment=mine, decision=decision, reason="So.", by=reviewer, now=now
        )

    decisions = ["accepted", "returned"] * (PEOPLE // 2)
    results = at_once(*[decide(*pair) for pair in zip(reviewers, decisions, strict=True)])

    review = Review.objects.get()
    assert refused(results, NotAllowedNow) == PEOPLE - 1
    assert make.fresh(assessment).status == review.decision
    assert make.fresh(duty).decision == review.decision
    assert Notice.objects.filter(recipient_id=officer.user_id).count() == 1
    assert audit.verify(duty.provider) == ()


def test_answers_questions_and_a_scan_at_once_leave_one_clock_for_each_question(
    duty, officer, reviewer, now
):
    assessment = made.submitted(duty, officer)
    later = now + timedelta(days=9)
    given = {"duty": duty, "assessment": assessment, "is_shared": True}
    asked = {"answer_by": (now + timedelta(days=1)).date(), "by": reviewer, "now": now}
    comments.write(text="Which version?", **given, **asked)

    def answer():
        return comments.write(text="The first.", by=officer, now=later, **given)

    def ask():
        last = (later + timedelta(days=1)).date()
        soon = later + timedelta(seconds=1)
        return comments.write(text="And?", answer_by=last, by=reviewer, now=soon, **given)

    results = at_once(answer, answer, ask, lambda: scans.scan(now=later), answer, ask)

    assert refused(results) == 0
    assert Deadline.objects.count() == 3
    met = Deadline.objects.filter(met_at__isnull=False)
    assert list(met.values_list("done_on", "next_check_at")) == [(later.date(), None)]
    assert audit.verify(duty.provider) == ()


def test_a_submission_freezes_what_was_linked_when_its_turn_came(ai_model, officer, now):
    for letter in "abcd":
        duty = make.make_duty(ai_model, f"aia-53-1-{letter}")
        version = make.attach(duty)
        draft = made.drafted(duty, officer)

        results = at_once(
            lambda draft=draft: assessments.submit(assessment=draft, by=officer, now=now),
            lambda duty=duty, piece=version.evidence: evidence.unlink(
                evidence=piece, duty=duty, by=officer, now=now
            ),
        )

        assert refused(results) == 0
        order = AuditEvent.objects.filter(
            action__in=["assessment.submitted", "evidence.unlinked"],
            subject_id__in=[str(draft.pk), str(version.evidence_id)],
        )
        was_linked = order.order_by("position").first().action == "assessment.submitted"
        assert draft.frozen_evidence.count() == int(was_linked)
        assert (make.fresh(version).submitted_at is not None) == was_linked
        assert make.fresh(duty).evidence_count == 0


def test_of_eight_drafts_one_is_made(duty, officer, now):
    def draft():
        mine = Duty.objects.get(pk=duty.pk)
        return assessments.draft(duty=mine, claim="fulfilled", by=officer, now=now)

    results = at_once(*[draft] * PEOPLE)

    assert refused(results, NotAllowedNow) == PEOPLE - 1
    assert Assessment.objects.get().number == 1


def test_a_draft_is_handed_in_once(duty, officer, reviewer, now):
    draft = made.drafted(duty, officer)

    def submit():
        mine = Assessment.objects.get(pk=draft.pk)
        return assessments.submit(assessment=mine, by=officer, now=now)

    results = at_once(*[submit] * PEOPLE)

    assert refused(results, NotAllowedNow) == PEOPLE - 1
    assert AuditEvent.objects.filter(action="assessment.submitted").count() == 1
    assert Notice.objects.filter(recipient_id=reviewer.user_id).count() == 1


def test_taking_back_and_deciding_exclude_each_other(ai_model, officer, reviewer, now):
    for letter in "abcd":
        assessment = made.submitted(make.make_duty(ai_model, f"aia-53-1-{letter}"), officer)
        one, other = (Assessment.objects.get(pk=assessment.pk) for _ in range(2))

        results = at_once(
            lambda one=one: assessments.withdraw(
                assessment=one, because="Wrong.", by=officer, now=now
            ),
            lambda other=other: assessments.decide(
                assessment=other, decision="accepted", reason="So.", by=reviewer, now=now
            ),
        )

        assert refused(results, NotAllowedNow) == 1
        was_decided = Review.objects.filter(assessment=assessment).exists()
        assert make.fresh(assessment).status == ("accepted" if was_decided else "withdrawn")


def test_the_same_file_recorded_eight_times_at_once_is_stored_once(ai_model, officer, now):
    duties = [make.make_duty(ai_model, f"aia-53-1-{letter}") for letter in "abcdefgh"]

    results = at_once(*[lambda one=one: make.attach(one, by=officer) for one in duties])

    assert refused(results) == 0
    stored = StoredFile.objects.get()
    assert EvidenceVersion.objects.filter(stored_file=stored).count() == PEOPLE
    assert (
        storage.verify(provider_id=stored.provider_id, sha256=stored.sha256, size=stored.size) == ""
    )
    assert audit.verify(ai_model.provider) == ()


def test_versions_added_at_once_are_numbered_without_gaps(duty, officer, now):
    first = make.attach(duty)

    def add(number):
        mine = make.fresh(first.evidence)
        return lambda: evidence.add_version(
            evidence=mine, statement=f"Version {number}.", by=officer, now=now
        )

    results = at_once(*[add(number) for number in range(PEOPLE)])

    assert refused(results) == 0
    numbers = EvidenceVersion.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, PEOPLE + 2))


def test_a_piece_linked_eight_times_at_once_is_linked_once(duty, ai_model, officer, now):
    piece = make.attach(duty).evidence
    other = make.make_duty(ai_model, "aia-53-1-b")

    def link():
        return evidence.link(evidence=make.fresh(piece), duty=other, by=officer, now=now)

    results = at_once(*[link] * PEOPLE)

    assert refused(results, NotAllowedNow) == PEOPLE - 1
    assert EvidenceLink.objects.filter(duty=other).count() == 1


def test_withdrawing_and_handing_in_exclude_each_other(duty, officer, now):
    version = make.attach(duty)
    draft = made.drafted(duty, officer)
    piece = make.fresh(version.evidence)

    results = at_once(
        lambda: assessments.submit(assessment=draft, by=officer, now=now),
        lambda: evidence.withdraw(evidence=piece, because="Wrong.", by=officer, now=now),
    )

    was_withdrawn = make.fresh(piece).withdrawn_at is not None
    assert refused(results, NotAllowedNow) == int(not was_withdrawn)
    assert AssessmentEvidence.objects.exists() == (not was_withdrawn)


def test_a_sweep_never_takes_bytes_that_are_being_recorded(provider, now):
    incoming = make.incoming()
    path = storage.place(provider.pk, incoming.sha256)
    bytes_are_there = Event()

    def record():
        with audit.turn(provider):
            storage.put(provider_id=provider.pk, incoming=incoming)
            old = (now - timedelta(days=9)).timestamp()
            os.utime(path, (old, old))
            StoredFile.objects.create(
                provider=provider,
                sha256=incoming.sha256,
                size=incoming.size,
                media_type="application/pdf",
                stored_at=now,
            )
            bytes_are_there.set()
            # Long enough for a sweep that does not wait for its turn to take the file away.
            sleep(0.5)

    def sweep():
        bytes_are_there.wait(timeout=20)
        return files.sweep(now=now)

    results = at_once(record, sweep)

    assert refused(results) == 0
    assert (results[1].orphans, path.read_bytes()) == (0, make.CONTENT)
