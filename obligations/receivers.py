"""Facts that change, answered in the same transaction; the only receiver."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from obligations.services import duties, keeping
from providers.actors import Actor
from providers.models import AIModel, Provider
from providers.signals import facts_changed


@receiver(facts_changed)
def refresh_duties(
    *, provider: Provider, ai_model: AIModel | None, by: Actor, now: datetime, **_: Any
) -> duties.Changes:
    """Open, change and end duties as the facts now say, and keep their evidence as long as due."""
    changes = duties.refresh(provider=provider, ai_model=ai_model, by=by, now=now)
    keeping.refresh(provider=provider, ai_model_id=ai_model.pk if ai_model else None, now=now)
    return changes
