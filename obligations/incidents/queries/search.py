"""What search finds of incidents."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from obligations.incidents.models import Incident
from obligations.queries.search.sources import Asked, Found, Hit, Source, found, register


def _incidents(asked: Asked) -> Found:
    rows = Incident.objects.visible_to(asked.actor).select_related("provider")
    rows = rows.filter(provider__in=asked.actor.provider_ids)

    def hit(row: Incident) -> Hit:
        about = f"{row.label} · {row.provider}"
        return Hit(row.title, about, reverse("incident", args=[row.pk]))

    return found(rows, asked, ("title", "description"), hit)


def ready() -> None:
    """Add the sources of this room."""
    register(Source("incidents", _("Incidents"), "incident", 5, _incidents))
