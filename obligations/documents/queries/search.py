"""What search finds of documents: by the name of their kind, their model and what they say."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from obligations.documents.models import Document
from obligations.documents.outlines import outlines
from obligations.documents.queries import addresses
from obligations.phrasebook.shown import phrase
from obligations.queries.search.sources import Asked, Found, Hit, Source, found, register
from obligations.queries.search.translated import named
from obligations.queries.search.words import Said

# What the answers of a document say, and why there is none at an item.
SAID = {"said": Said("content", "$.*.value"), "reasons": Said("content", "$.*.reason")}


def _documents(asked: Asked) -> Found:
    titles = {str(kind): outline.title for kind, outline in outlines().items()}
    rows = Document.objects.visible_to(asked.actor).select_related("provider", "ai_model")
    rows = rows.exclude(kind__in=addresses.elsewhere())
    rows = rows.filter(provider__in=asked.actor.provider_ids)
    rows = rows.alias(kind_title=named(titles), **SAID)

    def hit(row: Document) -> Hit:
        about = str(row.ai_model or row.provider)
        return Hit(title(row), about, addresses.page(row))

    return found(rows, asked, ("kind_title", "ai_model__name", *SAID), hit)


def title(row: Document) -> str:
    """Name a document by its kind, in the reader's language."""
    return phrase(outlines()[row.kind].title)


def ready() -> None:
    """Add the sources of this room."""
    register(Source("documents", gettext_lazy("Documents"), "file", 60, _documents))
