"""What a submission is made of: complete, frozen as it was relied on, and shared from then on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from obligations.law.deadlines import brussels_day
from obligations.law.workflow import Claim
from obligations.models import Assessment, AssessmentEvidence, Deadline, Duty, EvidenceVersion
from obligations.services import care, sharing
from providers.errors import InvalidInput


def subject(assessment: Assessment) -> Duty:
    """Read the duty of an assessment as it is now, with whom and what it is about."""
    duties = Duty.objects.select_related("provider", "ai_model", "obligation__edition")
    duty: Duty = duties.get(pk=assessment.duty_id)
    return duty


def check_complete(
    assessment: Assessment, duty: Duty, versions: Sequence[EvidenceVersion], *, on: date
) -> None:
    """Raise InvalidInput naming everything that is missing before it can be handed in."""
    problems = []
    if not assessment.claim:
        problems.append(InvalidInput(_("Say what you claim about this duty."), field="claim"))
    if not versions and not assessment.position:
        message = _("Record evidence, or explain your position in words.")
        problems.append(InvalidInput(message, field="position"))
    elif assessment.claim == Claim.NOT_APPLICABLE and not assessment.position:
        message = _("Explain why the duty does not apply.")
        problems.append(InvalidInput(message, field="position"))
    try:
        if duty.route:
            care.check_route(duty, duty.route, duty.route_explanation, on=on)
    except InvalidInput as problem:
        problems.append(problem)
    if problems:
        raise InvalidInput.of_all(problems)


def ruling(duty: Duty, now: datetime) -> dict[str, Any]:
    """Copy what the law engine answered, with its text and its days, as plain JSON."""
    edition = duty.obligation.edition
    return {
        "on": brussels_day(now).isoformat(),
        "key": duty.key,
        "title": duty.obligation.title,
        "edition": f"{edition.title} ({edition.in_force_from.isoformat()})",
        "owed": duty.owed,
        "because": duty.because,
        "cite": duty.cite,
        "bearer": duty.bearer,
        "applies_from": _iso(duty.applies_from),
        "enforceable_from": _iso(duty.enforceable_from),
        "missing": duty.missing,
        "doubts": duty.doubts,
        "deadlines": [_days(deadline) for deadline in _deadlines(duty)],
    }


def freeze(assessment: Assessment, versions: Iterable[EvidenceVersion], now: datetime) -> None:
    """Keep exactly these versions, with today's words about them, as part of the submission."""
    frozen = [
        AssessmentEvidence(
            provider=assessment.provider,
            assessment=assessment,
            version=version,
            title=version.evidence.title,
            proves=version.evidence.proves,
        )
        for version in versions
    ]
    AssessmentEvidence.objects.bulk_create(frozen)
    ids = [row.version_id for row in frozen]
    EvidenceVersion.objects.filter(pk__in=ids, submitted_at=None).update(submitted_at=now)


def share(duty: Duty, now: datetime) -> None:
    """Let the AI Office know that the duty, its model and its provider exist."""
    Duty.objects.filter(pk=duty.pk, shared_with_office_at=None).update(shared_with_office_at=now)
    sharing.with_office(duty.provider, duty.ai_model, now=now)


def manifest(versions: Iterable[EvidenceVersion]) -> list[dict[str, Any]]:
    """Name what was frozen so that an audit event can prove it."""
    return [
        {
            "version_id": version.pk,
            "number": version.number,
            "sha256": version.sha256,
            "redactions": version.redactions,
        }
        for version in versions
    ]


def _deadlines(duty: Duty) -> Iterable[Deadline]:
    return duty.deadlines.filter(cancelled_at=None).order_by("due_on", "clock", "pk")


def _days(deadline: Deadline) -> dict[str, Any]:
    return {
        "clock": deadline.clock,
        "title": deadline.title,
        "strict": deadline.due_on.isoformat(),
        "rolled": deadline.rolled_on.isoformat(),
        "provisional": deadline.is_provisional,
        "because": deadline.because,
        "cite": deadline.cite,
    }


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
