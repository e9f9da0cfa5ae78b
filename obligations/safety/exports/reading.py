"""A version as a reader at the AI Office sees it on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from obligations.documents.outlines import outline
from obligations.documents.shown import Part
from obligations.safety.exports import documents
from obligations.safety.models import Entry
from obligations.safety.queries import given


@dataclass(frozen=True, slots=True)
class Given:
    """One version as a reader at the AI Office sees it."""

    entry: Entry
    title: str
    is_interim: bool
    parts: Sequence[Part]
    lacks: Sequence[dict[str, str]]


def read(entry: Entry) -> Given:
    """Show a version whole, or its interim report; the file that was kept says what it lacked."""
    version = entry.version
    if version is None:
        raise ValueError("What was given is a version.")
    is_interim = entry.value["extent"] == "interim"
    outlined = outline(version.document.kind)
    return Given(
        entry=entry,
        title=documents.title(version, is_interim=is_interim),
        is_interim=is_interim,
        parts=[*documents.parts(version, outlined, is_interim=is_interim)],
        lacks=given.as_kept(entry.json).get("lacks", []),
    )
