"""From the fields of a data file to the life of the Code of Practice and its signatories."""

from __future__ import annotations

from datetime import date

from obligations.catalogue import shelf, tables
from obligations.catalogue.entries import LONGEST_LINE, LONGEST_URL
from obligations.catalogue.reading import Fields
from obligations.catalogue.records import (
    CodeEvent,
    CodeLife,
    Opportunity,
    OpportunityStatus,
    Precision,
    Signatory,
    SignatorySnapshot,
    WorkingGroup,
)
from obligations.law.terms import Chapter, Confidence

_CHAPTERS = tuple(chapter.value for chapter in Chapter)


def code_life(fields: Fields) -> CodeLife:
    """Read how the Code was made, what it is worth and what could replace it."""
    found = CodeLife(
        events=tuple(shelf.items(fields, "events", _event).values()),
        working_groups=tuple(shelf.items(fields, "working_groups", _group).values()),
        chair_tasks=fields.texts("chair_tasks"),
        participation_rules=fields.texts("participation_rules"),
        opportunities=tuple(shelf.items(fields, "opportunities", _opportunity).values()),
        legal_status=tuple(shelf.items(fields, "legal_status", tables.statement).values()),
        adequacy=tuple(shelf.items(fields, "adequacy", tables.statement).values()),
        taskforce=tuple(shelf.items(fields, "taskforce", tables.statement).values()),
        replacements=tuple(shelf.items(fields, "replacements", tables.statement).values()),
    )
    fields.finish()
    return found


def _event(fields: Fields) -> CodeEvent:
    found = CodeEvent(
        key=fields.text("key", required=True),
        day=fields.day("day"),
        title=fields.text("title", required=True, longest=LONGEST_LINE),
        note=fields.text("note"),
        cite=fields.text("cite", required=True, longest=LONGEST_LINE),
        confidence=fields.choice("confidence", Confidence),
    )
    fields.finish()
    return found


def _group(fields: Fields) -> WorkingGroup:
    found = WorkingGroup(
        key=fields.text("key", required=True),
        title=fields.text("title", required=True),
        chairs=fields.texts("chairs"),
        vice_chairs=fields.texts("vice_chairs"),
        scope=fields.texts("scope"),
        chapters=fields.texts("chapters", among=_CHAPTERS),
        confidence=fields.choice("confidence", Confidence),
    )
    if not found.chairs:
        fields.note('"chairs" names nobody.')
    fields.finish()
    return found


def _opportunity(fields: Fields) -> Opportunity:
    found = Opportunity(
        key=fields.text("key", required=True),
        title=fields.text("title", required=True, longest=LONGEST_LINE),
        since=fields.day("since"),
        deadline=fields.day("deadline"),
        who=fields.texts("who"),
        conditions=fields.texts("conditions"),
        status=fields.choice("status", OpportunityStatus),
        note=fields.text("note"),
        confidence=fields.choice("confidence", Confidence),
    )
    if not found.who:
        fields.note('"who" names nobody.')
    fields.finish()
    return found


def snapshot(fields: Fields) -> SignatorySnapshot:
    """Read one list of signatories; those without chapters of their own signed them all."""
    found = SignatorySnapshot(
        as_of=fields.day("as_of", required=True) or date.min,
        precision=fields.choice("precision", Precision),
        signatories=_signatories(fields),
        others=tuple(tables.statement(item) for item in fields.children("others")),
        source_url=fields.text("source_url", required=True, longest=LONGEST_URL),
        note=fields.text("note"),
        confidence=fields.choice("confidence", Confidence),
    )
    names = [signatory.name for signatory in found.signatories]
    for name in sorted({name for name in names if names.count(name) > 1}):
        fields.note(f'"{name}" stands twice.')
    fields.finish()
    return found


def _signatories(fields: Fields) -> tuple[Signatory, ...]:
    full = [Signatory(name, _CHAPTERS) for name in fields.texts("all_chapters")]
    partial = []
    for item in fields.children("some_chapters", named_by="name"):
        chapters = item.texts("chapters", among=_CHAPTERS)
        if not chapters:
            item.note('"chapters" names no chapter.')
        partial.append(Signatory(item.text("name", required=True), chapters))
        item.finish()
    return (*full, *partial)
