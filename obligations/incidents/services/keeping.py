"""Until when an incident is kept, extended with every change (Measure 9.4, row DL-26)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from obligations.incidents.models import Incident
from obligations.incidents.queries import records
from obligations.law import retention
from obligations.law.deadlines import brussels_day
from providers.services import revisions


@dataclass(frozen=True, slots=True)
class Kept:
    """The last day of keeping, and why."""

    until: date
    because: str


def keeping(occurred_at: datetime | None, aware_at: datetime | None, now: datetime) -> Kept:
    """Say until when the record is kept: five years from the later of two days, so at least now."""
    incident_on: date = brussels_day(occurred_at or aware_at or now)
    today = brussels_day(now)
    period = records.retention_on(today)
    found = retention.keep_until(period, documented_on=today, incident_on=incident_on)
    if found.day is None:
        raise ValueError("Both days are known, so the last one is.")
    return Kept(found.day, f"{found.because} ({found.cite})")


def claim(incident: Incident, *, now: datetime, revision: int | None = None, **fields: Any) -> None:
    """Write fields and extend the keeping, within the turn that is open.

    Raises StaleRevision where somebody wrote since ``revision``; without one, the row must have
    been read within the turn.
    """
    occurred_at = fields.get("occurred_at", incident.occurred_at)
    kept = keeping(occurred_at, fields.get("aware_at", incident.aware_at), now)
    revisions.claim(
        incident,
        revision=incident.revision if revision is None else revision,
        changed_at=now,
        keep_until=max(kept.until, incident.keep_until),
        keep_because=kept.because,
        **fields,
    )
