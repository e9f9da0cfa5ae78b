"""What search finds of indicators."""

from __future__ import annotations

from django.db.models import F, Max
from django.urls import reverse
from django.utils.translation import gettext_lazy

from obligations.indicators.models import Definition
from obligations.queries.search.sources import Asked, Found, Hit, Source, found, register


def _indicators(asked: Asked) -> Found:
    rows = Definition.objects.visible_to(asked.actor).select_related("provider")
    rows = rows.filter(provider__in=asked.actor.provider_ids)
    # An indicator is found by what it is called now.
    rows = rows.alias(latest=Max("indicator__definitions__number")).filter(number=F("latest"))

    def hit(row: Definition) -> Hit:
        return Hit(row.name, str(row.provider), reverse("indicator", args=[row.indicator_id]))

    return found(rows, asked, ("name", "meaning"), hit)


def ready() -> None:
    """Add the sources of this room."""
    register(Source("indicators", gettext_lazy("Indicators"), "scale", 80, _indicators))
