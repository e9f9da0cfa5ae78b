"""Endpoints with how they fare, and their log."""

from __future__ import annotations

from django.db.models import Count, Max, Q, QuerySet

from obligations.webhooks.models import Delivery, Endpoint, State
from providers.actors import Actor


def own(actor: Actor) -> QuerySet[Endpoint]:
    """Give the webhooks of the actor's own providers that were not removed."""
    rows: QuerySet[Endpoint] = Endpoint.objects.visible_to(actor).present()
    return rows.filter(provider__in=actor.provider_ids).select_related("provider")


def listed(actor: Actor) -> QuerySet[Endpoint]:
    """Add what waits, what was given up, and when something was last taken."""
    return own(actor).annotate(
        waiting=Count("deliveries", filter=Q(deliveries__state=State.WAITING)),
        given_up=Count("deliveries", filter=Q(deliveries__state=State.GIVEN_UP)),
        last_taken_at=Max("deliveries__ended_at", filter=Q(deliveries__state=State.DELIVERED)),
    )


def standing(endpoint: Endpoint) -> str:
    """Say in one word how a webhook fares."""
    if endpoint.removed_at:
        return "removed"
    if endpoint.paused_at:
        return "paused"
    return "failing" if endpoint.failures else "active"


def log(actor: Actor, endpoint: Endpoint, state: str = "") -> QuerySet[Delivery]:
    """Give the deliveries of a webhook, newest first, with the number of tries of each."""
    rows: QuerySet[Delivery] = Delivery.objects.visible_to(actor).filter(endpoint=endpoint)
    rows = rows.filter(state=state) if state else rows
    return rows.annotate(
        attempt_count=Count("attempts"), last_try_at=Max("attempts__begun_at")
    ).order_by("-queued_at", "-pk")


def deliveries(actor: Actor) -> QuerySet[Delivery]:
    """Give every delivery of the actor's own providers."""
    rows: QuerySet[Delivery] = Delivery.objects.visible_to(actor)
    return rows.filter(provider__in=actor.provider_ids).select_related("endpoint__provider")
