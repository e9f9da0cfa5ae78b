"""Assess duties: draft, hand in with the evidence frozen, decide as a second person, comment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from obligations import permissions
from obligations.law.deadlines import brussels_day
from obligations.law.workflow import AssessmentStatus, Claim
from obligations.models import Assessment, Comment, Duty, Review
from obligations.queries import evidence as evidence_queries
from obligations.services import (
    announcements,
    comment_files,
    contents,
    remarks,
    standing,
    steps,
    submissions,
)
from obligations.services.steps import NotAllowedNow
from obligations.storage import IncomingFile
from providers import text as texts
from providers.actors import Actor
from providers.errors import InvalidInput, NotPermitted
from providers.services import audit, revisions

POSITION_LIMIT = 20_000
LONGEST_WAIT = timedelta(days=5 * 366)
OPEN = (AssessmentStatus.DRAFT, AssessmentStatus.SUBMITTED)
RESUMED = (AssessmentStatus.RETURNED, AssessmentStatus.WITHDRAWN)


def draft(
    *,
    duty: Duty,
    claim: str | None = None,
    position: str | None = None,
    by: Actor,
    now: datetime,
) -> Assessment:
    """Begin an assessment of a duty. What is not given is taken over from one that came back.

    Raises NotAllowedNow while another is open, and for a duty that has ended.
    """
    permissions.check_draft(by, duty)
    assessment = Assessment(
        provider=duty.provider,
        duty=duty,
        created_at=now,
        created_by_id=by.user_id,
        created_by_name=by.name,
        authors=_authors([], by),
    )
    with audit.change(action="assessment.drafted", about=assessment, by=by, at=now) as event:
        _check_in_force(duty)
        latest = duty.assessments.order_by("-number").first()
        if latest is not None and latest.status in OPEN:
            raise NotAllowedNow(
                _("The duty has an assessment already: it is {status}.").format(
                    status=steps.said(latest.status)
                )
            )
        before = latest if latest is not None and latest.status in RESUMED else Assessment()
        assessment.number = latest.number + 1 if latest else 1
        assessment.claim = _claim(before.claim if claim is None else claim)
        assessment.position = _position(before.position if position is None else position)
        assessment.save(force_insert=True)
        standing.restate(duty, now=now)
        event.detail = _detail(assessment)
    return assessment


def edit(
    *,
    assessment: Assessment,
    claim: str | None = None,
    position: str | None = None,
    revision: int,
    by: Actor,
    now: datetime,
) -> Assessment:
    """Change what a draft claims and why. Raises Conflict if somebody wrote since ``revision``."""
    permissions.check_edit(by, assessment)
    fields: dict[str, Any] = {}
    if claim is not None:
        fields["claim"] = _claim(claim)
    if position is not None:
        fields["position"] = _position(position)
    with audit.change(action="assessment.edited", about=assessment, by=by, at=now) as event:
        assessment.refresh_from_db(fields=["status", "authors"])
        if assessment.status != AssessmentStatus.DRAFT:
            raise NotAllowedNow(
                _("Only a draft can be edited; this one is {status}.").format(
                    status=steps.said(assessment.status)
                )
            )
        authors = _authors(assessment.authors, by)
        revisions.claim(assessment, revision=revision, authors=authors, **fields)
        event.detail = _detail(assessment)
    return assessment


def submit(*, assessment: Assessment, by: Actor, now: datetime) -> Assessment:
    """Hand a draft in: freeze its evidence and the ruling, and share both with the AI Office.

    Raises InvalidInput naming what is missing, and NotAllowedNow if it is no draft any more.
    """
    permissions.check_submit(by, assessment)
    with audit.change(action="assessment.submitted", about=assessment, by=by, at=now) as event:
        assessment.refresh_from_db()
        steps.check(assessment, to=AssessmentStatus.SUBMITTED)
        duty = submissions.subject(assessment)
        _check_in_force(duty)
        versions = list(evidence_queries.current(duty))
        submissions.check_complete(assessment, duty, versions, on=brussels_day(now))
        steps.move(
            assessment,
            to=AssessmentStatus.SUBMITTED,
            submitted_at=now,
            submitted_by_id=by.user_id,
            submitted_by_name=by.name,
            authors=_authors(assessment.authors, by),
            route=duty.route,
            route_explanation=duty.route_explanation,
            ruling=submissions.ruling(duty, now),
        )
        submissions.freeze(assessment, versions, now)
        submissions.share(duty, now)
        remarks.answer_by_submission(duty, now=now)
        standing.restate(duty, now=now)
        announcements.submitted(assessment, duty, now)
        event.detail = _detail(assessment) | {"evidence": submissions.manifest(versions)}
    return assessment


def withdraw(*, assessment: Assessment, because: str = "", by: Actor, now: datetime) -> Assessment:
    """Throw a draft away, or take a submission back before it is decided on.

    A submission needs a reason, which the AI Office reads; what it was given it keeps.
    """
    permissions.check_submit(by, assessment)
    with audit.change(action="assessment.withdrawn", about=assessment, by=by, at=now) as event:
        assessment.refresh_from_db()
        was_submitted = assessment.status == AssessmentStatus.SUBMITTED
        reason = contents.reason(because, field="because") if was_submitted else ""
        steps.move(assessment, to=AssessmentStatus.WITHDRAWN)
        duty = submissions.subject(assessment)
        standing.restate(duty, now=now)
        if was_submitted:
            remarks.drop(assessment, now=now)
            announcements.withdrawn(assessment, duty, reason, now)
        event.detail = {"because": reason}
    return assessment


def decide(
    *, assessment: Assessment, decision: str, reason: str, by: Actor, now: datetime
) -> Review:
    """Accept or return a submission, with a reason; of two reviewers at once, the first decides.

    Raises NotPermitted for everybody who has a part in it, NotAllowedNow if it is not submitted.
    """
    permissions.check_decide(by, assessment)
    if decision not in ("accepted", "returned"):
        raise InvalidInput(_("Decide “accepted” or “returned”."), field="decision")
    told = contents.reason(reason, field="reason")
    with audit.change(
        action=f"assessment.{decision}", about=assessment, by=by, at=now, detail={"reason": told}
    ):
        steps.move(assessment, to=AssessmentStatus(decision), decided_at=now)
        review = Review.objects.create(
            provider=assessment.provider,
            assessment=assessment,
            decision=decision,
            reason=told,
            decided_at=now,
            decided_by_id=_person(by),
            decided_by_name=by.name,
        )
        duty = submissions.subject(assessment)
        standing.restate(duty, now=now)
        announcements.decided(review, assessment, duty, now)
    return review


def comment(
    *,
    duty: Duty,
    assessment: Assessment | None = None,
    text: str,
    is_shared: bool = False,
    answer_by: date | None = None,
    files: Sequence[IncomingFile] = (),
    by: Actor,
    now: datetime,
) -> Comment:
    """Write a remark: among the provider's people, or shared with the AI Office on a submission.

    ``answer_by`` is a day by which a reviewer asks for an answer; it starts a clock, which the
    provider's next shared remark on the duty, or its next submission, meets. ``files`` are kept
    with the remark and reach whoever reads it; they are no evidence.
    """
    permissions.check_comment(by, duty, assessment, is_shared=is_shared)
    words = texts.prose(text, field="text")
    if not words:
        raise InvalidInput(_("Write the comment."), field="text")
    _check_addressed(duty, assessment, is_shared)
    if answer_by is not None:
        permissions.check_request_answer(by, duty)
        _check_answer_by(answer_by, brussels_day(now))
    checked = comment_files.read(files, provider=duty.provider, by=by)
    written = Comment(
        provider=duty.provider,
        duty=duty,
        assessment=assessment,
        is_shared=is_shared,
        text=words,
        answer_by=answer_by,
        written_at=now,
        written_by_id=_person(by),
        written_by_name=by.name,
    )
    with audit.change(action="comment.written", about=written, by=by, at=now) as event:
        written.save(force_insert=True)
        if by.role_in(duty.provider_id) is None:
            remarks.start(written, duty, now=now)
        elif is_shared and assessment is not None:
            remarks.answer(written, now=now)
        announcements.commented(written, duty, by, now)
        kept = comment_files.store(written, checked, now=now)
        event.detail = {"is_shared": is_shared, "text_sha256": _fingerprint(words)}
        event.detail |= {"files": [one.sha256 for one in kept]} if kept else {}
    return written


def _person(by: Actor) -> UUID:
    if by.user_id is None:
        raise NotPermitted(_("This is done by a person, not by the timetable."))
    return by.user_id


def _claim(value: str) -> str:
    if value and value not in {claim.value for claim in Claim}:
        names = ", ".join(claim.value for claim in Claim)
        raise InvalidInput(_("A claim is one of: {names}.").format(names=names), field="claim")
    return value


def _position(value: str) -> str:
    return texts.prose(value, field="position", limit=POSITION_LIMIT)


def _authors(before: Sequence[UUID], by: Actor) -> list[UUID]:
    return [*before, by.user_id] if by.user_id and by.user_id not in before else [*before]


def _check_in_force(duty: Duty) -> None:
    ended_on = Duty.objects.values_list("ended_on", flat=True).get(pk=duty.pk)
    if ended_on is not None:
        raise NotAllowedNow(
            _("The duty {key} ended on {ended_on}.").format(key=duty.key, ended_on=ended_on)
        )


def _check_addressed(duty: Duty, assessment: Assessment | None, is_shared: bool) -> None:
    if assessment is not None and assessment.duty_id != duty.pk:
        raise InvalidInput(_("There is no such assessment of this duty."), field="assessment")
    if is_shared and (assessment is None or assessment.submitted_at is None):
        raise InvalidInput(
            _("Only a comment on an assessment that was submitted reaches the AI Office."),
            field="is_shared",
        )


def _check_answer_by(day: date, today: date) -> None:
    if not today <= day <= today + LONGEST_WAIT:
        raise InvalidInput(
            _("Ask for an answer between {first} and {last}.").format(
                first=today, last=today + LONGEST_WAIT
            ),
            field="answer_by",
        )


def _detail(assessment: Assessment) -> dict[str, Any]:
    return {
        "number": assessment.number,
        "claim": assessment.claim,
        "position_sha256": _fingerprint(assessment.position),
    }


def _fingerprint(words: str) -> str:
    return sha256(words.encode()).hexdigest()
