"""What everybody may read: published summaries, and nothing else of their providers."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from obligations.summaries.models import Publication


def latest() -> QuerySet[Publication]:
    """Give the last publication of every summary, by provider and model."""
    newest = Publication.objects.order_by("document", "-number").distinct("document").values("pk")
    rows = Publication.objects.filter(pk__in=newest)
    rows = rows.select_related("document__provider", "document__ai_model")
    return rows.order_by("document__provider__name", "document__ai_model__name", "pk")


def of_document(document_id: UUID) -> QuerySet[Publication]:
    """Give every publication of one summary, the newest first."""
    rows = Publication.objects.filter(document=document_id)
    return rows.select_related(
        "document__provider", "document__ai_model", "version", "pdf"
    ).order_by("-number")
