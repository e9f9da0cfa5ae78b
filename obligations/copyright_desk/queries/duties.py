"""The duties that the copyright desk serves."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from obligations.models import Duty
from providers.actors import Actor
from providers.models import Provider


def served(provider: Provider, actor: Actor) -> QuerySet[Duty]:
    """Give the duties in force under Art. 53(1)(c) and the Copyright chapter."""
    mine: QuerySet[Duty] = Duty.objects.visible_to(actor).filter(provider=provider, ended_on=None)
    about = Q(key="aia-53-1-c") | Q(key__startswith="cop-cr-")
    return mine.filter(about).select_related("obligation", "ai_model").order_by("key", "pk")
