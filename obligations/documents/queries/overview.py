"""What the pages of a document show: its sections, its counts, its versions and files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from obligations.documents import answers, shown
from obligations.documents.answers import Count
from obligations.documents.models import Document, DocumentVersion
from obligations.documents.outlines import Item, Outline, outline, outlines
from obligations.documents.shown import Part
from obligations.law import rewordings
from obligations.law.rewordings import Stretch
from obligations.models import Rendering
from providers.actors import Actor
from providers.models import AIModel, Provider


@dataclass(frozen=True, slots=True)
class Line:
    """A document in the list, with the counts of its items."""

    document: Document
    outline: Outline
    count: Count

    @property
    def about(self) -> str:
        """Name what it is about."""
        return about(self.document)


@dataclass(frozen=True, slots=True)
class PartLine:
    """A section with the states of its items."""

    part: Part
    filled: int
    not_applicable: int
    unavailable: int
    missing: int
    remarks: int


@dataclass(frozen=True, slots=True)
class Sight:
    """What one recipient would see: counts of the items that are theirs."""

    recipient: str
    count: Count


@dataclass(frozen=True, slots=True)
class Changed:
    """One item that reads differently, word by word."""

    label: str
    key: str
    stretches: Sequence[Stretch]


def about(document: Document) -> str:
    """Name what a document is about."""
    return document.ai_model.name if document.ai_model else document.provider.name


def lines(documents: Iterable[Document]) -> list[Line]:
    """Count the items of documents; kinds nobody knows any more are left out."""
    return [
        Line(one, outline(one.kind), answers.count(outline(one.kind), one.content))
        for one in documents
        if one.kind in outlines()
    ]


def part_lines(document: Document) -> list[PartLine]:
    """Count the states of the items, section by section."""
    found = []
    for part in shown.parts(outline(document.kind), document.content):
        states = [one.state for one in part.items]
        found.append(
            PartLine(
                part,
                states.count(answers.State.FILLED),
                states.count(answers.State.NOT_APPLICABLE),
                states.count(answers.State.UNAVAILABLE),
                states.count(answers.State.MISSING),
                sum(bool(one.remarks) for one in part.items),
            )
        )
    return found


def sights(document: Document) -> list[Sight]:
    """Count what each recipient would see."""
    outlined = outline(document.kind)
    named = {one for item in outlined.items() for one in item.recipients}
    return [
        Sight(one, answers.count(outlined, document.content, recipient=one))
        for one in ("office", "authority", "downstream", "public")
        if one in named
    ]


def renderings(
    actor: Actor, document: Document, *, version: DocumentVersion | None = None
) -> list[Rendering]:
    """Give the files made from a document or one version, the newest first; at most a hundred."""
    rows = Rendering.objects.visible_to(actor).filter(provider=document.provider)
    made = document.versions.all() if version is None else document.versions.filter(pk=version.pk)
    rows = rows.filter(subject=document.kind, subject_id__in=made.values("pk"))
    return list(rows.order_by("-made_at", "pk")[:100])


def startable(actor: Actor, provider: Provider) -> QuerySet[AIModel]:
    """Give the provider's models."""
    rows = AIModel.objects.visible_to(actor).filter(provider=provider)
    found: QuerySet[AIModel] = rows.order_by("name")
    return found


def changed(outlined: Outline, before: DocumentVersion, after: DocumentVersion) -> list[Changed]:
    """Compare two versions item by item, and word by word within an item."""
    return [
        Changed(
            one.item.label,
            one.item.key,
            tuple(rewordings.changes(_plain(one.item, one.before), _plain(one.item, one.after))),
        )
        for one in answers.differences(outlined, before.content, after.content)
    ]


def _plain(item: Item, answer: answers.Answer | None) -> str:
    if answer is None:
        return ""
    told = shown.show(item, answer)
    lines = [*told.paragraphs, *(" | ".join(row) for row in told.rows)]
    if told.reason_said:
        lines = [told.reason_said]
    if told.is_secret:
        lines.append(_("(trade secret)"))
    return "\n".join(lines)
