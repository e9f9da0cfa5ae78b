"""How the rows of each part are written: column names, and plain values as of the day."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from obligations.documents.models import DocumentVersion
from obligations.dossiers.queries import desks
from obligations.dossiers.queries.plain import day, instant
from obligations.dossiers.queries.then import Scope
from obligations.law import freshness
from obligations.law.workflow import Decision
from obligations.models import Assessment, Deadline, Duty, EvidenceVersion, Rendering, Review
from obligations.summaries.models import Publication
from providers.models import Fact

Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Context:
    """What a row needs besides itself.

    ``covers`` has for each duty its pieces of evidence with the day they cover up to; ``claims``
    the last assessment submitted for a duty; ``reviews`` the review of an assessment.
    """

    scope: Scope
    covers: Mapping[UUID, Mapping[UUID, date | None]]
    claims: Mapping[UUID, Assessment]
    reviews: Mapping[UUID, Review]


def _fact(row: Fact, context: Context) -> Row:
    return (
        str(row.pk),
        row.ai_model.name if row.ai_model else "The provider itself",
        row.kind,
        day(row.known_on),
        json.dumps(row.value, ensure_ascii=False, sort_keys=True),
        row.note,
        row.source,
        str(row.supersedes_id or ""),
        instant(row.recorded_at),
        row.recorded_by_name,
    )


def _duty(row: Duty, context: Context) -> Row:
    claimed = context.claims.get(row.pk)
    review = context.reviews.get(claimed.pk) if claimed else None
    pieces = context.covers.get(row.pk, {})
    has_ended = row.ended_on is not None and row.ended_on <= context.scope.on
    waiting = Decision.AWAITING if claimed else Decision.NONE
    return (
        row.key,
        row.obligation.title,
        row.cite,
        "model" if row.ai_model_id else "provider",
        instant(row.opened_at),
        day(row.ended_on) if has_ended else "",
        claimed.claim if claimed else "",
        review.decision if review else waiting.value,
        freshness.of_duty(pieces.values(), context.scope.last_instant).value,
        len(pieces),
        str(row.pk),
    )


def _assessment(row: Assessment, context: Context) -> Row:
    return (
        row.duty.key,
        row.number,
        row.claim,
        row.position,
        row.route,
        row.route_explanation,
        instant(row.submitted_at),
        row.submitted_by_name,
        str(row.pk),
    )


def _review(row: Review, context: Context) -> Row:
    return (
        row.assessment.duty.key,
        row.assessment.number,
        row.decision,
        row.reason,
        instant(row.decided_at),
        row.decided_by_name,
        str(row.pk),
    )


def _evidence(row: EvidenceVersion, context: Context) -> Row:
    withdrawn = row.evidence.withdrawn_at
    is_withdrawn = withdrawn is not None and withdrawn < context.scope.until
    return (
        row.evidence.title,
        row.number,
        row.kind,
        row.file_name or row.url or "",
        row.size,
        row.sha256,
        day(row.covers_from),
        day(row.covers_to),
        day(row.keep_until),
        instant(row.recorded_at),
        row.recorded_by_name,
        instant(withdrawn) if is_withdrawn else "",
        str(row.pk),
    )


def _deadline(row: Deadline, context: Context) -> Row:
    until = context.scope.until
    ended = ""
    if row.cancelled_at and row.cancelled_at < until:
        ended = "cancelled"
    elif row.met_at and row.met_at < until:
        ended = "met"
    return (
        row.duty.key if row.duty else row.matter_title,
        row.title,
        day(row.event_on),
        day(row.due_on),
        day(row.rolled_on),
        row.is_provisional,
        ended or ("overdue" if row.due_at <= until else "open"),
        row.cite,
        row.because,
        instant(row.opened_at),
        str(row.pk),
    )


def _document(row: DocumentVersion, context: Context) -> Row:
    return (
        row.document.kind,
        row.number,
        row.sha256,
        row.changes,
        instant(row.made_at),
        row.made_by_name,
        str(row.pk),
    )


def _rendering(row: Rendering, context: Context) -> Row:
    return (
        row.title,
        row.recipient,
        row.file_name,
        row.size,
        row.sha256,
        ", ".join(row.answers),
        instant(row.made_at),
        row.made_by_name,
        str(row.pk),
    )


def _publication(row: Publication, context: Context) -> Row:
    return (
        row.number,
        day(row.published_on),
        row.website,
        "\n".join(row.channels),
        instant(row.recorded_at),
        str(row.pk),
    )


SHAPES: Mapping[str, tuple[Sequence[str], Callable[[Any, Context], Row]]] = {
    "facts": (
        (
            *("id", "about", "kind", "known_on", "value", "note", "source", "supersedes"),
            *("recorded_at", "recorded_by"),
        ),
        _fact,
    ),
    "duties": (
        (
            *("obligation", "title", "cite", "subject", "opened_at", "ended_on", "claim"),
            *("decision", "evidence_freshness", "evidence_count", "id"),
        ),
        _duty,
    ),
    "assessments": (
        (
            *("obligation", "number", "claim", "position", "route", "route_explanation"),
            *("submitted_at", "submitted_by", "id"),
        ),
        _assessment,
    ),
    "reviews": (
        ("obligation", "assessment", "decision", "reason", "decided_at", "decided_by", "id"),
        _review,
    ),
    "evidence": (
        (
            *("title", "version", "kind", "file_or_link", "bytes", "sha256", "covers_from"),
            *("covers_to", "keep_until", "recorded_at", "recorded_by", "withdrawn_at", "id"),
        ),
        _evidence,
    ),
    "deadlines": (
        (
            *("of", "title", "counted_from", "strict", "rolled", "provisional", "state", "cite"),
            *("because", "opened_at", "id"),
        ),
        _deadline,
    ),
    "documents": (
        ("kind", "version", "sha256", "changes", "made_at", "made_by", "id"),
        _document,
    ),
    "renderings": (
        (
            *("title", "recipient", "file_name", "bytes", "sha256", "answers", "made_at"),
            *("made_by", "id"),
        ),
        _rendering,
    ),
    "publications": (
        ("version", "published_on", "website", "channels", "recorded_at", "id"),
        _publication,
    ),
    **desks.SHAPES,
}
