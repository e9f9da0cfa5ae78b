"""What search finds of documents: by the name of their kind, their model and what they say."""

from __future__ import annotations

from django.db.models import Case, CharField, TextField, Value, When
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy

from obligations.documents.models import Document
from obligations.documents.outlines import outlines
from obligations.phrasebook.shown import phrase
from obligations.queries.search.sources import Asked, Found, Hit, Source, found, register


def _documents(asked: Asked) -> Found:
    titles = {str(kind): outline.title for kind, outline in outlines().items()}
    named = [When(kind=kind, then=Value(title)) for kind, title in titles.items()]
    rows = Document.objects.visible_to(asked.actor).select_related("provider", "ai_model")
    rows = rows.filter(provider__in=asked.actor.provider_ids).annotate(
        kind_title=Case(*named, default="kind", output_field=CharField()),
        said=Cast("content", TextField()),
    )

    def hit(row: Document) -> Hit:
        about = str(row.ai_model or row.provider)
        return Hit(title(row), about, reverse("document", args=[row.pk]))

    return found(rows, asked, ("kind_title", "ai_model__name", "said"), hit)


def title(row: Document) -> str:
    """Name a document by its kind, in the reader's language."""
    return phrase(outlines()[row.kind].title)


def ready() -> None:
    """Add the sources of this room."""
    register(Source(gettext_lazy("Documents"), "file", 60, _documents))
