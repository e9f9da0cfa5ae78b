"""What search finds of training summaries: by model, by what they say, and by later trainings."""

from __future__ import annotations

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy

from obligations.documents.models import Document
from obligations.documents.outlines import outline
from obligations.documents.queries import addresses
from obligations.documents.queries import search as documents
from obligations.queries.search.sources import Asked, Found, Hit, Source, found, register
from obligations.queries.search.translated import named
from obligations.summaries.models import KIND, FurtherTraining


def _summaries(asked: Asked) -> Found:
    titles = {KIND: outline(KIND).title}
    trained = FurtherTraining.objects.visible_to(asked.actor).filter(document=OuterRef("pk"))
    told = trained.order_by().values("document").annotate(told=StringAgg("description", " "))
    rows = Document.objects.visible_to(asked.actor).select_related("provider", "ai_model")
    rows = rows.filter(provider__in=asked.actor.provider_ids, kind=KIND)
    rows = rows.alias(
        kind_title=named(titles), told=Subquery(told.values("told")), **documents.SAID
    )

    def hit(row: Document) -> Hit:
        about = str(row.ai_model or row.provider)
        return Hit(documents.title(row), about, addresses.page(row))

    fields = ("kind_title", "ai_model__name", *documents.SAID, "told")
    return found(rows, asked, fields, hit)


def ready() -> None:
    """Add the sources of this room."""
    addresses.register(KIND, "summary")
    register(Source("summaries", gettext_lazy("Training summaries"), "file", 61, _summaries))
