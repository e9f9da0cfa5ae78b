"""Let the AI Office know of a provider, and of a model, once something was handed to it."""

from __future__ import annotations

from datetime import datetime

from providers.models import AIModel, Provider


def with_office(provider: Provider, ai_model: AIModel | None = None, *, now: datetime) -> None:
    """Mark them as known to the AI Office from now on, within the turn that is open.

    What was shared before keeps its first instant; nothing else of them comes into its reach.
    """
    first = {"shared_with_office_at": now}
    Provider.objects.filter(pk=provider.pk, shared_with_office_at=None).update(**first)
    if ai_model is not None:
        AIModel.objects.filter(pk=ai_model.pk, shared_with_office_at=None).update(**first)
