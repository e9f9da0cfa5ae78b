"""Facts that change move the clocks of unresolved incidents, in the same transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F
from django.dispatch import receiver

from obligations.incidents.models import Incident
from obligations.incidents.services import loop
from providers.actors import Actor
from providers.models import Provider
from providers.signals import facts_changed


@receiver(facts_changed)
def follow_incidents(*, provider: Provider, by: Actor, now: datetime, **_: Any) -> None:
    """Count anew on what the clocks rest: a signature, or a model's systemic risk.

    Incidents that tell others come first: what is told with them looks at their clocks.
    """
    rows = Incident.objects.filter(provider=provider, is_near_miss=False, closed_at=None)
    waiting = rows.filter(dismissed_at=None).select_related("provider", "bundled_into")
    for incident in waiting.order_by(F("bundled_into").asc(nulls_first=True), "number"):
        loop.hold(incident, by=by, now=now)
