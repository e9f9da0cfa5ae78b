"""Where duties stand: derived from evidence, assessments and deadlines, for lists to use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from obligations.law import freshness, workflow
from obligations.law.workflow import AssessmentStatus
from obligations.models import Assessment, Duty, EvidenceLink
from obligations.services import deadlines, nearest

DERIVED = ("work_status", "claim", "decision", "freshness", "evidence_count", "changed_at")


@dataclass(slots=True)
class Recorded:
    """What is recorded for one duty, as far as its standing depends on it.

    ``covers_to`` has one day for each piece of evidence; ``submitted`` is the latest assessment
    that ever was.
    """

    covers_to: list[date | None] = field(default_factory=list)
    latest: Assessment | None = None
    submitted: Assessment | None = None


def restate(duty: Duty, *, now: datetime) -> Duty:
    """Derive the standing of a duty after someone changed what it rests on.

    Stops or restarts its clocks, and copies day and flag of the next deadline. Returns the duty as
    it now is.
    """
    restate_all([duty.pk], now=now)
    duty.refresh_from_db()
    return duty


def restate_all(duties: Iterable[UUID], *, now: datetime) -> None:
    """Derive the standing of many duties, in a constant number of queries."""
    wanted = set(duties)
    if not wanted:
        return
    with transaction.atomic():
        # Locked before anything is read: a scan of deadlines writes the same rows, and leaves
        # alone those that are held.
        held = Duty.objects.filter(pk__in=wanted).order_by("pk")
        rows = list(held.select_for_update(no_key=True))
        recorded = _recorded([duty.pk for duty in rows])
        for duty in rows:
            _derive(duty, recorded[duty.pk], now)
        Duty.objects.bulk_update(rows, DERIVED, batch_size=500)
        deadlines.settle(rows, now=now)
        nearest.show(duty.pk for duty in rows)


def _recorded(duties: Sequence[UUID]) -> dict[UUID, Recorded]:
    recorded: dict[UUID, Recorded] = defaultdict(Recorded)
    links = EvidenceLink.objects.filter(
        duty__in=duties,
        unlinked_at=None,
        evidence__withdrawn_at=None,
        evidence__versions__number=F("evidence__latest_number"),
    )
    for duty_id, covers_to in links.values_list("duty_id", "evidence__versions__covers_to"):
        recorded[duty_id].covers_to.append(covers_to)
    assessments = Assessment.objects.filter(duty__in=duties).order_by("number")
    for assessment in assessments.only("duty_id", "status", "claim", "submitted_at"):
        of_duty = recorded[assessment.duty_id]
        of_duty.latest = assessment
        if assessment.submitted_at is not None:
            of_duty.submitted = assessment
    return recorded


def _derive(duty: Duty, recorded: Recorded, now: datetime) -> None:
    latest = _status(recorded.latest)
    submitted = _status(recorded.submitted)
    duty.evidence_count = len(recorded.covers_to)
    duty.freshness = freshness.of_duty(recorded.covers_to, now)
    duty.work_status = workflow.work_status(
        evidence_count=duty.evidence_count,
        has_draft=latest is AssessmentStatus.DRAFT,
        latest=latest,
        ended=duty.ended_on is not None,
    )
    duty.decision = workflow.decision(submitted)
    # What stands in a draft was not claimed yet, and what was withdrawn is claimed no more.
    stands = recorded.submitted is not None and submitted is not AssessmentStatus.WITHDRAWN
    duty.claim = recorded.submitted.claim if recorded.submitted and stands else ""
    duty.changed_at = now


def _status(assessment: Assessment | None) -> AssessmentStatus | None:
    return None if assessment is None else AssessmentStatus(assessment.status)
