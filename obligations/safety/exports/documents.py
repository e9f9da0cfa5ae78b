"""A version of the Framework or a Model Report as the AI Office gets it: PDF and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils import translation

from obligations.documents import shown
from obligations.documents.answers import State
from obligations.documents.models import DocumentVersion
from obligations.documents.outlines import Outline, outline
from obligations.documents.shown import Part, Shown
from obligations.exports import typeset
from obligations.law.wording import long_date
from obligations.safety.queries.lacking import Lack
from providers.written import ENGLISH

OFFICE = "office"
# An interim report holds the content of Measures 7.2 and 7.5 (Measure 7.7).
INTERIM = ("reasons", "landscape")
MISSING = "Missing: nothing is stated."


def title(version: DocumentVersion, *, is_interim: bool = False) -> str:
    """Name a version as its file is called."""
    outlined = outline(version.document.kind)
    about = version.document.ai_model or version.document.provider
    name = "Interim Model Report" if is_interim else outlined.title
    return f"{name}: {about.name}, version {version.number}"


@translation.override(ENGLISH)
def pdf(
    version: DocumentVersion, *, on: date, is_interim: bool = False, lacks: Sequence[Lack] = ()
) -> bytes:
    """Set a version as PDF/UA-1, whole; what is missing is said to be missing."""
    outlined = outline(version.document.kind)
    return typeset.pdf(
        "safety-document",
        {
            "title": title(version, is_interim=is_interim),
            "provider": version.document.provider.name,
            "model": version.document.ai_model.name if version.document.ai_model else "",
            "version": str(version.number),
            "made": long_date(version.made_at.date()),
            "on": long_date(on),
            "changes": version.changes.split("\n"),
            "cite": outlined.cite,
            "sha256": version.sha256,
            "is_interim": is_interim,
            "lacks": [[one.label, one.finding.text, one.finding.cite] for one in lacks],
            "parts": [_part(one) for one in parts(version, outlined, is_interim=is_interim)],
        },
    )


@translation.override(ENGLISH)
def as_json(
    version: DocumentVersion, *, on: date, is_interim: bool = False, lacks: Sequence[Lack] = ()
) -> bytes:
    """Write a version as JSON: every item with its state, in the order of the text."""
    outlined = outline(version.document.kind)
    body = {
        "title": title(version, is_interim=is_interim),
        "provider": version.document.provider.name,
        "model": version.document.ai_model.name if version.document.ai_model else None,
        "version": version.number,
        "sha256": version.sha256,
        "given_on": on.isoformat(),
        "is_interim": is_interim,
        "changes": version.changes,
        "lacks": [
            {"item": one.finding.item, "text": one.finding.text, "cite": one.finding.cite}
            for one in lacks
        ],
        "outline": {"cite": outlined.cite, "edition": outlined.edition.isoformat()},
        "sections": [
            {
                "key": part.key,
                "title": part.title,
                "items": [_value(one, version) for one in part.items],
            }
            for part in parts(version, outlined, is_interim=is_interim)
        ],
    }
    return json.dumps(body, ensure_ascii=False, indent=2).encode()


def parts(version: DocumentVersion, outlined: Outline, *, is_interim: bool) -> Iterator[Part]:
    """Give the sections a recipient gets."""
    for part in shown.parts(outlined, version.content, recipient=OFFICE):
        if not is_interim or part.key in INTERIM:
            yield part


def _value(one: Shown, version: DocumentVersion) -> dict[str, Any]:
    return {
        "key": one.item.key,
        "label": one.item.label,
        "cite": one.item.cite,
        "state": one.state.value,
        "value": version.content.get(one.item.key, {}).get("value"),
        "reason": one.reason,
    }


def _part(part: Part) -> dict[str, Any]:
    return {"title": part.title, "cite": part.cite, "items": [_item(one) for one in part.items]}


def _item(one: Shown) -> dict[str, Any]:
    words = list(one.paragraphs)
    if one.state is State.MISSING:
        words = [MISSING]
    elif one.reason_said:
        words = [one.reason_said]
    return {
        "label": one.item.label,
        "cite": one.item.cite,
        "paragraphs": words,
        "header": list(one.header),
        "rows": [list(row) for row in one.rows],
    }
