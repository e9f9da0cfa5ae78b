"""Rows of documents."""

from obligations.documents.models.documents import Document, DocumentVersion
from obligations.documents.models.forms import FilledForm

__all__ = ["Document", "DocumentVersion", "FilledForm"]
