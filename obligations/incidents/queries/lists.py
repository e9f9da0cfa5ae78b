"""Incidents in lists: filtered, with the clock that ends next, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from obligations.incidents.models import Classification, Incident, IncidentReport, Involvement
from obligations.incidents.queries import watch
from obligations.incidents.queries.watch import MATTER
from obligations.models import Deadline
from obligations.queries import clocks
from obligations.queries.clocks import Running
from providers.actors import Actor
from providers.models import Provider

STATES: Mapping[str, Q] = {
    "open": Q(is_near_miss=False, dismissed_at=None, closed_at=None, resolved_at=None),
    "resolved": Q(is_near_miss=False, dismissed_at=None, closed_at=None, resolved_at__isnull=False),
    "closed": Q(closed_at__isnull=False),
    "dismissed": Q(is_near_miss=False, dismissed_at__isnull=False),
    "near-miss": Q(is_near_miss=True),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One incident of a list with its own clock that ends next, and whether nothing watches it."""

    incident: Incident
    clock: Running | None
    is_without_clock: bool


def visible(actor: Actor) -> QuerySet[Incident]:
    """Give the incidents of one's own providers, with their classes and models."""
    rows: QuerySet[Incident] = Incident.objects.visible_to(actor).filter(
        provider__in=actor.provider_ids
    )
    standing = Classification.objects.filter(removed_at=None).order_by("added_at", "pk")
    involved = Involvement.objects.select_related("ai_model").order_by("ai_model__name", "pk")
    return rows.select_related("provider", "bundled_into").prefetch_related(
        Prefetch("classifications", standing, to_attr="standing_classes"),
        Prefetch("involvements", involved, to_attr="models_involved"),
    )


def chosen(
    provider: Provider, actor: Actor, *, state: str = "", class_name: str = "", words: str = ""
) -> QuerySet[Incident]:
    """Give the incidents that a filter keeps, the newest first."""
    rows = visible(actor).filter(provider=provider).filter(STATES.get(state, Q()))
    if class_name:
        standing = Classification.objects.filter(incident_class=class_name, removed_at=None)
        rows = rows.filter(pk__in=standing.values("incident"))
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(description__icontains=words))
    return rows.order_by("-number", "pk")


def heads(incident: Incident, actor: Actor) -> QuerySet[Incident]:
    """Give the incidents in whose reports this one may be told, as far as rows alone can say.

    They are in the loop, resolved or not, tell themselves, and their initial report is still to
    come; the law has the last word on the one chosen (``services.bundles``).
    """
    in_the_loop = STATES["open"] | STATES["resolved"]
    rows = chosen(incident.provider, actor).filter(in_the_loop, bundled_into=None)
    told = IncidentReport.objects.filter(submitted_at__isnull=False)
    others = rows.exclude(pk=incident.pk).exclude(pk__in=told.values("incident"))
    return others.prefetch_related(None)


def lines(rows: Iterable[Incident], actor: Actor, *, now: datetime) -> list[Line]:
    """Add to each incident the open clock that ends next, in two queries."""
    incidents = list(rows)
    found: dict[object, Running] = {}
    open_ones = (
        Deadline.objects.visible_to(actor)
        .open()
        .filter(matter=MATTER, matter_id__in=[one.pk for one in incidents])
    )
    for row in open_ones.order_by("due_at", "pk"):
        found.setdefault(row.matter_id, clocks.running(row, now))
    silent = watch.without_clock(incidents)
    return [Line(one, found.get(one.pk), one.pk in silent) for one in incidents]


def counts(provider: Provider, actor: Actor) -> dict[str, int]:
    """Count the incidents in each state, in one query."""
    rows = Incident.objects.visible_to(actor).filter(provider=provider)
    columns = ("is_near_miss", "dismissed_at", "closed_at", "bundled_into", "resolved_at")
    found = {name.replace("-", "_"): 0 for name in STATES}
    for row in rows.only("id", *columns):
        state = "open" if row.state == "bundled" and row.resolved_at is None else row.state
        state = "resolved" if state == "bundled" else state
        found[state.replace("-", "_")] += 1
    return found
