"""Facts that change move the clocks of Framework and reports, in the same transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from obligations.safety.services import running
from providers.models import AIModel, Provider
from providers.signals import facts_changed


@receiver(facts_changed)
def follow_safety(*, provider: Provider, ai_model: AIModel | None, now: datetime, **_: Any) -> None:
    """Count anew from notification, placing, threshold and signature."""
    running.refresh(provider=provider, ai_model=ai_model, now=now)
