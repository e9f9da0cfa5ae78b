"""Facts about a provider that change: a way that no longer stands is noticed with them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from obligations.routes.services import reviews
from providers.models import AIModel, Provider
from providers.signals import facts_changed


@receiver(facts_changed)
def notice_fallen_ways(
    *, provider: Provider, ai_model: AIModel | None, now: datetime, **_: Any
) -> None:
    """Look at the ways again when a fact about the provider itself changed, such as a signature."""
    if ai_model is None:
        reviews.follow(provider=provider, now=now)
