"""A model documentation with an answer for every item."""

from __future__ import annotations

import pytest

from obligations.documents.models import Document
from obligations.documents.outlines import Item, Kind, outline
from obligations.documents.services import documents
from tests.factories.providers import NOW

KIND = "model-documentation"


@pytest.fixture
def document(ai_model, officer) -> Document:
    return documents.start(
        provider=ai_model.provider, ai_model=ai_model, kind=KIND, by=officer, now=NOW
    )


def sentinel(item: Item) -> str:
    """A word, or a number, that stands at one item and nowhere else."""
    place = [one.key for one in outline(KIND).items()].index(item.key)
    if item.kind is Kind.NUMBER:
        return f"7{place:03d}83e20"
    if item.kind is Kind.DAY:
        return f"19{place:02d}-03-07"
    return f"Zq{place:03d}sentinel"


def value(item: Item):
    """An answer that holds the item's sentinel; a choice holds none."""
    match item.kind:
        case Kind.CHOICE:
            return list(item.options)[-1]
        case Kind.CHOICES:
            return ["other"]
        case Kind.LIST:
            return [sentinel(item)]
        case Kind.TABLE:
            return [_row(item)]
        case _:
            return sentinel(item)


def _row(item: Item):
    row = {one.key: value(one) if one.options else sentinel(item) for one in item.columns}
    for one in item.columns:
        if one.kind is Kind.NUMBER:
            row[one.key] = "42"
        elif one.kind is Kind.LINK:
            row[one.key] = f"https://{sentinel(item).lower()}.example/"
    return row


def fill(document, by, **more):
    """Answer every item, each marked as a trade secret."""
    given = {
        one.key: {"state": "filled", "value": value(one), "secret": True}
        for one in outline(document.kind).items()
    }
    documents.save(
        document=document, given=given | more, revision=document.revision, by=by, now=NOW
    )


def freeze(document, by, changes="First version."):
    """Make the next version."""
    return documents.make_version(
        document=document, changes=changes, revision=document.revision, by=by, now=NOW
    )
