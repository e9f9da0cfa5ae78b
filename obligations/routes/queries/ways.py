"""Ways of duties: how each is demonstrated, what its gap analysis says, what waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from obligations.catalogue.loader import catalogue
from obligations.catalogue.records import SignatorySnapshot
from obligations.law.ways import Tally, tally
from obligations.models import Duty, Obligation
from obligations.routes.models import GapAnalysis, RouteReview
from providers.actors import Actor
from providers.models import AuditEvent, Provider


@dataclass(frozen=True, slots=True)
class Shown:
    """One duty in the overview, with the count of its latest gap analysis."""

    duty: Duty
    tally: Tally | None


def duties(provider: Provider, actor: Actor) -> QuerySet[Duty]:
    """Give the duties of the Act for which a way is chosen, or could be."""
    rows: QuerySet[Duty] = Duty.objects.visible_to(actor).in_force().filter(provider=provider)
    rows = rows.filter(key__startswith="aia-").exclude(obligation__measures=[])
    return rows.select_related("obligation", "ai_model").order_by("key", "ai_model__name", "pk")


def shown(rows: Sequence[Duty]) -> list[Shown]:
    """Add the latest gap analysis of each duty, in one query."""
    newest = GapAnalysis.objects.filter(duty__in=rows).order_by("duty", "-number").distinct("duty")
    found = {one.duty_id: tally(line["answer"] for line in one.lines) for one in newest}
    return [Shown(duty, found.get(duty.pk)) for duty in rows]


def measures(duty: Duty) -> Mapping[str, str]:
    """Give the Code's measures that help to meet the duty's obligation: key and title."""
    keys = duty.obligation.measures
    titles = dict(
        Obligation.objects.filter(key__in=keys)
        .values("key")
        .annotate(latest=Max("title"))
        .values_list("key", "latest")
    )
    return {key: titles.get(key, key) for key in keys}


def waiting(provider: Provider, actor: Actor) -> QuerySet[RouteReview]:
    """Give the ways that no longer stand and wait for an officer, the oldest first."""
    rows: QuerySet[RouteReview] = RouteReview.objects.visible_to(actor)
    rows = rows.filter(provider=provider, resolved_at=None)
    return rows.select_related("duty__obligation", "duty__ai_model", "duty__provider").order_by(
        "opened_at", "pk"
    )


def history(duty: Duty, actor: Actor) -> QuerySet[AuditEvent]:
    """Give the changes of way of a duty, newest first, as the trail holds them."""
    rows: QuerySet[AuditEvent] = AuditEvent.objects.visible_to(actor)
    rows = rows.filter(subject_id=str(duty.pk), action__in=["duty.route-chosen", "way.resolved"])
    return rows.order_by("-position")


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between one list of signatories and the list before."""

    snapshot: SignatorySnapshot
    added: tuple[str, ...]
    gone: tuple[str, ...]


def signatory_changes() -> list[Change]:
    """Compare each list of signatories with the one before, the newest first.

    That a name is missing says nothing about why; lists disagree, and each carries its own day.
    """
    found, before = [], None
    for snapshot in catalogue().signatories:
        names = {one.name for one in snapshot.signatories}
        known = {one.name for one in before.signatories} if before else names
        found.append(Change(snapshot, tuple(sorted(names - known)), tuple(sorted(known - names))))
        before = snapshot
    return found[::-1]
