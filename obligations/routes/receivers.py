"""Facts and texts that change: what has to be looked at again is noticed with them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from obligations.models import Edition
from obligations.routes.services import reviews
from obligations.signals import text_followed
from providers.models import AIModel, Provider
from providers.signals import facts_changed


@receiver(facts_changed)
def notice_fallen_ways(
    *, provider: Provider, ai_model: AIModel | None, now: datetime, **_: Any
) -> None:
    """Look at the ways again when a fact about the provider itself changed, such as a signature."""
    if ai_model is None:
        reviews.follow(provider=provider, now=now)


@receiver(text_followed)
def notice_other_text(*, provider: Provider, before: Edition, now: datetime, **_: Any) -> None:
    """Look at the ways again when duties follow another edition."""
    reviews.follow(provider=provider, came_from=before, now=now)
