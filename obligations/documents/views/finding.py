"""Find what an address names, among one's own."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from obligations.documents.models import Document, DocumentVersion
from obligations.documents.outlines import outlines
from obligations.documents.queries import documents as queries
from providers.middleware import ActorRequest
from providers.models import Provider


def provider_of(request: ActorRequest) -> Provider:
    """Give the provider the person works for at present."""
    if request.current_provider is None:
        raise ValueError("member_required lets nobody without a provider in.")
    return request.current_provider


def document_of(request: ActorRequest, document_id: UUID) -> Document:
    """Find a document of one's own providers, or raise Http404."""
    mine = queries.one(request.actor, document_id).filter(
        provider__in=request.actor.provider_ids, kind__in=list(outlines())
    )
    found: Document = get_object_or_404(mine)
    return found


def version_of(request: ActorRequest, document: Document, number: int) -> DocumentVersion:
    """Find a version of a document, or raise Http404."""
    rows = queries.versions(request.actor, document).select_related(
        "document__ai_model", "document__provider"
    )
    found: DocumentVersion = get_object_or_404(rows, number=number)
    return found
