"""The nightly look: no unresolved incident is without an open clock."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from obligations.incidents.models import Incident
from obligations.incidents.queries import records, watch
from obligations.incidents.services import loop
from obligations.law.deadlines import brussels_day
from obligations.queries import notices as people
from obligations.services import notices
from obligations.services.counting import counted
from providers.actors import TIMETABLE
from providers.models import Provider
from providers.services import audit

log = logging.getLogger(__name__)

UNRESOLVED = Q(is_near_miss=False, dismissed_at=None, closed_at=None)


@dataclass(frozen=True, slots=True)
class SweepReport:
    """What a sweep found.

    ``repaired`` had lost a clock, ``lost`` have none even so, ``failed`` could not be looked at.
    """

    looked_at: int = 0
    repaired: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()

    def __add__(self, other: SweepReport) -> SweepReport:
        return SweepReport(
            self.looked_at + other.looked_at,
            self.repaired + other.repaired,
            self.lost + other.lost,
            self.failed + other.failed,
        )

    @property
    def is_alarm(self) -> bool:
        """Whether an operator must look."""
        return bool(self.repaired or self.lost or self.failed)

    def __str__(self) -> str:
        return (
            f"{counted(self.looked_at, 'unresolved incident')}: {len(self.repaired)} had lost a "
            f"clock, {len(self.lost)} are without one, {len(self.failed)} could not be looked at."
        )


def sweep(*, now: datetime) -> SweepReport:
    """Run the clocks of every unresolved incident again, and alarm operators where one was lost.

    Each provider has one turn, so that nobody changes a fact of it between the looking and the
    holding. What turned voluntary by the passing of a day is told to its officers, as in every
    change. Safe to run at any time and twice: where nothing is lost, nothing is written.
    """
    waiting = Incident.objects.filter(UNRESOLVED).values("provider")
    found = SweepReport()
    for provider in Provider.objects.filter(pk__in=waiting).order_by("pk"):
        with audit.turn(provider):
            found += _sweep(provider, now)
    return found


def _sweep(provider: Provider, now: datetime) -> SweepReport:
    """Sweep the incidents of one provider, within its turn.

    What had a clock is looked at before the first one is held, since a clock that a first incident
    loses or gets back changes what watches those told in it.
    """
    repaired: list[str] = []
    lost: list[str] = []
    failed: list[str] = []
    first = F("bundled_into").asc(nulls_first=True)  # What tells others is looked at before them.
    rows = Incident.objects.filter(UNRESOLVED, provider=provider).order_by(first, "number")
    incidents = list(rows.select_related("provider", "bundled_into"))
    unwatched = watch.unwatched(incidents)
    for incident in incidents:
        incident.refresh_from_db()  # What was held before it may have changed it, or its first one.
        try:
            with transaction.atomic():
                loop.hold(incident, by=TIMETABLE, now=now)
        except Exception:
            # One that cannot be held must not keep the clocks of the others from being looked at.
            log.exception("Incident %s could not be swept.", incident.pk)
            failed.append(str(incident))
            _alarm(
                incident,
                "not-swept",
                now,
                title="An unresolved incident could not be looked at",
                text=f"Incident {incident.pk} could not be looked at. The log says why.",
            )
            continue
        if incident.pk not in unwatched or not _needs_clock(incident, now):
            continue
        (lost if watch.unwatched([incident]) else repaired).append(str(incident))
        _alarm(
            incident,
            "clock-lost",
            now,
            title="An unresolved incident had no clock",
            text=(
                f"Incident {incident.pk} had no open clock. Its clocks were run again; find out "
                "why."
            ),
        )
    return SweepReport(len(incidents), tuple(repaired), tuple(lost), tuple(failed))


def _needs_clock(incident: Incident, now: datetime) -> bool:
    if incident.state not in watch.IN_THE_LOOP:
        return False
    return not records.basis(incident, on=brussels_day(now)).is_voluntary


def _alarm(incident: Incident, key: str, now: datetime, *, title: str, text: str) -> None:
    notices.queue(
        recipients=people.operators(),
        kind="incident.clock-lost",
        key=f"incident:{incident.pk}:{key}:{brussels_day(now)}",
        title=title,
        text=text,
        path="",
        provider=None,
        now=now,
        is_always_mailed=True,
    )
