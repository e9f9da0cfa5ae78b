"""Until when evidence is kept: the longest period among the duties it speaks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from obligations.catalogue import loader
from obligations.law import retention
from obligations.law.deadlines import brussels_day
from obligations.law.retention import KeepUntil
from obligations.law.terms import Confidence, Retention, RetentionStart
from obligations.models import Duty, EvidenceVersion
from obligations.queries import evidence as queries
from providers.models import Provider
from providers.services import audit

# Where the texts are silent, evidence is kept as long as the technical documentation. That is our
# advice and is said to be so; it can only ever make something be kept.
ADVISED = Retention(
    years=10,
    start=RetentionStart.PLACING,
    cite="no text; the period of the technical documentation is advised",
    confidence=Confidence.INFERENCE,
)


@dataclass(frozen=True, slots=True)
class Keeping:
    """The last day of keeping, None while it is not known, and why."""

    until: date | None
    because: str


def refresh(*, provider: Provider, ai_model_id: UUID | None = None, now: datetime) -> int:
    """Bring the last day of keeping up to date after a fact changed; return how many changed.

    ``ai_model_id`` narrows it to what may depend on one model.
    """
    touched = queries.touching(provider, ai_model_id)
    return refresh_pieces(touched.values_list("pk", flat=True), provider=provider, now=now)


def refresh_all(*, now: datetime) -> str:
    """Bring the last day of keeping of all evidence up to date; say how much changed."""
    changed = 0
    for provider in Provider.objects.order_by("pk"):
        with audit.turn(provider):
            changed += refresh(provider=provider, now=now)
    return f"The last day of keeping of {changed} versions of evidence changed."


def refresh_pieces(evidence: Iterable[UUID], *, provider: Provider, now: datetime) -> int:
    """Bring the last day of keeping of some pieces up to date, in a constant number of queries."""
    kept_for = queries.kept_for(evidence)
    if not kept_for:
        return 0
    versions = EvidenceVersion.objects.filter(evidence__in=list(kept_for)).order_by("pk")
    periods = _periods(now)
    placed = queries.placings(provider)
    changed = []
    for version in versions:
        keeping = longest(kept_for[version.evidence_id], version.recorded_at, periods, placed)
        if (version.keep_until, version.keep_because) != (keeping.until, keeping.because):
            version.keep_until, version.keep_because = keeping.until, keeping.because
            changed.append(version)
    EvidenceVersion.objects.bulk_update(changed, ["keep_until", "keep_because"], batch_size=500)
    return len(changed)


def longest(
    duties: Iterable[Duty],
    recorded_at: datetime,
    periods: Mapping[str, Retention],
    placed: Mapping[UUID, date],
) -> Keeping:
    """Choose the longest period; it is not known while the end of one of them is not."""
    answers = {_answer(duty, recorded_at, periods, placed) for duty in duties}
    if not answers:
        return Keeping(None, "It speaks for no duty, so no text says how long to keep it.")
    known = sorted((one for one in answers if one.day), key=lambda one: (one.day, one.because))
    unknown = sorted((one for one in answers if not one.day), key=lambda one: one.because)
    if not unknown:
        return Keeping(known[-1].day, _said(known[-1]))
    at_least = f" At least until {known[-1].day}." if known else ""
    return Keeping(None, _said(unknown[0]) + at_least)


def _answer(
    duty: Duty,
    recorded_at: datetime,
    periods: Mapping[str, Retention],
    placed: Mapping[UUID, date],
) -> KeepUntil:
    # What speaks for the provider as a whole speaks for all of its models: the last placing counts.
    own = placed.get(duty.ai_model_id) if duty.ai_model_id else max(placed.values(), default=None)
    return retention.keep_until(
        periods.get(duty.key, ADVISED), placed_on=own, documented_on=brussels_day(recorded_at)
    )


def _said(answer: KeepUntil) -> str:
    return f"{answer.because} ({answer.cite})" if answer.cite else answer.because


def _periods(now: datetime) -> dict[str, Retention]:
    entries = loader.catalogue().as_of(brussels_day(now))
    return {entry.key: entry.retention for entry in entries if entry.retention}
