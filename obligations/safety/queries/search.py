"""What search finds of safety and security: entries about Framework, reports and risks."""

from __future__ import annotations

from django.db.models import Case, CharField, Func, JSONField, TextField, Value, When
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy

from obligations.phrasebook.shown import phrase
from obligations.queries.search.sources import Asked, Found, Hit, Source, found, register
from obligations.safety.kinds import KINDS
from obligations.safety.models import Entry


class _Answers(Func):
    """What an entry says, without the names of its items."""

    template = "jsonb_path_query_array(%(expressions)s,'$.*')"
    output_field = JSONField()


def _entries(asked: Asked) -> Found:
    named = [
        When(kind=kind.key, then=Value(f"{kind.title} {phrase(kind.title)}"))
        for kind in KINDS.values()
    ]
    rows = Entry.objects.visible_to(asked.actor).current().select_related("provider", "ai_model")
    rows = rows.filter(provider__in=asked.actor.provider_ids).annotate(
        kind_title=Case(*named, default="kind", output_field=CharField()),
        said=Cast(_Answers("value"), TextField()),
    )

    def hit(row: Entry) -> Hit:
        title, name = phrase(KINDS[row.kind].title), row.value.get("name")
        about = str(row.ai_model or row.provider)
        path = reverse("safety-entry", args=[row.pk])
        return Hit(f"{title}: {name}" if name else title, about, path)

    return found(rows, asked, ("kind_title", "ai_model__name", "said"), hit)


def ready() -> None:
    """Add the sources of this room."""
    register(Source("safety", gettext_lazy("Safety and security"), "lock", 65, _entries))
