"""What was given to the AI Office: each version as it was given, and nothing else."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from obligations.documents.outlines import outline
from obligations.models import Rendering
from obligations.phrasebook.shown import phrase
from obligations.safety.models import Entry
from obligations.storage import open_bytes
from providers.actors import Actor

RELATED = (
    "provider",
    "ai_model",
    "version__document__ai_model",
    "version__document__provider",
    "pdf",
    "json",
    "superseded_by",
)


def given(actor: Actor) -> QuerySet[Entry]:
    """List what was given and not corrected since, the last given first, in one query."""
    rows: QuerySet[Entry] = Entry.objects.visible_to(actor).filter(
        kind="provision", superseded_by=None
    )
    return rows.select_related(*RELATED).order_by("-on", "-recorded_at", "pk")


def one(actor: Actor) -> QuerySet[Entry]:
    """Give every provision the actor may know of; what was corrected or taken back among them."""
    rows: QuerySet[Entry] = Entry.objects.visible_to(actor).filter(kind="provision")
    return rows.select_related(*RELATED)


def of_model(actor: Actor, model_id: UUID | None, provider_id: UUID, kind: str) -> QuerySet[Entry]:
    """Give what was given of the same document, for the history on its page."""
    rows = given(actor).filter(provider=provider_id, ai_model=model_id)
    return rows.filter(version__document__kind=kind)


def name(entry: Entry) -> str:
    """Name the document that was given, in the language of the reader.

    A Model Report of which parts are still to come is called what Measure 7.7 calls it.
    """
    if entry.version is None:
        return _("A document without a version")
    if entry.value["extent"] == "interim":
        return _("Interim Model Report")
    return phrase(outline(entry.version.document.kind).title)


def as_kept(rendering: Rendering | None) -> dict[str, Any]:
    """Read the file for programs as it was kept; empty where none was."""
    if rendering is None:
        return {}
    with open_bytes(provider_id=rendering.provider_id, sha256=rendering.sha256) as stored:
        found: dict[str, Any] = json.loads(stored.read())
    return found
