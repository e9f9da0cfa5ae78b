"""Assess duties: draft, hand in with the evidence frozen, decide as a second person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
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
    contents,
    remarks,
    standing,
    steps,
    submissions,
)
from obligations.services.steps import NotAllowedNow
from providers import text as texts
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.services import audit, revisions

POSITION_LIMIT = 20_000
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
        ended = remarks.end(Comment.objects.filter(duty=duty), now=now)
        standing.restate(duty, now=now)
        announcements.submitted(assessment, duty, now, has_ended=ended > 0)
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
            ended = remarks.end(Comment.objects.filter(assessment=assessment), now=now)
            announcements.withdrawn(assessment, duty, reason, now, has_ended=ended > 0)
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
            decided_by_id=steps.person(by),
            decided_by_name=by.name,
        )
        duty = submissions.subject(assessment)
        standing.restate(duty, now=now)
        announcements.decided(review, assessment, duty, now)
    return review


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


def _detail(assessment: Assessment) -> dict[str, Any]:
    return {
        "number": assessment.number,
        "claim": assessment.claim,
        "position_sha256": _fingerprint(assessment.position),
    }


def _fingerprint(words: str) -> str:
    return sha256(words.encode()).hexdigest()
