"""The product's own facts about a report, which the template has no fields for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from obligations.incidents.models import Authority, Incident, IncidentReport
from obligations.incidents.queries import records
from obligations.law.deadlines import brussels_day
from obligations.law.incidents import Stage


def of(report: IncidentReport, *, submitted_at: datetime | None, now: datetime) -> dict[str, Any]:
    """Gather the facts as they stand: awareness, classes, stage, last day; plain values alone."""
    incident = report.incident
    found = records.record(incident)
    basis = records.basis(incident, on=brussels_day(now))
    counted = () if basis.is_voluntary else records.clocks(found)
    due = next(
        (one for one in counted if one.stage == report.stage and not one.done_on),
        None,
    )
    return {
        "incident": incident.number,
        "title": incident.title,
        "stage": Stage(report.stage).value,
        "number": report.number,
        "classes": [one.value for one in found.classes_now],
        **{name: _text(getattr(incident, name)) for name in INSTANTS},
        "aware_by": incident.aware_by,
        "due_on": due.due.strict.isoformat() if due else None,
        "due_because": due.due.because if due else "",
        "basis": basis.answer.because,
        "models": _models(incident),
        "authorities": _authorities(incident),
        "told_with": [
            f"{one.name}: {one.title}"
            for one in incident.bundled.filter(dismissed_at=None).order_by("number")
        ],
        "submitted_at": _text(submitted_at),
    }


INSTANTS = (
    "occurred_at",
    "ended_at",
    "first_report_received_at",
    "aware_at",
    "classified_at",
    "resolved_at",
)


def _models(incident: Incident) -> list[str]:
    rows = incident.involvements.order_by("ai_model__name", "pk")
    return list(rows.values_list("ai_model__name", flat=True))


def _authorities(incident: Incident) -> list[dict[str, str | None]]:
    rows = Authority.objects.filter(incident=incident).order_by("member_state", "name")
    return [
        {"name": row.name, "member_state": row.member_state, "told_at": _text(row.told_at)}
        for row in rows
    ]


def _text(value: datetime | None) -> str | None:
    return None if value is None else value.astimezone(UTC).isoformat()
