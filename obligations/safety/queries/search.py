"""What search finds of safety and security: entries about Framework, reports and risks."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy

from obligations.phrasebook.shown import phrase
from obligations.queries.search.sources import Asked, Found, Hit, Source, found, register
from obligations.queries.search.translated import named
from obligations.queries.search.words import Said
from obligations.safety.kinds import KINDS
from obligations.safety.models import Entry


def _entries(asked: Asked) -> Found:
    titles = {kind.key: kind.title for kind in KINDS.values()}
    rows = Entry.objects.visible_to(asked.actor).current().select_related("provider", "ai_model")
    rows = rows.filter(provider__in=asked.actor.provider_ids)
    rows = rows.alias(kind_title=named(titles), said=Said("value", "$.*"))

    def hit(row: Entry) -> Hit:
        title, name = phrase(KINDS[row.kind].title), row.value.get("name")
        about = str(row.ai_model or row.provider)
        path = reverse("safety-entry", args=[row.pk])
        return Hit(f"{title}: {name}" if name else title, about, path)

    return found(rows, asked, ("kind_title", "ai_model__name", "said"), hit)


def ready() -> None:
    """Add the sources of this room."""
    register(Source("safety", gettext_lazy("Safety and security"), "lock", 65, _entries))
