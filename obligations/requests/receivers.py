"""Facts that change move the clocks of open requests, in the same transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from obligations.requests.services import following
from providers.models import AIModel, Provider
from providers.signals import facts_changed


@receiver(facts_changed)
def follow_requests(
    *, provider: Provider, ai_model: AIModel | None, now: datetime, **_: Any
) -> None:
    """Count anew when a fact about the provider itself changed, such as a signature."""
    if ai_model is None:
        following.refresh(provider=provider, now=now)
