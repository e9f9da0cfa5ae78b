"""The clocks of incidents as deadlines: they follow the record in the turn that changed it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from obligations.incidents.models import Incident, Involvement
from obligations.incidents.queries import records
from obligations.incidents.queries.watch import MATTER
from obligations.law.deadlines import brussels_day
from obligations.law.incident_clocks import IncidentClock
from obligations.law.incidents import Basis
from obligations.services import clocks
from obligations.services.clocks import Matter, Wanted
from obligations.services.deadlines import Moves


def follow(incident: Incident, *, now: datetime) -> Moves:
    """Make the deadlines of an incident agree with its record and the facts, within the turn."""
    return clocks.follow(matter(incident), wanted(incident, now=now), now=now)


def wanted(incident: Incident, *, now: datetime) -> list[Wanted]:
    """Say which clocks an incident runs.

    Where the chapter is not signed they run as a benchmark (A18); where it is not known whether
    they are owed, they run; where no model carries systemic risk, none does.
    """
    basis = records.basis(incident, on=brussels_day(now))
    if basis.is_voluntary:
        return []
    return [_wanted(one, basis) for one in records.clocks(records.record(incident))]


def _wanted(one: IncidentClock, basis: Basis) -> Wanted:
    told = "" if basis.answer.answer else f" {basis.answer.because}"
    return Wanted(
        clock=one.clock,
        title=f"{one.title} (benchmark)" if basis.is_benchmark else one.title,
        event_on=one.event_on,
        due=replace(one.due, because=f"{one.due.because}{told}"),
        cite=one.cite,
        done_on=one.done_on,
    )


def matter(incident: Incident) -> Matter:
    """Name an incident as what runs the clocks; of several models none is singled out."""
    rows = Involvement.objects.filter(incident=incident).order_by("pk")
    models = list(rows.values_list("ai_model_id", flat=True)[:2])
    return Matter(
        kind=MATTER,
        id=incident.pk,
        provider_id=incident.provider_id,
        title=str(incident),
        path=incident.path,
        ai_model_id=models[0] if len(models) == 1 else None,
    )
