"""Where documents have their pages: rooms say so for the kinds whose pages are theirs."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse

from obligations.documents.models import Document

_PAGES: dict[str, str] = {}


def register(kind: str, page: str) -> None:
    """Name the page of a kind by the name of its address; asked for once, when an app is ready."""
    _PAGES[kind] = page


def page(row: Document) -> str:
    """Give the address, without the host, of the page of a document."""
    return reverse(_PAGES.get(row.kind, "document"), args=[row.pk])


def elsewhere() -> Collection[str]:
    """Give the kinds whose pages are in other rooms, which find them there."""
    return _PAGES.keys()
