"""What providers have submitted to the AI Office, and nothing else of theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Min, Q, QuerySet

from obligations.law.workflow import AssessmentStatus
from obligations.models import Assessment, AssessmentEvidence, Comment, Review
from obligations.queries.resubmissions import Compared, compare
from providers.actors import Actor
from providers.models import AIModel, Provider

WAITING = Q(assessments__status=AssessmentStatus.SUBMITTED)
SUBMITTED = Q(assessments__submitted_at__isnull=False)


def sharing(actor: Actor) -> QuerySet[Provider]:
    """Give the providers that shared anything with the AI Office."""
    rows: QuerySet[Provider] = Provider.objects.visible_to(actor)
    return rows.filter(shared_with_office_at__isnull=False)


def providers(actor: Actor) -> QuerySet[Provider]:
    """Give the providers that submitted something, the longest wait first, with their counts."""
    counted: QuerySet[Provider] = sharing(actor).annotate(
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


def own_decisions(actor: Actor) -> QuerySet[Review]:
    """Give what a reviewer decided, the latest first, whether or not they may still read it."""
    rows: QuerySet[Review] = Review.objects.visible_to(actor).filter(decided_by=actor.user_id)
    return rows.select_related("provider", "assessment").order_by("-decided_at", "-pk")


def open_among(actor: Actor, decisions: QuerySet[Review]) -> frozenset[UUID]:
    """Name the assessments of these decisions that the actor may still open."""
    decided = decisions.order_by().values("assessment")
    return frozenset(submitted(actor).filter(pk__in=decided).values_list("pk", flat=True))


def for_file_note(actor: Actor, assessment_id: UUID) -> Submission | None:
    """Gather a submission for its file note; None where the actor may not read it.

    Whoever decided on it keeps the note for the file when their access has ended, without the
    remarks of others: what is said there since is not theirs to read.
    """
    found = submitted(actor).filter(pk=assessment_id).first()
    if found is not None:
        return submission(actor, found)
    if not own_decisions(actor).filter(assessment=assessment_id).exists():
        return None
    then = replace(actor, needs_access=False)
    kept = submission(then, submitted(then).get(pk=assessment_id))
    own = tuple(one for one in kept.comments if one.written_by_id == actor.user_id)
    return replace(kept, comments=own)


@dataclass(frozen=True, slots=True)
class FrozenDay:
    """A deadline of the duty as it stood when the submission was made."""

    title: str
    strict: date
    rolled: date
    is_provisional: bool
    because: str
    cite: str


@dataclass(frozen=True, slots=True)
class FrozenRuling:
    """The days in the law's answer that was frozen with a submission."""

    on: date | None
    applies_from: date | None
    enforceable_from: date | None
    days: Sequence[FrozenDay]


@dataclass(frozen=True, slots=True)
class Submission:
    """Everything a reviewer may see of one submission.

    ``history`` is every submission on the same duty, the first at the top; ``compared`` holds this
    one against an earlier one, and is None where there is none.
    """

    assessment: Assessment
    evidence: tuple[AssessmentEvidence, ...]
    comments: tuple[Comment, ...]
    history: tuple[Assessment, ...]
    compared: Compared | None

    @property
    def ai_model(self) -> AIModel | None:
        """The model it is about; None for a duty of the provider itself."""
        return self.assessment.duty.ai_model

    @property
    def earlier(self) -> list[Assessment]:
        """The submissions on the same duty that came before."""
        return [one for one in self.history if one.number < self.assessment.number]

    @property
    def ruling(self) -> FrozenRuling:
        """The days of the law's answer as they were frozen."""
        ruling = self.assessment.ruling
        return FrozenRuling(
            on=_day(ruling.get("on")),
            applies_from=_day(ruling.get("applies_from")),
            enforceable_from=_day(ruling.get("enforceable_from")),
            days=[_frozen_day(one) for one in ruling.get("deadlines", ())],
        )


def submission(actor: Actor, assessment: Assessment, *, against: int | None = None) -> Submission:
    """Gather one submission in a constant number of queries.

    ``against`` is the number of the earlier submission to compare with; the last one before it,
    where it is not given or names none.
    """
    same = submitted(actor).filter(duty=assessment.duty_id).select_related("review")
    history = tuple(same.order_by("number", "pk"))
    earlier = [one for one in history if one.number < assessment.number]
    before = next((one for one in earlier if one.number == against), None)
    before = before or (earlier[-1] if earlier else None)
    frozen = _frozen(actor, *filter(None, (assessment, before)))
    mine = frozen[assessment.pk]
    comments = Comment.objects.visible_to(actor).filter(assessment=assessment, is_shared=True)
    return Submission(
        assessment=assessment,
        evidence=tuple(mine),
        comments=tuple(comments.prefetch_related("files").order_by("written_at", "pk")),
        history=history,
        compared=compare(before, assessment, frozen[before.pk], mine) if before else None,
    )


def _frozen(actor: Actor, *among: Assessment) -> dict[UUID, list[AssessmentEvidence]]:
    rows = AssessmentEvidence.objects.visible_to(actor).filter(assessment__in=among)
    found: dict[UUID, list[AssessmentEvidence]] = {one.pk: [] for one in among}
    for row in rows.select_related("version").order_by("title", "pk"):
        found[row.assessment_id].append(row)
    return found


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _frozen_day(written: dict[str, Any]) -> FrozenDay:
    return FrozenDay(
        title=written["title"],
        strict=date.fromisoformat(written["strict"]),
        rolled=date.fromisoformat(written["rolled"]),
        is_provisional=written["provisional"],
        because=written["because"],
        cite=written["cite"],
    )
