"""What search finds of requests."""

from __future__ import annotations

from django.urls import reverse

from obligations.queries.search.sources import Asked, Found, Hit, Source, found, register
from obligations.requests.models import Request


def _requests(asked: Asked) -> Found:
    rows = Request.objects.visible_to(asked.actor).select_related("provider", "ai_model")
    rows = rows.filter(provider__in=asked.actor.provider_ids)

    def hit(row: Request) -> Hit:
        about = f"Request {row.number} · {row.ai_model or row.provider}"
        return Hit(f"Request of {row.asked_by}", about, reverse("request", args=[row.pk]))

    fields = ("asked_by", "reference", "asks", "system", "ai_model__name")
    return found(rows, asked, fields, hit)


def ready() -> None:
    """Add the sources of this room."""
    register(Source("Requests", "inbox", 50, _requests))
