"""A version as one recipient gets it: narrowed first, then written as PDF, Word or JSON.

Everything in the file comes from a ``Rendition``; nothing a recipient must not read is in one.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from obligations.documents import answers, shown
from obligations.documents.answers import Content, State
from obligations.documents.exports import word
from obligations.documents.models import DocumentVersion
from obligations.documents.outlines import Outline
from obligations.documents.shown import Part, Shown
from obligations.exports import typeset
from obligations.law.deadlines import brussels_day
from obligations.law.wording import long_date

OWN = "own"
RECIPIENTS = {
    "office": "the AI Office",
    "authority": "a national competent authority",
    "downstream": "downstream providers",
    "public": "the public",
    OWN: "the provider itself",
}
FORMATS = {"pdf": "PDF", "docx": "Word", "json": "JSON"}
MISSING = "Missing: no answer is recorded."
SECRET = "Marked as a trade secret"  # noqa: S105 -- a label
CONFIDENTIAL = "Confidentiality: AI Act, Art. 78; trade secrets: Arts. 53(7) and 78."


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
    narrow = outlined(outline, recipient, only=only)
    keys = {one.key for one in narrow.items()}
    content = {key: answer for key, answer in version.content.items() if key in keys}
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


def written(made: Rendition, file_format: str) -> bytes:
    """Write a rendition as ``pdf``, ``docx`` or ``json``."""
    if file_format == "json":
        return as_json(made)
    plain = {
        "title": f"{made.title}: {made.subject}",
        "author": made.provider,
        "version": str(made.version),
        "cover": [list(line) for line in made.cover],
        "parts": [_part(one) for one in made.parts],
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


def _part(part: Part) -> Mapping[str, Any]:
    return {"title": part.title, "cite": part.cite, "items": [_item(one) for one in part.items]}


def _item(one: Shown) -> Mapping[str, Any]:
    words = list(one.paragraphs)
    if one.state is State.MISSING:
        words = [MISSING]
    elif one.reason_said:
        words = [one.reason_said]
    return {
        "label": one.item.label,
        "state": one.state.value,
        "secret": SECRET if one.is_secret else "",
        "paragraphs": words,
        "header": list(one.header),
        "rows": [list(row) for row in one.rows],
    }
