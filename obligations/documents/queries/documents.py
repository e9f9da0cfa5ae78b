"""Find documents and their versions."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from obligations.documents.models import Document, DocumentVersion
from providers.actors import Actor
from providers.models import Provider


def of_provider(provider: Provider, actor: Actor, *, kind: str = "") -> QuerySet[Document]:
    """Give the documents of a provider, the last changed first; of one kind where it is named."""
    rows: QuerySet[Document] = Document.objects.visible_to(actor).filter(provider=provider)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.select_related("ai_model", "provider").order_by("-changed_at", "pk")


def one(actor: Actor, document_id: UUID) -> QuerySet[Document]:
    """Narrow to one document, with its model and provider."""
    rows: QuerySet[Document] = Document.objects.visible_to(actor).filter(pk=document_id)
    return rows.select_related("ai_model", "provider")


def versions(actor: Actor, document: Document) -> QuerySet[DocumentVersion]:
    """Give the versions of a document, the newest first."""
    rows: QuerySet[DocumentVersion] = DocumentVersion.objects.visible_to(actor)
    return rows.filter(document=document).order_by("-number")
