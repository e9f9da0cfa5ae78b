"""The clock of a remark that asks for an answer: it opens with the remark, an answer meets it.

An answer is a shared remark of the provider on the same duty. What is taken back or handed in anew
ends the clock without one. All is called within the provider's turn, so that a remark and an
answer written at the same instant come one after the other.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from obligations.law import requests as law
from obligations.law.deadlines import brussels_day
from obligations.models import Comment, Deadline, Duty
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
    before = Comment.objects.filter(duty=comment.duty_id, written_at__lte=comment.written_at)
    _open(before).update(done_on=brussels_day(now), met_at=now, next_check_at=None)


def end(asked: QuerySet[Comment], *, now: datetime) -> int:
    """End the open clocks of remarks on what was taken back or handed in anew, and count them.

    What was asked was about an earlier text; the clocks stay on record as cancelled.
    """
    return _open(asked).update(cancelled_at=now, next_check_at=None)


def _open(remarks: QuerySet[Comment]) -> QuerySet[Deadline]:
    rows: QuerySet[Deadline] = Deadline.objects.open()
    return rows.filter(matter=REMARK, matter_id__in=remarks.values("pk"))
