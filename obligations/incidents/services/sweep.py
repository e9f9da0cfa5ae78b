"""The nightly look: no unresolved incident is without an open clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from obligations.incidents.models import Incident
from obligations.incidents.queries import records
from obligations.incidents.services import running
from obligations.law.deadlines import brussels_day
from obligations.models import Deadline
from obligations.queries import notices as people
from obligations.services import notices
from obligations.services.counting import counted
from providers.services import audit


@dataclass(frozen=True, slots=True)
class SweepReport:
    """What a sweep found; ``repaired`` had lost a clock, ``lost`` have none even so."""

    looked_at: int
    repaired: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def is_alarm(self) -> bool:
        """Whether an operator must look."""
        return bool(self.repaired or self.lost)

    def __str__(self) -> str:
        return (
            f"{counted(self.looked_at, 'unresolved incident')}: {len(self.repaired)} had lost a "
            f"clock, {len(self.lost)} are without one."
        )


def sweep(*, now: datetime) -> SweepReport:
    """Run the clocks of every unresolved incident again, and alarm operators where one was lost.

    Safe to run at any time and twice: where nothing is lost, nothing is written.
    """
    waiting = Incident.objects.filter(is_near_miss=False, dismissed_at=None, closed_at=None)
    repaired: list[Incident] = []
    lost: list[Incident] = []
    rows = waiting.select_related("provider", "bundled_into").order_by("provider_id", "number")
    names = list(rows)
    for incident in names:
        with audit.turn(incident.provider):
            incident.refresh_from_db()
            had_clock = _has_clock(incident)
            running.follow(incident, now=now)
            if had_clock or not _needs_clock(incident, now):
                continue
            (repaired if _has_clock(incident) else lost).append(incident)
            _alarm(incident, now)
    return SweepReport(
        len(names), tuple(str(one) for one in repaired), tuple(str(one) for one in lost)
    )


def _has_clock(incident: Incident) -> bool:
    """Whether a clock runs for it; where it is told with another one, that one's counts."""
    told_in = incident.bundled_into_id or incident.pk
    rows = Deadline.objects.open().filter(matter=running.MATTER, matter_id=told_in)
    return rows.exists()


def _needs_clock(incident: Incident, now: datetime) -> bool:
    if incident.state not in ("open", "resolved", "bundled"):
        return False
    return not records.basis(incident, on=brussels_day(now)).is_voluntary


def _alarm(incident: Incident, now: datetime) -> None:
    notices.queue(
        recipients=people.operators(),
        kind="incident.clock-lost",
        key=f"incident:{incident.pk}:clock-lost:{brussels_day(now)}",
        title="An unresolved incident had no clock",
        text=f"Incident {incident.pk} had no open clock. Its clocks were run again; find out why.",
        path="",
        provider=None,
        now=now,
        is_always_mailed=True,
    )
