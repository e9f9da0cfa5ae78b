"""Who at the AI Office may read what a provider shared, and until when."""

from __future__ import annotations

from datetime import date

from django.db.models import F, QuerySet

from providers.actors import Actor
from providers.models import OfficeAccess, Provider, User


def listed(actor: Actor) -> QuerySet[OfficeAccess]:
    """Give the access an actor may know of, what ends first at the top, then what has ended."""
    rows: QuerySet[OfficeAccess] = OfficeAccess.objects.visible_to(actor)
    rows = rows.select_related("provider", "reviewer")
    return rows.order_by(F("ended_at").desc(nulls_first=True), "-ends_on", "-pk")


def to_provider(actor: Actor, provider: Provider, on: date) -> list[OfficeAccess]:
    """Give the access to one provider that has not ended by a day, what ends first at the top.

    Each says its ``days_left``.
    """
    rows = OfficeAccess.objects.open_on(on).visible_to(actor).filter(provider=provider)
    rows = rows.select_related("reviewer", "provider")
    found = list(rows.order_by("ends_on", "pk"))
    for one in found:
        one.days_left = one.days_left_on(on)
    return found


def running(actor: Actor, on: date) -> list[OfficeAccess]:
    """Give the access by which a reviewer reads providers on a day; none for who needs none."""
    if not actor.needs_access:
        return []
    rows = OfficeAccess.objects.running_on(on).visible_to(actor)
    found = list(rows.filter(reviewer=actor.user_id).select_related("provider").order_by("ends_on"))
    for one in found:
        one.days_left = one.days_left_on(on)
    return found


def limited_reviewers() -> QuerySet[User]:
    """Give the active reviewers who read a provider only while access to it was given."""
    rows = User.objects.filter(is_office=True, needs_access=True, is_active=True)
    return rows.order_by("name", "email")
