"""One model on one day: which rows count, and what is left out because it came later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from obligations.documents.models import DocumentVersion
from obligations.incidents.models import Incident
from obligations.indicators.models import Reading
from obligations.law.deadlines import first_instant_after
from obligations.models import Assessment, Deadline, Duty, EvidenceVersion, Rendering, Review
from obligations.requests.models import Request
from obligations.summaries.models import Publication
from obligations.systemic_risk.models import ComputeEntry
from providers.models import AIModel, Fact


@dataclass(frozen=True, slots=True)
class Scope:
    """A model of a provider as of the end of a legal day; ``until`` is the first instant after."""

    ai_model: AIModel
    on: date

    @property
    def until(self) -> datetime:
        """The first instant that no longer counts."""
        return first_instant_after(self.on)

    @property
    def last_instant(self) -> datetime:
        """The last instant of the day that counts."""
        return self.until - timedelta(microseconds=1)

    @property
    def of_subject(self) -> Q:
        """What is about the model, or about its provider as a whole."""
        return Q(provider=self.ai_model.provider_id) & (
            Q(ai_model=self.ai_model) | Q(ai_model=None)
        )


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of row: all there are about the model, and those that count on the day."""

    key: str
    title: str
    whole: Callable[[Scope], QuerySet[Any]]
    counts: Callable[[Scope], Q]
    left_out: str = "recorded after the day"


def _facts(scope: Scope) -> QuerySet[Fact]:
    return Fact.objects.filter(scope.of_subject).select_related("ai_model")


def _duties(scope: Scope) -> QuerySet[Duty]:
    return Duty.objects.filter(scope.of_subject).select_related("obligation")


def _of_duties(scope: Scope) -> Q:
    return Q(duty__in=Duty.objects.filter(scope.of_subject))


def _assessments(scope: Scope) -> QuerySet[Assessment]:
    return Assessment.objects.filter(_of_duties(scope)).select_related("duty")


def _reviews(scope: Scope) -> QuerySet[Review]:
    duties = Duty.objects.filter(scope.of_subject)
    rows = Review.objects.filter(assessment__duty__in=duties)
    return rows.select_related("assessment__duty")


def _evidence(scope: Scope) -> QuerySet[EvidenceVersion]:
    duties = Duty.objects.filter(scope.of_subject)
    rows = EvidenceVersion.objects.filter(evidence__links__duty__in=duties).distinct()
    return rows.select_related("evidence")


def _deadlines(scope: Scope) -> QuerySet[Deadline]:
    return Deadline.objects.filter(scope.of_subject).select_related("duty")


def _documents(scope: Scope) -> QuerySet[DocumentVersion]:
    rows = DocumentVersion.objects.filter(
        Q(document__ai_model=scope.ai_model) | Q(document__ai_model=None),
        provider=scope.ai_model.provider_id,
    )
    return rows.select_related("document")


def _renderings(scope: Scope) -> QuerySet[Rendering]:
    return Rendering.objects.filter(scope.of_subject)


def _publications(scope: Scope) -> QuerySet[Publication]:
    return Publication.objects.filter(document__ai_model=scope.ai_model)


def _incidents(scope: Scope) -> QuerySet[Incident]:
    return Incident.objects.filter(involvements__ai_model=scope.ai_model).distinct()


def _compute(scope: Scope) -> QuerySet[ComputeEntry]:
    return ComputeEntry.objects.filter(ai_model=scope.ai_model)


def _requests(scope: Scope) -> QuerySet[Request]:
    return Request.objects.filter(scope.of_subject)


def _readings(scope: Scope) -> QuerySet[Reading]:
    provider = scope.ai_model.provider_id
    about = Q(indicator__ai_model=scope.ai_model) | Q(indicator__ai_model=None)
    rows = Reading.objects.filter(about, provider=provider)
    return rows.select_related("indicator", "definition")


def _before(field: str) -> Callable[[Scope], Q]:
    return lambda scope: Q(**{f"{field}__lt": scope.until})


PARTS: tuple[Part, ...] = (
    Part("facts", "Facts recorded", _facts, _before("recorded_at")),
    Part("duties", "Duties", _duties, _before("opened_at"), "opened after the day"),
    Part(
        "assessments",
        "Assessments submitted",
        _assessments,
        _before("submitted_at"),
        "drafts, and what was submitted after the day",
    ),
    Part("reviews", "Reviews", _reviews, _before("decided_at"), "decided after the day"),
    Part("evidence", "Evidence, each version", _evidence, _before("recorded_at")),
    Part("deadlines", "Deadlines", _deadlines, _before("opened_at"), "opened after the day"),
    Part(
        "documents", "Versions of documents", _documents, _before("made_at"), "made after the day"
    ),
    Part("renderings", "Files made", _renderings, _before("made_at"), "made after the day"),
    Part(
        "publications",
        "Training summaries published",
        _publications,
        lambda scope: Q(published_on__lte=scope.on, recorded_at__lt=scope.until),
        "published or recorded after the day",
    ),
    Part("incidents", "Incidents of this model", _incidents, _before("recorded_at")),
    Part("compute", "Compute ledger", _compute, _before("recorded_at")),
    Part("requests", "Requests to answer", _requests, _before("recorded_at")),
    Part("readings", "Readings of indicators", _readings, _before("recorded_at")),
)
