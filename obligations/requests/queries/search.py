"""What search finds of requests."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from obligations.queries.search.sources import Asked, Found, Hit, Source, found, register
from obligations.requests.models import Request


def _requests(asked: Asked) -> Found:
    rows = Request.objects.visible_to(asked.actor).select_related("provider", "ai_model")
    rows = rows.filter(provider__in=asked.actor.provider_ids)

    def hit(row: Request) -> Hit:
        about = _("Request {number} · {subject}").format(
            number=row.number, subject=row.ai_model or row.provider
        )
        return Hit(
            _("Request of {asker}").format(asker=row.asker_name),
            about,
            reverse("request", args=[row.pk]),
        )

    fields = ("asked_by", "reference", "asks", "system", "ai_model__name")
    return found(rows, asked, fields, hit)


def ready() -> None:
    """Add the sources of this room."""
    register(Source("requests", gettext_lazy("Requests"), "inbox", 50, _requests))
