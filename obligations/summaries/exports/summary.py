"""A summary as the public reads it: PDF and JSON from the public answers alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation

from obligations.documents import answers, shown
from obligations.documents.answers import Content, State
from obligations.documents.outlines import Kind, outline
from obligations.documents.shown import Part, Shown
from obligations.exports import typeset
from obligations.law.wording import long_date
from obligations.summaries.models import KIND, Publication
from providers.written import ENGLISH

PUBLIC = "public"
MISSING = "Not stated."
# From this many entries on, a list is set small and in columns.
LONG = 20


@dataclass(frozen=True, slots=True)
class Address:
    """Where a version stands for good."""

    number: int
    published_on: date
    url: str


@translation.override(ENGLISH)
def pdf(
    *, model: str, provider: str, content: Content, here: Address, earlier: Sequence[Address] = ()
) -> bytes:
    """Set a summary as PDF/UA-1 with the addresses of its versions; what is not stated is said so.

    ``here`` is the version itself, ``earlier`` are those before it.
    """
    outlined = outline(KIND)
    public = answers.narrowed(outlined, content, PUBLIC)
    return typeset.pdf(
        "training-summary",
        {
            "title": f"Public summary of training content: {model}",
            "provider": provider,
            "model": model,
            "version": str(here.number),
            "published": long_date(here.published_on),
            "address": here.url,
            "earlier": [
                {
                    "title": f"Version {one.number}, {long_date(one.published_on)}",
                    "url": one.url,
                }
                for one in earlier
            ],
            "cite": outlined.cite,
            "parts": [_part(one) for one in shown.parts(outlined, public, recipient=PUBLIC)],
        },
    )


@translation.override(ENGLISH)
def as_json(publication: Publication, *, earlier: Mapping[int, str]) -> bytes:
    """Write a publication as JSON: answers by item, and the addresses of earlier versions."""
    outlined = outline(KIND)
    document = publication.document
    body = {
        "provider": document.provider.name,
        "model": document.ai_model.name if document.ai_model else "",
        "version": publication.number,
        "published_on": publication.published_on.isoformat(),
        "template": {"cite": outlined.cite, "url": outlined.source_url},
        "sections": sections(publication.version.content),
        "earlier_versions": [{"version": key, "url": url} for key, url in earlier.items()],
    }
    return json.dumps(body, ensure_ascii=False, indent=2).encode()


def sections(content: Content) -> list[dict[str, Any]]:
    """Give the public answers section by section, as plain values."""
    outlined = outline(KIND)
    public = answers.narrowed(outlined, content, PUBLIC)
    return [
        {
            "key": part.key,
            "title": part.title,
            "items": [_value(one, public) for one in part.items],
        }
        for part in shown.parts(outlined, public, recipient=PUBLIC)
    ]


def _value(one: Shown, content: Content) -> dict[str, Any]:
    return {
        "key": one.item.key,
        "label": one.item.label,
        "state": one.state.value,
        "value": content.get(one.item.key, {}).get("value"),
        "reason": one.reason,
    }


def _part(part: Part) -> dict[str, Any]:
    return {"title": part.title, "items": [_item(one) for one in part.items]}


def _item(one: Shown) -> dict[str, Any]:
    words = list(one.paragraphs)
    if one.state is State.MISSING:
        words = [MISSING]
    elif one.reason_said:
        words = [one.reason_said]
    is_list = one.item.kind is Kind.LIST and len(words) > LONG
    return {
        "label": one.item.label,
        "paragraphs": [] if is_list else words,
        "entries": words if is_list else [],
        "header": list(one.header),
        "rows": [list(row) for row in one.rows],
    }
