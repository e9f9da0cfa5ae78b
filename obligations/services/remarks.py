"""The clock of a remark that asks for an answer: it opens with the remark, an answer meets it.

An answer is a shared remark of the provider on the same duty, or its next submission. All is
called within the provider's turn, so that a remark and an answer written at the same instant come
one after the other.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from obligations.law import requests as law
from obligations.law.deadlines import brussels_day
from obligations.models import Assessment, Comment, Deadline, Duty
from obligations.models.deadlines import REMARK
from obligations.services import clocks
from obligations.services.clocks import Matter, Wanted

CLOCK = "remark-answer"
CITE = "no text; a reviewer asks for it"


def start(remark: Comment, duty: Duty, *, now: datetime) -> None:
    """Open the clock of a remark of the AI Office; one that asks for no answer has none."""
    if remark.answer_by is None:
        return
    wanted = Wanted(
        clock=CLOCK,
        title="Answer a reviewer at the AI Office",
        event_on=brussels_day(now),
        due=law.remark(remark.answer_by),
        cite=CITE,
    )
    matter = Matter(
        kind=REMARK,
        id=remark.pk,
        provider_id=remark.provider_id,
        ai_model_id=duty.ai_model_id,
        title=duty.obligation.title,
        path=f"/duties/{duty.pk}/#comments",
    )
    clocks.follow(matter, [wanted], now=now)


def answer(comment: Comment, *, now: datetime) -> None:
    """Meet the open clocks of the remarks on the same duty that were there before.

    ``comment`` is the provider's, and shared. Of two answers the first meets them.
    """
    _meet(_asked(duty=comment.duty_id, written_at__lte=comment.written_at), now)


def answer_by_submission(duty: Duty, *, now: datetime) -> None:
    """Meet the open clocks of a duty: what is handed in anew answers what was asked before."""
    _meet(_asked(duty=duty.pk), now)


def drop(assessment: Assessment, *, now: datetime) -> None:
    """Cancel the open clocks of a submission that is taken back; they stay on record."""
    _asked(assessment=assessment.pk).update(cancelled_at=now, next_check_at=None)


def _asked(**which: Any) -> QuerySet[Deadline]:
    """Give the open clocks of remarks."""
    remarks = Comment.objects.filter(answer_by__isnull=False, **which)
    rows: QuerySet[Deadline] = Deadline.objects.open()
    return rows.filter(matter=REMARK, matter_id__in=remarks.values("pk"))


def _meet(waiting: QuerySet[Deadline], now: datetime) -> None:
    waiting.update(done_on=brussels_day(now), met_at=now, next_check_at=None)
