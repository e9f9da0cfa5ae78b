"""What everybody may read: published summaries, and nothing else of their providers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from obligations.documents.shown import Part
from obligations.summaries.models import Publication

# The three sections of the template; its header stands with the first.
CHAPTERS = {
    "1": _("General information"),
    "2": _("Sources of the data"),
    "3": _("Processing of the data"),
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """One of the template's sections with its parts."""

    number: str
    title: str
    parts: Sequence[Part]


def chapters(parts: Iterable[Part]) -> list[Chapter]:
    """Put the parts of a summary under the sections of the template, as their citations say."""
    grouped = groupby(parts, key=_chapter)
    return [Chapter(number, str(CHAPTERS[number]), tuple(found)) for number, found in grouped]


def _chapter(part: Part) -> str:
    number = part.cite.rpartition("section ")[2][:1]
    return number if number in CHAPTERS else "1"


def latest() -> QuerySet[Publication]:
    """Give the last publication of every summary, by provider and model."""
    newest = Publication.objects.order_by("document", "-number").distinct("document").values("pk")
    rows = Publication.objects.filter(pk__in=newest)
    rows = rows.select_related("document__provider", "document__ai_model")
    return rows.order_by("document__provider__name", "document__ai_model__name", "pk")


def of_document(document_id: UUID) -> QuerySet[Publication]:
    """Give every publication of one summary, the newest first."""
    rows = Publication.objects.filter(document=document_id)
    return rows.select_related(
        "document__provider", "document__ai_model", "version", "pdf"
    ).order_by("-number")
