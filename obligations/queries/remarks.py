"""Whether what reviewers asked for was answered, and by the day they asked for.

Told from the clock of each remark, in days of Brussels, so that provider and AI Office read the
same.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.urls import reverse

from obligations.law.workflow import AnswerState
from obligations.models import Assessment, Comment, Deadline
from obligations.models.deadlines import REMARK
from providers.actors import Actor


def with_states(rows: QuerySet[Comment], *, on: date) -> QuerySet[Any]:
    """Add ``answer_state`` to remarks: an AnswerState, None where no answer was asked for."""
    clocks = _clocks().filter(matter_id=OuterRef("pk")).annotate(state=_state(on))
    return rows.annotate(answer_state=Subquery(clocks.values("state")[:1]))


def states(actor: Actor, assessment: Assessment, *, on: date) -> dict[UUID, str]:
    """Say for each remark on a submission that asks for an answer where it stands."""
    asked = Comment.objects.visible_to(actor).filter(
        assessment=assessment, is_shared=True, answer_by__isnull=False
    )
    return dict(with_states(asked, on=on).values_list("pk", "answer_state"))


def with_answers(rows: QuerySet[Assessment], *, on: date) -> QuerySet[Any]:
    """Add to submissions ``answer_state``, the gravest of their remarks, and ``asked_on``.

    Late comes before waiting, waiting before answered, answered before ended; None where no answer
    was asked for. ``asked_on`` is the nearest day of those that are waited for; ``is_answered``
    says whether any remark has its answer.
    """
    asked = Comment.objects.filter(assessment=OuterRef(OuterRef("pk")), answer_by__isnull=False)
    clocks = _clocks().filter(matter_id__in=asked.values("pk"))
    waiting = clocks.filter(met_at=None, cancelled_at=None)
    return rows.annotate(
        asked_on=Subquery(waiting.order_by("due_on").values("due_on")[:1]),
        is_answered=Exists(clocks.filter(met_at__isnull=False)),
        answer_state=Case(
            When(Exists(waiting.filter(due_on__lt=on)), then=Value(AnswerState.LATE.value)),
            When(Exists(waiting), then=Value(AnswerState.WAITING.value)),
            When(is_answered=True, then=Value(AnswerState.ANSWERED.value)),
            When(Exists(clocks), then=Value(AnswerState.ENDED.value)),
            default=None,
            output_field=CharField(),
        ),
    )


def stands(state: str) -> Q:
    """Tell the submissions with remarks in a state, of rows ``with_answers``.

    Those with an answer are found also where another is still waited for.
    """
    return Q(is_answered=True) if state == AnswerState.ANSWERED else Q(answer_state=state)


def answered(actor: Actor) -> QuerySet[Deadline]:
    """Give the clocks of remarks that an answer met, each with its ``submission``."""
    rows = Deadline.objects.visible_to(actor).filter(matter=REMARK, met_at__isnull=False)
    return with_submission(rows).select_related("ai_model")


def with_submission(rows: QuerySet[Deadline]) -> QuerySet[Any]:
    """Add to clocks the ``submission`` on which their remark stands; None for other clocks."""
    remark = Comment.objects.filter(pk=OuterRef("matter_id"))
    found = Case(When(matter=REMARK, then=Subquery(remark.values("assessment")[:1])))
    return rows.annotate(submission=found)


def office_path(submission: UUID) -> str:
    """Give the place where the AI Office reads the remarks on a submission."""
    return f"{reverse('office-submission', args=[submission])}#remarks"


def _clocks() -> QuerySet[Deadline]:
    rows: QuerySet[Deadline] = Deadline.objects.filter(matter=REMARK)
    return rows


def _state(on: date) -> Case:
    return Case(
        When(cancelled_at__isnull=False, then=Value(AnswerState.ENDED.value)),
        When(done_on__gt=F("due_on"), then=Value(AnswerState.ANSWERED_LATE.value)),
        When(met_at__isnull=False, then=Value(AnswerState.ANSWERED.value)),
        When(due_on__lt=on, then=Value(AnswerState.LATE.value)),
        default=Value(AnswerState.WAITING.value),
        output_field=CharField(),
    )
