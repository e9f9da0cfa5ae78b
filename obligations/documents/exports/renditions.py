"""A version as one recipient gets it: narrowed first, then written as PDF, Word or JSON.

Everything in the file comes from a ``Rendition``; nothing a recipient must not read is in one.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_noop as _

from obligations.documents import answers, shown
from obligations.documents.answers import Content, State
from obligations.documents.controls import MISSING
from obligations.documents.exports import word
from obligations.documents.models import DocumentVersion
from obligations.documents.outlines import Kind, Outline
from obligations.documents.shown import Part, Shown
from obligations.exports import typeset
from obligations.law.deadlines import brussels_day
from obligations.law.wording import long_date
from providers.written import ENGLISH

OWN = "own"
RECIPIENTS = {
    "office": _("the AI Office"),
    "authority": _("a national competent authority"),
    "downstream": _("downstream providers"),
    "public": _("the public"),
    OWN: _("the provider itself"),
}
FORMATS = {"pdf": "PDF", "docx": "Word", "json": "JSON"}
SECRET = "Marked as a trade secret"  # noqa: S105 -- a label
CONFIDENTIAL = "Confidentiality: AI Act, Art. 78; trade secrets: Arts. 53(7) and 78."
MARKINGS = {
    "office": "Confidential (AI Act, Art. 78). For the AI Office",
    "authority": "Confidential (AI Act, Art. 78). For a national competent authority",
    "downstream": "For downstream providers",
    "public": "Public",
    OWN: "Internal: holds every answer. Not for others",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a request of the AI Office rests on, for the cover; empty where there is none."""

    basis: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """What one recipient reads of a version; ``sha256`` is that of this content alone."""

    title: str
    provider: str
    subject: str
    version: int
    made_at: datetime
    cite: str
    recipient: str
    is_partial: bool
    request: Request
    content: Content
    parts: tuple[Part, ...]

    @property
    def sha256(self) -> str:
        """Hash what is shown."""
        return answers.sha256(self.content)

    @property
    def marking(self) -> str:
        """Say on every page for whom it is, and that trade secrets are in it where some are."""
        is_secret = any(one.is_secret for part in self.parts for one in part.items)
        return f"{MARKINGS[self.recipient]}{'. Contains trade secrets' if is_secret else ''}"

    @property
    def cover(self) -> list[tuple[str, str]]:
        """Give the lines of the cover."""
        lines = [
            ("Provider", self.provider),
            ("About", self.subject),
            ("Version", str(self.version)),
            ("Last updated", long_date(brussels_day(self.made_at))),
            ("Made for", RECIPIENTS[self.recipient]),
            ("Items asked by", self.cite),
            ("Legal basis", self.request.basis),
            ("Purpose", self.request.purpose),
            ("Extent", "Only the items chosen for this request." if self.is_partial else ""),
            ("Handling", CONFIDENTIAL if self.recipient in ("office", "authority") else ""),
            ("SHA-256 of the answers", self.sha256),
        ]
        return [(term, value) for term, value in lines if value]


@translation.override(ENGLISH)
def rendition(
    version: DocumentVersion,
    outline: Outline,
    recipient: str,
    *,
    only: Collection[str] = (),
    request: Request | None = None,
) -> Rendition:
    """Narrow a version to what a recipient may read, and to the items chosen where some are."""
    document = version.document
    narrow, content = narrowed(version, outline, recipient, only=only)
    return Rendition(
        title=outline.title,
        provider=document.provider.name,
        subject=document.ai_model.name if document.ai_model else document.provider.name,
        version=version.number,
        made_at=version.made_at,
        cite=outline.cite,
        recipient=recipient,
        is_partial=bool(only),
        request=request or Request(),
        content=content,
        parts=tuple(shown.parts(narrow, content)),
    )


def narrowed(
    version: DocumentVersion, outline: Outline, recipient: str, *, only: Collection[str] = ()
) -> tuple[Outline, Content]:
    """Give the items a recipient may read, where chosen only those, and what stands at them."""
    narrow = outlined(outline, recipient, only=only)
    keys = {one.key for one in narrow.items()}
    return narrow, {key: answer for key, answer in version.content.items() if key in keys}


def outlined(outline: Outline, recipient: str, *, only: Collection[str] = ()) -> Outline:
    """Cut an outline down to the items of a recipient; the provider's own holds them all."""
    sections = []
    for section in outline.sections:
        items = tuple(
            one
            for one in section.items
            if (recipient == OWN or recipient in one.recipients) and (not only or one.key in only)
        )
        if items:
            sections.append(replace(section, items=items))
    return replace(outline, sections=tuple(sections))


@translation.override(ENGLISH)
def written(made: Rendition, file_format: str) -> bytes:
    """Write a rendition as ``pdf``, ``docx`` or ``json``."""
    if file_format == "json":
        return as_json(made)
    plain = {
        "title": f"{made.title}: {made.subject}",
        "author": made.provider,
        "version": str(made.version),
        "marking": made.marking,
        "cover": [list(line) for line in made.cover],
        "parts": [_part(one, made.content) for one in made.parts],
    }
    if file_format == "docx":
        return word.docx(plain, made_at=made.made_at)
    return typeset.pdf("document", plain)


def as_json(made: Rendition) -> bytes:
    """Write a rendition for machines: answers as they were given."""
    body = {
        "title": made.title,
        "provider": made.provider,
        "about": made.subject,
        "version": made.version,
        "made_at": made.made_at.isoformat(),
        "cite": made.cite,
        "recipient": made.recipient,
        "partial": made.is_partial,
        "legal_basis": made.request.basis,
        "purpose": made.request.purpose,
        "sha256": made.sha256,
        "sections": [
            {
                "key": part.key,
                "title": part.title,
                "items": [_value(one, made.content) for one in part.items],
            }
            for part in made.parts
        ],
    }
    return json.dumps(body, ensure_ascii=False, indent=2).encode()


def _value(one: Shown, content: Content) -> dict[str, Any]:
    return {
        "key": one.item.key,
        "label": one.item.label,
        "state": one.state.value,
        "value": content.get(one.item.key, {}).get("value"),
        "unit": one.item.unit,
        "reason": one.reason,
        "trade_secret": one.is_secret,
    }


def _part(part: Part, content: Content) -> Mapping[str, Any]:
    items = [_item(one, content.get(one.item.key, {}).get("value")) for one in part.items]
    return {"title": part.title, "cite": part.cite, "items": items}


def _item(one: Shown, value: Any) -> Mapping[str, Any]:
    words = list(one.paragraphs)
    lines = value.split("\n") if one.item.kind is Kind.TEXT and value else words
    if one.state is State.MISSING:
        lines = words = [MISSING]
    elif one.reason_said:
        lines = words = [one.reason_said]
    return {
        "key": one.item.key,
        "label": one.item.label,
        "state": one.state.value,
        "secret": SECRET if one.is_secret else "",
        # Paragraphs for reading; lines are the same with the empty ones in between.
        "paragraphs": words,
        "lines": lines,
        "options": _options(one, value),
        "header": list(one.header),
        "rows": [list(row) for row in one.rows],
    }


def _options(one: Shown, value: Any) -> list[tuple[str, str, bool]]:
    if one.state is not State.FILLED or one.item.kind not in (Kind.CHOICE, Kind.CHOICES):
        return []
    chosen = [value] if one.item.kind is Kind.CHOICE else value
    return [(key, words, key in chosen) for key, words in one.item.options.items()]
