"""What providers have submitted to the AI Office, and nothing else of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Min, Q, QuerySet

from obligations.law.workflow import AssessmentStatus
from obligations.models import Assessment, AssessmentEvidence, Comment
from providers.actors import Actor
from providers.models import AIModel, Provider

WAITING = Q(assessments__status=AssessmentStatus.SUBMITTED)
SUBMITTED = Q(assessments__submitted_at__isnull=False)


def providers(actor: Actor) -> QuerySet[Provider]:
    """Give the providers that submitted something, the longest wait first, with their counts."""
    shared = Provider.objects.visible_to(actor).filter(shared_with_office_at__isnull=False)
    counted: QuerySet[Provider] = shared.annotate(
        waiting=Count("assessments", filter=WAITING),
        accepted=Count("assessments", filter=Q(assessments__status=AssessmentStatus.ACCEPTED)),
        returned=Count("assessments", filter=Q(assessments__status=AssessmentStatus.RETURNED)),
        oldest_waiting=Min("assessments__submitted_at", filter=WAITING),
        last_submitted=Max("assessments__submitted_at", filter=SUBMITTED),
    )
    return counted.order_by(F("oldest_waiting").asc(nulls_last=True), "name", "pk")


def submitted(actor: Actor) -> QuerySet[Assessment]:
    """Give everything submitted, with what names it."""
    rows = Assessment.objects.visible_to(actor).filter(submitted_at__isnull=False)
    return rows.select_related("provider", "duty__ai_model", "duty__obligation")


def queue(
    actor: Actor, *, provider: UUID | None = None, status: str = "", words: str = ""
) -> QuerySet[Assessment]:
    """Give submissions as filtered; those waiting come first, the oldest of them at the top."""
    rows = submitted(actor)
    if provider:
        rows = rows.filter(provider=provider)
    if status:
        rows = rows.filter(status=status)
    if words:
        rows = rows.filter(
            Q(duty__key__icontains=words)
            | Q(duty__obligation__title__icontains=words)
            | Q(duty__ai_model__name__icontains=words)
            | Q(provider__name__icontains=words)
        )
    waiting_first = Q(status=AssessmentStatus.SUBMITTED)
    return rows.annotate(waits=waiting_first).order_by("-waits", "submitted_at", "pk")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was in the submission before."""

    what: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Submission:
    """Everything a reviewer may see of one submission."""

    assessment: Assessment
    evidence: tuple[AssessmentEvidence, ...]
    comments: tuple[Comment, ...]
    previous: Assessment | None
    differences: tuple[Difference, ...]

    @property
    def ai_model(self) -> AIModel | None:
        """The model it is about; None for a duty of the provider itself."""
        return self.assessment.duty.ai_model


def submission(actor: Actor, assessment: Assessment) -> Submission:
    """Gather one submission in a constant number of queries."""
    before = (
        submitted(actor)
        .filter(duty=assessment.duty_id, number__lt=assessment.number)
        .order_by("-number")
        .first()
    )
    now_frozen, then_frozen = _frozen(actor, assessment), _frozen(actor, before)
    comments = Comment.objects.visible_to(actor).filter(assessment=assessment, is_shared=True)
    return Submission(
        assessment=assessment,
        evidence=now_frozen,
        comments=tuple(comments.order_by("written_at", "pk")),
        previous=before,
        differences=_differences(before, assessment, then_frozen, now_frozen) if before else (),
    )


def _frozen(actor: Actor, assessment: Assessment | None) -> tuple[AssessmentEvidence, ...]:
    if assessment is None:
        return ()
    rows = AssessmentEvidence.objects.visible_to(actor).filter(assessment=assessment)
    return tuple(rows.select_related("version").order_by("title", "pk"))


def _differences(
    before: Assessment,
    now: Assessment,
    then_frozen: tuple[AssessmentEvidence, ...],
    now_frozen: tuple[AssessmentEvidence, ...],
) -> tuple[Difference, ...]:
    def names(frozen: tuple[AssessmentEvidence, ...]) -> str:
        return "; ".join(f"{one.title} (version {one.version.number})" for one in frozen) or "none"

    pairs: list[tuple[str, Any, Any]] = [
        ("Claim", before.claim, now.claim),
        ("Position", before.position, now.position),
        ("Way of demonstrating", before.route, now.route),
        ("Explanation of the way", before.route_explanation, now.route_explanation),
        ("Law's answer", before.ruling.get("because"), now.ruling.get("because")),
        ("Evidence", names(then_frozen), names(now_frozen)),
    ]
    return tuple(
        Difference(what, str(old or "none"), str(new or "none"))
        for what, old, new in pairs
        if old != new
    )


def changed_since(actor: Actor, since: datetime | None) -> int:
    """Count what was submitted after an instant; everything, where there is none."""
    rows = submitted(actor)
    return rows.filter(submitted_at__gt=since).count() if since else rows.count()
