"""Duties with their deadlines, assessments, reviews and comments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from obligations.dossiers.queries.parts import Part, Row
from obligations.dossiers.queries.scope import Scope, of_subject, through
from obligations.law import freshness
from obligations.law.workflow import Decision
from obligations.models import (
    Assessment,
    AssessmentEvidence,
    Comment,
    CommentFile,
    Deadline,
    Duty,
    EvidenceLink,
    Review,
)

of_duties = through("duty", Duty, of_subject)
of_assessments = through("assessment", Assessment, of_duties)
NOW = "as it is now; the answers of the law say it for the day"


def _standing(scope: Scope) -> Callable[[Mapping[str, Any]], Row]:
    """Find claim, decision and freshness of every duty as they were at the end of the day."""
    covers, claims, decided = _covers(scope), _claims(scope), _decisions(scope)

    def of_duty(duty: Mapping[str, Any]) -> Row:
        pieces, claimed = covers.get(duty["id"], {}), claims.get(duty["id"])
        waiting = (Decision.AWAITING if claimed else Decision.NONE).value
        return (
            claimed[1] if claimed else "",
            decided.get(claimed[0], waiting) if claimed else waiting,
            freshness.of_duty(pieces.values(), scope.last_instant).value,
            len(pieces),
        )

    return of_duty


def _covers(scope: Scope) -> Mapping[UUID, Mapping[UUID, date | None]]:
    """Say of each duty which pieces of evidence it has, and up to which day each covers."""
    links = EvidenceLink.objects.filter(of_duties(scope), linked_at__lt=scope.until)
    links = links.filter(evidence__versions__recorded_at__lt=scope.until)
    links = links.exclude(unlinked_at__lt=scope.until)
    links = links.exclude(evidence__withdrawn_at__lt=scope.until)
    columns = ("duty_id", "evidence_id", "evidence__versions__covers_to")
    found: dict[UUID, dict[UUID, date | None]] = defaultdict(dict)
    for duty, piece, until in links.order_by("evidence__versions__number").values_list(*columns):
        found[duty][piece] = until
    return found


def _claims(scope: Scope) -> Mapping[UUID, tuple[UUID, str]]:
    """Give for each duty its last assessment submitted, with what it claims."""
    rows = Assessment.objects.filter(of_duties(scope), submitted_at__lt=scope.until)
    columns = ("duty_id", "pk", "claim")
    in_order = rows.order_by("submitted_at", "number").values_list(*columns)
    return {duty: (pk, claim) for duty, pk, claim in in_order}


def _decisions(scope: Scope) -> Mapping[UUID, str]:
    rows = Review.objects.filter(of_assessments(scope), decided_at__lt=scope.until)
    return dict(rows.order_by().values_list("assessment_id", "decision"))


def _state(scope: Scope) -> Callable[[Mapping[str, Any]], Row]:
    """Say how a deadline stood at the end of the day."""

    def of_deadline(deadline: Mapping[str, Any]) -> Row:
        if deadline["cancelled_at"]:
            return ("cancelled",)
        if deadline["met_at"]:
            return ("met",)
        return ("overdue" if deadline["due_at"] <= scope.until else "open",)

    return of_deadline


PARTS = (
    Part(
        key="duties",
        title="Duties",
        model=Duty,
        reach=of_subject,
        known="opened_at",
        left_out="opened after the day",
        named={"title": "obligation__title", "about": "ai_model__name"},
        derived=("claim_that_day", "decision_that_day", "freshness_that_day", "pieces_that_day"),
        derive=_standing,
        later={"ended_on": ("ended_because",), "shared_with_office_at": ()},
        since="changed_at",
        without={
            "obligation": "its key is written",
            "ai_model": "its name is written; it is empty for a duty of the provider itself",
            **dict.fromkeys(("owed", "applies_from", "enforceable_from", "because"), NOW),
            **dict.fromkeys(("missing", "doubts", "due_on", "flag", "changed_at"), NOW),
            **dict.fromkeys(
                ("work_status", "claim", "decision", "freshness", "evidence_count"),
                "as it is now; the columns beside it say it for the day",
            ),
            **dict.fromkeys(
                ("assignee", "team", "target_on"), "who works on it by when, no position"
            ),
        },
    ),
    Part(
        key="deadlines",
        title="Deadlines",
        model=Deadline,
        reach=of_subject,
        known="opened_at",
        left_out="opened after the day",
        named={"of": "duty__key"},
        derived=("state_that_day",),
        derive=_state,
        later={"met_at": ("done_on",), "cancelled_at": ()},
        without={
            "flag": "as it is now; the state says it for the day",
            "next_check_at": "when a job looks again",
            "path": "an address in the product",
        },
    ),
    Part(
        key="assessments",
        title="Assessments submitted",
        model=Assessment,
        reach=of_duties,
        known="submitted_at",
        left_out="drafts, and what was submitted after the day",
        named={"obligation": "duty__key"},
        later={"decided_at": ("status",)},
        without={
            "authors": "accounts; the names they had are written",
            "created_at": "drafts are no position",
            "created_by_name": "drafts are no position",
        },
    ),
    Part(
        key="frozen_evidence",
        title="Evidence submitted",
        model=AssessmentEvidence,
        reach=of_assessments,
        known="assessment__submitted_at",
        left_out="submitted after the day",
        named={"obligation": "assessment__duty__key", "sha256": "version__sha256"},
    ),
    Part(
        key="reviews",
        title="Reviews",
        model=Review,
        reach=of_assessments,
        known="decided_at",
        left_out="decided after the day",
        named={"obligation": "assessment__duty__key"},
    ),
    Part(
        key="comments",
        title="Comments on duties",
        model=Comment,
        reach=of_duties,
        known="written_at",
        left_out="written after the day",
        named={"obligation": "duty__key"},
    ),
    Part(
        key="comment_files",
        title="Files of comments",
        model=CommentFile,
        reach=through("comment", Comment, of_duties),
        known="added_at",
        left_out="written after the day",
        named={"obligation": "comment__duty__key"},
    ),
)
