"""Where a summary stands: what it lacks, what must be named in it, and what is public."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from obligations.catalogue.loader import catalogue
from obligations.documents import answers
from obligations.documents.answers import Content, State
from obligations.documents.answers import Count as States
from obligations.documents.models import Document
from obligations.documents.outlines import outline
from obligations.law import training_summaries as law
from obligations.law.case import Case
from obligations.law.facts import ModelFacts
from obligations.law.findings import Finding
from obligations.law.training_summaries import Named
from obligations.queries import clocks, facts
from obligations.queries.clocks import Running
from obligations.summaries.models import KIND, FurtherTraining, Publication, Worksheet
from obligations.summaries.models.worksheets import Measured
from providers.actors import Actor
from providers.models import AIModel, Provider

LEGACY_BEFORE = date(2025, 8, 2)
MATTER = "training-summary"


@dataclass(frozen=True, slots=True)
class Measurement:
    """The latest worksheet of one kind and modality, with what must be named by it."""

    worksheet: Worksheet
    named: Named


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything the page of a summary shows."""

    document: Document
    states: States
    findings: Sequence[Finding]
    measurements: Sequence[Measurement]
    publications: Sequence[Publication]
    trainings: Sequence[FurtherTraining]
    clocks: Sequence[Running]

    @property
    def is_ahead(self) -> bool:
        """Whether a version was made that is not public."""
        public = self.publications[0].number if self.publications else 0
        return self.document.latest_number > public


def of_provider(provider: Provider, actor: Actor) -> QuerySet[Document]:
    """Give the summaries of a provider, with their last publication, in one query."""
    return visible(actor).filter(provider=provider).order_by("ai_model__name", "pk")


def visible(actor: Actor) -> QuerySet[Document]:
    """Give the summaries the actor may know of, with their last publication, in one query."""
    latest = Publication.objects.filter(document=OuterRef("pk")).order_by("-number")
    rows: QuerySet[Document] = Document.objects.visible_to(actor).filter(kind=KIND)
    return rows.select_related("ai_model", "provider").annotate(
        published_on=Subquery(latest.values("published_on")[:1]),
        public_number=Subquery(latest.values("number")[:1]),
    )


def without(provider: Provider, actor: Actor) -> QuerySet[AIModel]:
    """Give the models that have no summary in the making."""
    started = Document.objects.filter(provider=provider, kind=KIND).values("ai_model")
    rows: QuerySet[AIModel] = AIModel.objects.visible_to(actor).filter(provider=provider)
    return rows.exclude(pk__in=started).order_by("name", "pk")


def one(actor: Actor, document_id: UUID) -> QuerySet[Document]:
    """Narrow to one summary the actor may know of."""
    return visible(actor).filter(pk=document_id)


def standing(document: Document, actor: Actor, *, now: datetime, on: date) -> Standing:
    """Gather where a summary stands, in a constant number of queries."""
    if document.ai_model is None:
        raise ValueError("A summary is about a model.")
    known = facts.of_model(document.ai_model, on=on)
    measured = measurements(document, known)
    publications = Publication.objects.visible_to(actor).filter(document=document)
    trainings = FurtherTraining.objects.visible_to(actor).filter(document=document)
    return Standing(
        document=document,
        states=answers.count(outline(KIND), document.content),
        findings=findings(document.content, known, measured, on=on),
        measurements=measured,
        publications=list(publications.select_related("version", "pdf").order_by("-number")),
        trainings=list(trainings.order_by("-ended_on", "pk")),
        clocks=clocks.of_matter(MATTER, document.pk, actor, now=now),
    )


def findings(
    content: Content, known: ModelFacts, measured: Sequence[Measurement], *, on: date
) -> tuple[Finding, ...]:
    """Say what a content lacks, by the template and by the sizes recorded; no verdict."""
    outlined = outline(KIND)
    missing = [
        Finding(item.key, "Nothing is stated.", section.cite)
        for section in outlined.sections
        for item in section.items
        if not item.is_optional and answers.state(content, item.key) is State.MISSING
    ]
    case = Case.of(known, on, catalogue().working_days())
    placed = known.union_market_date
    lacking = law.lacking(
        _said(content),
        frozenset(content),
        unavailable=[
            key for key, answer in content.items() if answer["state"] == State.UNAVAILABLE
        ],
        in_third_country=case.in_third_country.answer,
        is_legacy=None if placed is None else placed < LEGACY_BEFORE,
    )
    unnamed = [
        finding
        for one in measured
        for finding in law.unnamed(one.named, _listed(content, one), item=_item(one))
    ]
    remarks = [
        Finding(item.key, text, section.cite)
        for section in outlined.sections
        for item in section.items
        for text in answers.remarks(item, content.get(item.key))
    ]
    return (*missing, *lacking, *unnamed, *remarks)


def measurements(document: Document, known: ModelFacts) -> list[Measurement]:
    """Give the latest worksheet of each kind and modality, with what it asks to be named."""
    rows = Worksheet.objects.filter(document=document).order_by("kind", "modality", "-recorded_at")
    latest = rows.distinct("kind", "modality")
    return [Measurement(row, _named(row, known)) for row in latest]


def _named(row: Worksheet, known: ModelFacts) -> Named:
    sizes = {name: Decimal(size) for name, size in row.sizes.items()}
    if row.kind == Measured.DATASETS:
        return law.large_datasets(sizes)
    return law.relevant_domains(sizes, known.provider.size)


def _said(content: Content) -> Mapping[str, object]:
    return {
        key: answer["value"] for key, answer in content.items() if answer["state"] == State.FILLED
    }


def _item(measured: Measurement) -> str:
    return "public-large" if measured.worksheet.kind == Measured.DATASETS else "domains"


def _listed(content: Content, measured: Measurement) -> list[str]:
    value = content.get(_item(measured), {}).get("value") or []
    # A dataset may stand by its link or its description alone.
    return [
        words
        for one in value
        for words in (one.values() if isinstance(one, dict) else (one,))
        if isinstance(words, str)
    ]
