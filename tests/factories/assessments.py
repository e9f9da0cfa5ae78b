"""Assessments brought to a state through the services."""

from __future__ import annotations

from datetime import date, datetime

from obligations.models import Assessment, Comment, Duty, Notice, Review
from obligations.services import assessments, comments
from providers.actors import Actor
from tests.factories.providers import NOW


def drafted(
    duty: Duty, by: Actor, *, claim="fulfilled", position="We do.", now: datetime = NOW
) -> Assessment:
    """A draft with a claim and a position."""
    return assessments.draft(duty=duty, claim=claim, position=position, by=by, now=now)


def submitted(duty: Duty, by: Actor, *, now: datetime = NOW, **fields) -> Assessment:
    """A submission that awaits a decision."""
    return assessments.submit(assessment=drafted(duty, by, now=now, **fields), by=by, now=now)


def decided(
    duty: Duty, by: Actor, reviewer: Actor, decision: str, *, now: datetime = NOW, **fields
) -> Review:
    """A submission that was decided on."""
    return assessments.decide(
        assessment=submitted(duty, by, now=now, **fields),
        decision=decision,
        reason=f"It is {decision}.",
        by=reviewer,
        now=now,
    )


def remark(submission: Assessment, by: Actor, answer_by: date, *, now: datetime = NOW) -> Comment:
    """A remark on a submission that asks for an answer by a day."""
    return comments.write(
        duty=submission.duty,
        assessment=submission,
        text="Which version?",
        is_shared=True,
        answer_by=answer_by,
        by=by,
        now=now,
    )


def told(kind: str) -> list[str]:
    """The names of the people who were told a thing of this kind."""
    notices = Notice.objects.filter(kind=kind).select_related("recipient")
    return sorted(notice.recipient.name for notice in notices)
