"""Notice that evidence goes stale with the calendar alone, and tell people once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from obligations.law.freshness import Freshness
from obligations.law.wording import long_date
from obligations.models import Duty
from obligations.queries import evidence as queries
from obligations.queries import notices as people
from obligations.services import announcements, notices, standing
from obligations.services.notices import Message
from providers.actors import Role
from providers.models import Provider
from providers.services import audit

BATCH = 500
TOLD = frozenset({Freshness.STALE_SOON, Freshness.STALE})


@dataclass(frozen=True, slots=True)
class FreshnessReport:
    """What one scan did."""

    changed: int = 0
    notices: int = 0

    def __add__(self, other: FreshnessReport) -> FreshnessReport:
        return FreshnessReport(self.changed + other.changed, self.notices + other.notices)

    def __str__(self) -> str:
        return (
            f"The evidence of {self.changed} duties went stale or soon will, "
            f"{self.notices} notices were queued."
        )


def scan(*, now: datetime) -> FreshnessReport:
    """Bring the freshness of evidence up to date with the calendar, provider by provider.

    Safe to run twice or at once: a duty is looked at again inside its provider's turn, and a
    notice is queued once for each duty, state and last day covered.
    """
    report = FreshnessReport()
    for provider_id, rows in groupby(queries.going_stale(now), key=lambda row: row[0]):
        ids = [pk for _, pk, _ in rows]
        provider = Provider.objects.get(pk=provider_id)
        for start in range(0, len(ids), BATCH):
            report += _scan_batch(provider, ids[start : start + BATCH], now)
    return report


def _scan_batch(provider: Provider, ids: list[UUID], now: datetime) -> FreshnessReport:
    with audit.turn(provider):
        covered = {pk: day for _, pk, day in queries.going_stale(now, among=ids)}
        standing.restate_all(covered, now=now)
        duties = Duty.objects.filter(pk__in=covered).order_by("pk")
        related = duties.select_related("obligation", "ai_model")
        members = people.members_of([provider.pk]).get(provider.pk, {})
        told = notices.queue_all(_messages(related, covered, members), now=now)
    return FreshnessReport(len(covered), told)


def _messages(
    duties: Iterable[Duty], covered: Mapping[UUID, date], members: Mapping[UUID, Role]
) -> Iterator[Message]:
    for duty in duties:
        if duty.freshness not in TOLD:
            continue
        day = covered[duty.pk]
        for person in announcements.answering_for(duty, members):
            yield Message(
                recipient_id=person,
                provider_id=duty.provider_id,
                kind="evidence.freshness",
                key=f"evidence:{duty.pk}:{day}:{duty.freshness}",
                title=_title(duty),
                text=f"The evidence recorded for it covers time up to {long_date(day)}.",
                path=f"/duties/{duty.pk}/",
            )


def _title(duty: Duty) -> str:
    if duty.freshness == Freshness.STALE:
        return f"Evidence stale: {announcements.about(duty)}"
    return f"Evidence soon stale: {announcements.about(duty)}"
