"""Filled forms, and what each of their items would change in the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db.models import QuerySet

from obligations.documents import shown
from obligations.documents.answers import Answer
from obligations.documents.imports import reading
from obligations.documents.imports.reading import Found, State
from obligations.documents.models import Document, FilledForm
from obligations.documents.outlines import Item, Section, outline
from obligations.documents.shown import Shown
from providers.actors import Actor


class Standing(StrEnum):
    """How an item of a file stands to the document as it is now."""

    NEW = "new"
    DIFFERS = "differs"
    SAME = "same"
    UNCLEAR = "unclear"
    EMPTY = "empty"
    NOT_FOUND = "not-found"


@dataclass(frozen=True, slots=True)
class Compared:
    """One item: what the file says, what the document says, and how the two stand."""

    item: Item
    found: Found
    there: Shown
    here: Shown
    standing: Standing
    is_taken: bool

    @property
    def can_be_taken(self) -> bool:
        """Say whether taking it over would change the document."""
        return self.standing in (Standing.NEW, Standing.DIFFERS)


@dataclass(frozen=True, slots=True)
class Group:
    """A section with its items."""

    section: Section
    items: Sequence[Compared]


def of_document(actor: Actor, document: Document) -> QuerySet[FilledForm]:
    """Give the forms brought in for a document, the newest first."""
    rows: QuerySet[FilledForm] = FilledForm.objects.visible_to(actor).filter(document=document)
    return rows.defer("reading").order_by("-uploaded_at", "-pk")


def one(actor: Actor, document: Document, form_id: UUID) -> QuerySet[FilledForm]:
    """Narrow to one form of a document."""
    rows: QuerySet[FilledForm] = FilledForm.objects.visible_to(actor)
    return rows.filter(document=document, pk=form_id).select_related(
        "document__provider", "document__ai_model"
    )


def compared(form: FilledForm) -> list[Group]:
    """Compare a form with its document, item by item, in the order of the document."""
    document = form.document
    read = {one.key: one for one in reading.stored(form.reading)}
    groups = []
    for section in outline(document.kind).sections:
        items = [
            _compared(one, read[one.key], document.content.get(one.key), form)
            for one in section.items
            if one.key in read
        ]
        groups.append(Group(section, items))
    return groups


def counts(groups: Sequence[Group]) -> Mapping[str, int]:
    """Count the items by how they stand."""
    found = Counter(one.standing.name.lower() for group in groups for one in group.items)
    return {one.name.lower(): found[one.name.lower()] for one in Standing}


def _compared(item: Item, found: Found, now: Answer | None, form: FilledForm) -> Compared:
    return Compared(
        item=item,
        found=found,
        there=shown.show(item, found.answer),
        here=shown.show(item, now),
        standing=_standing(found, now),
        is_taken=item.key in form.taken,
    )


def _standing(found: Found, now: Answer | None) -> Standing:
    if found.state is not State.READ or found.answer is None:
        return Standing(found.state.value)
    if now is None:
        return Standing.NEW
    return Standing.SAME if _said(found.answer) == _said(now) else Standing.DIFFERS


def _said(answer: Answer) -> dict[str, object]:
    """Give what an answer says, whether or not it is marked as a trade secret."""
    return {key: value for key, value in answer.items() if key != "secret"}


def suggested(groups: Sequence[Group]) -> set[str]:
    """Name the items the document says nothing of; what it says already is chosen by a person."""
    items = (one for group in groups for one in group.items)
    return {one.item.key for one in items if one.standing is Standing.NEW}
