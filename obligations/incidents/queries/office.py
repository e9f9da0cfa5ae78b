"""What the AI Office reads of incidents: submitted reports, and the clocks they tell of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from obligations.incidents.models import IncidentReport
from obligations.incidents.queries import records
from obligations.incidents.words import CLASSES
from obligations.law.incident_clocks import IncidentClock
from obligations.law.incidents import Classified, IncidentClass, Record, Stage, Submitted
from providers.actors import Actor


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock as the submitted reports tell it; late where the report came after its day."""

    clock: IncidentClock
    is_late: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class Sight:
    """One report with the others on its incident, oldest first, and the clocks they tell of."""

    report: IncidentReport
    reports: Sequence[IncidentReport]
    clocks: Sequence[Clock]


def submitted(actor: Actor) -> QuerySet[IncidentReport]:
    """Give the submitted reports the actor may read, the last first; never a draft."""
    rows: QuerySet[IncidentReport] = IncidentReport.objects.visible_to(actor)
    found = rows.filter(submitted_at__isnull=False).select_related("provider")
    return found.order_by("-submitted_at", "-pk")


def providers(actor: Actor) -> list[tuple[UUID, str]]:
    """Name the providers that submitted a report."""
    rows = submitted(actor).order_by("provider__name", "provider")
    return list(rows.values_list("provider", "provider__name").distinct())


def chosen(
    actor: Actor,
    *,
    provider: UUID | None = None,
    stage: str = "",
    class_name: str = "",
    words: str = "",
) -> QuerySet[IncidentReport]:
    """Give the reports that a filter keeps."""
    rows = submitted(actor)
    if provider:
        rows = rows.filter(provider=provider)
    if stage:
        rows = rows.filter(stage=stage)
    if class_name:
        rows = rows.filter(particulars__classes__contains=[class_name])
    if words:
        rows = rows.filter(
            Q(particulars__title__icontains=words)
            | Q(provider__name__icontains=words)
            | Q(reference__icontains=words)
        )
    return rows


def classes(report: IncidentReport) -> list[str]:
    """Name the classes under which a report was submitted."""
    return [CLASSES[IncidentClass(name)] for name in report.particulars["classes"]]


def is_late(report: IncidentReport) -> bool:
    """Say whether a report went out after the last day that counted when it did."""
    due, sent = report.last_day, _sent(report)
    return due is not None and sent is not None and sent.on > due


def sight(report: IncidentReport, actor: Actor, *, on: date) -> Sight:
    """Gather what is around a report, from submitted reports alone, in one query."""
    same = submitted(actor).filter(incident=report.incident_id)
    reports = list(same.order_by("number", "pk"))
    runs = any(one.particulars["due_on"] for one in reports)
    counted = records.clocks(_record(reports)) if runs else ()
    return Sight(report, reports, [_clock(one, on) for one in counted])


def _clock(one: IncidentClock, on: date) -> Clock:
    done = one.done_on
    is_late = done is not None and done > one.due.strict
    return Clock(one, is_late, done is None and on > one.due.strict)


def _record(reports: Sequence[IncidentReport]) -> Record:
    """Read an incident as its reports tell it: the last one for its instants, each for itself."""
    last = reports[-1].particulars
    aware_at, resolved_at = _instant(last["aware_at"]), _instant(last["resolved_at"])
    return Record(
        aware_at=aware_at,
        resolved_at=resolved_at,
        classes=tuple(
            Classified(incident_class=IncidentClass(name), added_at=aware_at)
            for name in last["classes"]
            if aware_at is not None
        ),
        reports=tuple(one for one in map(_sent, reports) if one is not None),
    )


def _sent(report: IncidentReport) -> Submitted | None:
    if report.submitted_at is None:
        return None
    names = report.particulars["classes"]
    return Submitted(
        stage=Stage(report.stage),
        submitted_at=report.submitted_at,
        classes=tuple(IncidentClass(name) for name in names),
    )


def _instant(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
