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

# Kinds of documents that a room finds at a page of its own.
ELSEWHERE: set[str] = set()


def _documents(asked: Asked) -> Found:
    titles = {str(kind): outline.title for kind, outline in outlines().items()}
    # In the reader's language too.
    named = [
        When(kind=kind, then=Value(f"{title} {phrase(title)}")) for kind, title in titles.items()
    ]
    rows = Document.objects.visible_to(asked.actor).select_related("provider", "ai_model")
    rows = rows.exclude(kind__in=ELSEWHERE)
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
    register(Source("documents", gettext_lazy("Documents"), "file", 60, _documents))
