"""Part one, continued: incidents with and without an end, and a compute ledger near 10^25."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from obligations.demo.fictional import Workspace
from obligations.incidents.models import Incident, IncidentReport
from obligations.incidents.services import authorities, incidents, reports, resolutions, submissions
from obligations.law.deadlines import brussels_day
from obligations.systemic_risk.services import entries
from obligations.systemic_risk.services.entries import NewEntry
from providers.actors import Actor


def build(
    described: Mapping[str, Any], workspaces: Mapping[str, Workspace], *, now: datetime
) -> None:
    """Record the incidents and the ledger that are described, through the services people use."""
    for one in described["incidents"]:
        _incident(one, workspaces[one["provider"]], now)
    _ledger(described["ledger"], workspaces, now)


def _incident(described: Mapping[str, Any], workspace: Workspace, now: datetime) -> None:
    def at(name: str) -> datetime | None:
        hours = described.get(name)
        return None if hours is None else now + timedelta(hours=hours)

    made = incidents.open_incident(
        provider=workspace.provider,
        title=described["title"],
        description=described["description"],
        classes=described.get("classes", ()),
        models=[workspace.models[name] for name in described["models"]],
        is_near_miss=described.get("is_near_miss", False),
        occurred_at=at("occurred"),
        first_report_received_at=at("received"),
        aware_at=at("aware"),
        aware_by=described.get("aware_by", ""),
        aware_because=described.get("ground", ""),
        high_risk=described.get("high_risk", "unknown"),
        by=workspace.officer,
        now=now,
    )
    if "resolution" in described:
        _to_the_end(made, described, workspace.officer, now)
    elif "reports" in described:
        _half_way(made, described, workspace.officer, now)


def _to_the_end(incident: Incident, described: Mapping[str, Any], by: Actor, now: datetime) -> None:
    """Report on an incident, tell an authority, resolve it, and report for the last time."""
    authority = dict(described["authority"])
    told_at = now + timedelta(hours=authority.pop("told"))
    authorities.name_authority(incident=incident, told_at=told_at, by=by, now=now, **authority)
    first, last = described["reports"]
    _report(incident, described, now + timedelta(hours=first), by, now)
    resolutions.resolve(
        incident=incident,
        resolved_at=now + timedelta(hours=described["resolved"]),
        resolution=described["resolution"],
        by=by,
        now=now,
    )
    _report(incident, described, now + timedelta(hours=last), by, now)


def _half_way(incident: Incident, described: Mapping[str, Any], by: Actor, now: datetime) -> None:
    """Send the first report with what it lacks, and begin the next one."""
    (first,) = described["reports"]
    _report(incident, described, now + timedelta(hours=first), by, now)
    _draft(incident, described["next"], by, now)


def _draft(
    incident: Incident, described: Mapping[str, Any], by: Actor, now: datetime
) -> IncidentReport:
    report = reports.draft(incident=incident, by=by, now=now)
    given = {key: {"text": words} for key, words in described["answers"].items()}
    lacks = described.get("lacks", {})
    given |= {key: {"missing_because": words} for key, words in lacks.items()}
    return reports.edit(report=report, answers=given, revision=report.revision, by=by, now=now)


def _report(
    incident: Incident, described: Mapping[str, Any], sent_at: datetime, by: Actor, now: datetime
) -> None:
    submissions.submit(
        report=_draft(incident, described, by, now),
        recipients="AI Office",
        channel="Portal of the AI Office (demonstration)",
        submitted_at=sent_at,
        by=by,
        now=now,
    )


def _ledger(
    described: Mapping[str, Any], workspaces: Mapping[str, Workspace], now: datetime
) -> None:
    workspace, today = workspaces[described["provider"]], brussels_day(now)
    for one in described["entries"]:
        entry = NewEntry(
            name=one["name"],
            kind=one["kind"],
            method=one["method"],
            inputs=one["inputs"],
            begins_on=today + timedelta(days=one["begins"]),
            ends_on=today + timedelta(days=one["ends"]),
            known_on=today + timedelta(days=one["known"]),
            is_planned=one.get("is_planned", False),
            is_public=one.get("is_public"),
            uncertainty_percent=Decimal(one["uncertainty"]) if "uncertainty" in one else None,
            assumptions=one.get("assumptions", ""),
        )
        entries.add(
            ai_model=workspace.models[described["model"]],
            entry=entry,
            by=workspace.officer,
            now=now,
        )
