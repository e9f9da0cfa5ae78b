"""Everything one page shows about one duty, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet

from obligations.catalogue.loader import catalogue
from obligations.law.terms import Clock, Doubt
from obligations.models import (
    Assessment,
    AssessmentEvidence,
    Comment,
    Deadline,
    Duty,
    Evidence,
    EvidenceLink,
    EvidenceVersion,
    Obligation,
)
from obligations.queries import catalogue as texts
from obligations.queries import missing, remarks, routes
from obligations.queries.missing import MissingFact
from obligations.queries.routes import Way
from providers.actors import Actor
from providers.models import AuditEvent

MOST_EVENTS = 60
MOST_TO_CHOOSE = 200


@dataclass(frozen=True, slots=True)
class DutyPage:
    """One duty with its text, its days, what was recorded for it, and what was said about it."""

    duty: Duty
    body: dict[str, Any]
    check_list: Iterable[Obligation]
    supported_by: Iterable[Duty]
    supports: Iterable[Duty]
    clocks: Sequence[Clock]
    doubts: Sequence[Doubt]
    missing: Sequence[MissingFact]
    ways: Sequence[Way]
    deadlines: Sequence[Deadline]
    evidence: Sequence[Evidence]
    assessments: Sequence[Assessment]
    comments: Sequence[Comment]
    events: Sequence[AuditEvent]

    @property
    def open_deadlines(self) -> list[Deadline]:
        """The days that still run."""
        return [one for one in self.deadlines if one.met_at is None and one.cancelled_at is None]

    @property
    def met_deadlines(self) -> list[Deadline]:
        """The days that what was handed in stopped."""
        return [one for one in self.deadlines if one.met_at is not None]

    @property
    def latest(self) -> Assessment | None:
        """The latest assessment, whatever became of it."""
        return self.assessments[0] if self.assessments else None

    @property
    def submitted(self) -> Sequence[Assessment]:
        """What was handed in, newest first."""
        return [one for one in self.assessments if one.submitted_at is not None]


def find(actor: Actor) -> QuerySet[Duty]:
    """Give the duties of the actor's own providers; reviewers read submissions instead."""
    mine = Duty.objects.visible_to(actor).filter(provider__in=actor.provider_ids)
    return mine.select_related("provider", "ai_model", "obligation__edition", "assignee", "team")


def page(actor: Actor, duty: Duty, *, on: date) -> DutyPage:
    """Gather the page of a duty that was found with ``find``."""
    pieces = evidence(actor, duty)
    assessments = _assessments(actor, duty)
    body = duty.obligation.body
    book = catalogue()
    doubts = dict.fromkeys([*duty.doubts, *body.get("doubts", ())])
    return DutyPage(
        duty=duty,
        body=body,
        check_list=texts.entries(on).filter(parent=duty.key, rule=""),
        supported_by=beside(actor, duty).filter(key__in=duty.obligation.measures),
        supports=beside(actor, duty).filter(obligation__measures__contains=[duty.key]),
        clocks=[book.clocks[key] for key in body.get("clocks", ()) if key in book.clocks],
        doubts=[book.doubts[one] for one in doubts if one in book.doubts],
        missing=missing.facts(
            duty.missing, provider=duty.provider, ai_model=duty.ai_model_id, actor=actor
        ),
        ways=routes.ways(duty, on=on),
        deadlines=_deadlines(actor, duty),
        evidence=pieces,
        assessments=assessments,
        comments=_comments(actor, duty, on),
        events=_events(actor, duty, pieces, assessments),
    )


def beside(actor: Actor, duty: Duty) -> QuerySet[Duty]:
    """Give the duties in force of the same model (or of the provider itself) beside this one."""
    rows = Duty.objects.visible_to(actor).in_force()
    same = rows.filter(provider=duty.provider_id, ai_model=duty.ai_model_id).exclude(pk=duty.pk)
    return same.select_related("obligation").order_by("obligation__position", "key", "pk")


def related(actor: Actor, duty: Duty) -> QuerySet[Duty]:
    """Give the duties that evidence for this one most likely speaks for too."""
    linked = Q(key__in=duty.obligation.measures) | Q(obligation__measures__contains=[duty.key])
    return beside(actor, duty).filter(linked)


def evidence(actor: Actor, duty: Duty) -> list[Evidence]:
    """Give the pieces that speak for a duty, newest first, each with all its versions."""
    links = EvidenceLink.objects.visible_to(actor).filter(duty=duty, unlinked_at=None)
    rows = Evidence.objects.visible_to(actor).filter(pk__in=links.values("evidence"))
    return list(with_versions(rows).order_by("withdrawn_at", "-created_at", "pk"))


def with_versions(rows: QuerySet[Evidence]) -> QuerySet[Evidence]:
    """Fetch the versions of pieces, newest first, and the duties each speaks for."""
    versions = EvidenceVersion.objects.select_related("stored_file").order_by("-number")
    links = EvidenceLink.objects.filter(unlinked_at=None).select_related(
        "duty__obligation", "duty__ai_model"
    )
    return rows.prefetch_related(
        Prefetch("versions", versions, to_attr="all_versions"),
        Prefetch("links", links.order_by("duty__key", "pk"), to_attr="present_links"),
    )


def attachable(actor: Actor, duty: Duty) -> QuerySet[Evidence]:
    """Give the provider's pieces that do not speak for the duty yet, newest first."""
    linked = EvidenceLink.objects.filter(duty=duty, unlinked_at=None).values("evidence")
    rows = Evidence.objects.visible_to(actor).filter(provider=duty.provider_id, withdrawn_at=None)
    return rows.exclude(pk__in=linked).order_by("-created_at", "pk")


def _deadlines(actor: Actor, duty: Duty) -> list[Deadline]:
    rows = Deadline.objects.visible_to(actor).filter(duty=duty)
    return list(rows.order_by(F("cancelled_at").asc(nulls_first=True), "due_on", "pk"))


def _assessments(actor: Actor, duty: Duty) -> list[Assessment]:
    frozen = AssessmentEvidence.objects.select_related("version").order_by("title", "pk")
    rows = Assessment.objects.visible_to(actor).filter(duty=duty).select_related("review")
    kept = rows.prefetch_related(Prefetch("frozen_evidence", frozen, to_attr="frozen"))
    return list(kept.order_by("-number"))


def _comments(actor: Actor, duty: Duty, on: date) -> list[Comment]:
    rows = Comment.objects.visible_to(actor).filter(duty=duty).select_related("assessment")
    said = remarks.with_states(rows.prefetch_related("files"), on=on)
    return list(said.order_by("written_at", "pk"))


def _events(
    actor: Actor, duty: Duty, pieces: Iterable[Evidence], assessments: Iterable[Assessment]
) -> list[AuditEvent]:
    about = Q(subject_type="obligations.duty", subject_id=str(duty.pk))
    about |= _about("obligations.assessment", (one.pk for one in assessments))
    about |= _about("obligations.evidence", (one.pk for one in pieces))
    rows = AuditEvent.objects.visible_to(actor).filter(about, provider=duty.provider_id)
    return list(rows.order_by("-position")[:MOST_EVENTS])


def _about(kind: str, ids: Iterable[UUID]) -> Q:
    return Q(subject_type=kind, subject_id__in=[str(one) for one in ids])
