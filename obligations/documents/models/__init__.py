"""Rows of documents."""

from obligations.documents.models.documents import Document, DocumentVersion

__all__ = ["Document", "DocumentVersion"]
