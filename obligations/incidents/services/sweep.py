"""The nightly look: no unresolved incident is without an open clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from obligations.incidents.models import Incident
from obligations.incidents.queries import records, watch
from obligations.incidents.services import loop
from obligations.law.deadlines import brussels_day
from obligations.queries import notices as people
from obligations.services import notices
from obligations.services.counting import counted
from providers.actors import TIMETABLE
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

    What had a clock is looked at before the first one is held, since a clock that a first incident
    loses or gets back changes what watches those told in it. What turned voluntary by the passing
    of a day is told to its officers, as in every change.
    Safe to run at any time and twice: where nothing is lost, nothing is written.
    """
    waiting = Incident.objects.filter(is_near_miss=False, dismissed_at=None, closed_at=None)
    repaired: list[Incident] = []
    lost: list[Incident] = []
    first = F("bundled_into").asc(nulls_first=True)  # What tells others is looked at before them.
    rows = waiting.select_related("provider", "bundled_into")
    names = list(rows.order_by("provider_id", first, "number"))
    unwatched = watch.unwatched(names)
    for incident in names:
        with audit.turn(incident.provider):
            incident.refresh_from_db()
            loop.hold(incident, by=TIMETABLE, now=now)
            if incident.pk not in unwatched or not _needs_clock(incident, now):
                continue
            (lost if watch.unwatched([incident]) else repaired).append(incident)
            _alarm(incident, now)
    return SweepReport(
        len(names), tuple(str(one) for one in repaired), tuple(str(one) for one in lost)
    )


def _needs_clock(incident: Incident, now: datetime) -> bool:
    if incident.state not in watch.IN_THE_LOOP:
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
