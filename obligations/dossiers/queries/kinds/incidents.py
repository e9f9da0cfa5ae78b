"""Incidents and near misses of the model, and those that name no model of the provider."""

from __future__ import annotations

from django.db.models import Q

from obligations.dossiers.queries.parts import Part
from obligations.dossiers.queries.scope import Scope, through
from obligations.incidents.models import (
    Authority,
    Classification,
    Incident,
    IncidentReport,
    Involvement,
)


def _of_model(scope: Scope) -> Q:
    named = Involvement.objects.filter(provider=scope.ai_model.provider_id).order_by()
    mine = named.filter(ai_model=scope.ai_model).values("incident_id")
    is_reached = Q(pk__in=mine) | ~Q(pk__in=named.values("incident_id"))
    return Q(provider=scope.ai_model.provider_id) & is_reached


_of_incidents = through("incident", Incident, _of_model)
_INCIDENT = {"incident_number": "incident__number"}

PARTS = (
    Part(
        key="incidents",
        title="Incidents and near misses",
        model=Incident,
        reach=_of_model,
        known="recorded_at",
        later={
            "resolved_at": ("resolution",),
            "dismissed_at": ("dismissed_because", "dismissed_by_name"),
            "closed_at": (),
            "classified_at": (),
        },
        stated=("occurred_at", "ended_at", "first_report_received_at", "aware_at"),
        since="changed_at",
        without={"changed_at": "whether it changed since is a column of its own"},
    ),
    Part(
        key="classifications",
        title="Classes of incidents",
        model=Classification,
        reach=_of_incidents,
        known="added_at",
        left_out="added after the day",
        named=_INCIDENT,
        later={"removed_at": ("removed_because", "removed_by_name")},
    ),
    Part(
        key="involvements",
        title="Models of incidents",
        model=Involvement,
        reach=_of_incidents,
        known="incident__recorded_at",
        named={**_INCIDENT, "model_name": "ai_model__name"},
    ),
    Part(
        key="authorities",
        title="Authorities told of incidents",
        model=Authority,
        reach=_of_incidents,
        known="recorded_at",
        named=_INCIDENT,
        stated=("told_at",),
    ),
    Part(
        key="incident_reports",
        title="Reports on incidents",
        model=IncidentReport,
        reach=_of_incidents,
        known="recorded_at",
        left_out="drafts, and what was recorded as submitted after the day",
        named=_INCIDENT,
        stated=("submitted_at",),
        without={
            "drafted_at": "drafts are no position",
            "drafted_by_name": "drafts are no position",
        },
    ),
)
