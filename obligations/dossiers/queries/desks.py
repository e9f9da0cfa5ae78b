"""How rows of incidents, compute, requests and readings are written; see ``rows`` for the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from obligations.dossiers.queries.plain import day, instant
from obligations.incidents.models import Incident
from obligations.indicators.models import Reading
from obligations.requests.models import Request
from obligations.systemic_risk.models import ComputeEntry

Row = Sequence[Any]


def _incident(row: Incident, context: Any) -> Row:
    until = context.scope.until
    is_resolved = row.resolved_at is not None and row.resolved_at < until
    return (
        row.number,
        row.title,
        row.is_near_miss,
        instant(row.occurred_at),
        instant(row.aware_at),
        instant(row.resolved_at) if is_resolved else "",
        day(row.keep_until),
        instant(row.recorded_at),
        str(row.pk),
    )


def _compute(row: ComputeEntry, context: Any) -> Row:
    return (
        row.name,
        row.kind,
        f"{row.flop:f}",
        row.method,
        row.is_planned,
        day(row.begins_on),
        day(row.ends_on),
        day(row.known_on),
        str(row.supersedes_id or ""),
        row.is_struck,
        row.because,
        instant(row.recorded_at),
        str(row.pk),
    )


def _request(row: Request, context: Any) -> Row:
    on = context.scope.on
    is_answered = row.answered_on is not None and row.answered_on <= on
    return (
        row.number,
        row.asker,
        row.asked_by,
        day(row.received_on),
        row.asks,
        row.basis,
        day(row.due_on),
        day(row.answered_on) if is_answered else "",
        str(row.pk),
    )


def _reading(row: Reading, context: Any) -> Row:
    return (
        row.indicator.measure,
        row.definition.name,
        "" if row.value is None else f"{row.value.normalize():f}",
        row.definition.unit,
        day(row.taken_on),
        str(row.supersedes_id or ""),
        row.reason,
        instant(row.recorded_at),
        str(row.pk),
    )


SHAPES: Mapping[str, tuple[Sequence[str], Callable[[Any, Any], Row]]] = {
    "incidents": (
        (
            *("number", "title", "near_miss", "occurred_at", "aware_at", "resolved_at"),
            *("keep_until", "recorded_at", "id"),
        ),
        _incident,
    ),
    "compute": (
        (
            *("run", "kind", "flop", "method", "planned", "begins_on", "ends_on", "known_on"),
            *("supersedes", "struck", "because", "recorded_at", "id"),
        ),
        _compute,
    ),
    "requests": (
        (
            *("number", "asker", "asked_by", "received_on", "asks", "basis", "day_set"),
            *("answered_on", "id"),
        ),
        _request,
    ),
    "readings": (
        (
            *("measure", "indicator", "value", "unit", "taken_on", "supersedes", "reason"),
            *("recorded_at", "id"),
        ),
        _reading,
    ),
}
