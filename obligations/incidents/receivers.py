"""Facts that change move the clocks of unresolved incidents, in the same transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from obligations.incidents.models import Incident
from obligations.incidents.services import running
from providers.models import Provider
from providers.signals import facts_changed


@receiver(facts_changed)
def follow_incidents(*, provider: Provider, now: datetime, **_: Any) -> None:
    """Count anew on what the clocks rest: a signature, or a model's systemic risk."""
    rows = Incident.objects.filter(provider=provider, is_near_miss=False, closed_at=None)
    for incident in rows.filter(dismissed_at=None).select_related("provider", "bundled_into"):
        running.follow(incident, now=now)
