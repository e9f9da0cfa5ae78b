"""How duties are written: in full for the provider, as submitted for the AI Office."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from rest_framework import serializers

from obligations.law.deadlines import Flag
from obligations.law.freshness import Freshness
from obligations.law.terms import Bearer
from obligations.law.workflow import AssessmentStatus, Claim, Decision, Route, WorkStatus
from obligations.law.workflow import decision as decision_on
from obligations.models import Assessment, Deadline, Duty
from providers.actors import Actor
from providers.rest.fields import Instant
from providers.rest.filters import words
from providers.rest.references import DueOut, NamedOut, due, named

COLUMNS = (
    "id",
    "key",
    "obligation__title",
    "provider_id",
    "provider__name",
    "ai_model_id",
    "ai_model__name",
    "owed",
    "applies_from",
    "enforceable_from",
    "because",
    "cite",
    "missing",
    "doubts",
    "bearer",
    "work_status",
    "claim",
    "decision",
    "freshness",
    "evidence_count",
    "due_on",
    "flag",
    "route",
    "route_explanation",
    "assignee_id",
    "assignee__name",
    "team_id",
    "team__name",
    "target_on",
    "opened_at",
    "changed_at",
    "ended_on",
    "ended_because",
    "revision",
    "shared_with_office_at",
)


class DutyOut(serializers.Serializer[Any]):
    """A duty and where it stands.

    Work (``status``), the provider's ``claim``, the reviewer's ``decision`` and ``freshness`` of
    the evidence are four separate facts. The AI Office reads what was submitted alone: fields that
    are not part of a submission are left out for it.
    """

    id = serializers.UUIDField()
    key = serializers.CharField(help_text="Of the catalogue: aia-53-1-a, cop-ss-9.3.")
    title = serializers.CharField()
    provider = NamedOut()
    model = NamedOut(allow_null=True, help_text="null: it rests on the provider as a whole.")
    owed = serializers.BooleanField(allow_null=True, help_text="null: a fact is missing.")
    applies_from = serializers.DateField(allow_null=True)
    enforceable_from = serializers.DateField(allow_null=True)
    due = DueOut(allow_null=True)
    because = serializers.CharField()
    cite = serializers.CharField()
    missing = serializers.ListField(child=serializers.CharField())
    doubts = serializers.ListField(child=serializers.CharField())
    bearer = serializers.ChoiceField(choices=words(Bearer))
    claim = serializers.ChoiceField(choices=words(Claim), allow_null=True)
    decision = serializers.ChoiceField(choices=words(Decision))
    route = serializers.ChoiceField(choices=words(Route), allow_null=True)
    route_explanation = serializers.CharField()
    submitted_at = Instant(
        required=False, help_text="For the AI Office: when the latest submission was made."
    )
    assessment = serializers.UUIDField(
        required=False, help_text="For the AI Office: the latest submission."
    )
    status = serializers.ChoiceField(choices=words(WorkStatus), required=False)
    freshness = serializers.ChoiceField(choices=words(Freshness), required=False)
    evidence_count = serializers.IntegerField(required=False)
    flag = serializers.ChoiceField(choices=words(Flag), required=False)
    assignee = NamedOut(required=False, allow_null=True)
    team = NamedOut(required=False, allow_null=True)
    target_on = serializers.DateField(required=False, allow_null=True)
    opened_at = Instant(required=False)
    changed_at = Instant(required=False)
    ended_on = serializers.DateField(required=False, allow_null=True)
    ended_because = serializers.CharField(required=False)
    revision = serializers.IntegerField(required=False, help_text="In quotes: the ETag.")


def bodies(rows: Sequence[Mapping[str, Any]], actor: Actor) -> list[dict[str, Any]]:
    """Write duties from their values, in at most two queries more, however many there are."""
    mine = {row["id"] for row in rows if row["provider_id"] in actor.provider_ids}
    days = _days(row["id"] for row in rows if row["due_on"] and row["id"] in mine)
    submitted = _submitted([row["id"] for row in rows if row["id"] not in mine], actor)
    return [
        _full(row, days.get(row["id"])) if row["id"] in mine else _shared(row, submitted[row["id"]])
        for row in rows
        if row["id"] in mine or row["id"] in submitted
    ]


def body(duty: Duty, actor: Actor) -> dict[str, Any]:
    """Write one duty; raise Http404 where the caller may read nothing of it."""
    rows: QuerySet[Duty, dict[str, Any]] = Duty.objects.filter(pk=duty.pk).values(*COLUMNS)
    written = bodies(list(rows), actor)
    if not written:
        raise Http404
    return written[0]


def _days(duties: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """Find the open deadline behind each duty's due day: the earliest one."""
    wanted = list(duties)
    if not wanted:
        return {}
    rows = Deadline.objects.open().filter(duty_id__in=wanted).order_by("-due_on", "-clock")
    names = ("duty_id", "due_on", "rolled_on", "is_provisional")
    return {row["duty_id"]: row for row in rows.values(*names)}


def _full(row: Mapping[str, Any], day: Mapping[str, Any] | None) -> dict[str, Any]:
    found = day or {"rolled_on": None, "is_provisional": False}
    return {
        **_subject(row),
        "title": row["obligation__title"],
        "owed": row["owed"],
        "applies_from": row["applies_from"],
        "enforceable_from": row["enforceable_from"],
        "due": due(row["due_on"], found["rolled_on"], found["is_provisional"]),
        "because": row["because"],
        "cite": row["cite"],
        "missing": row["missing"],
        "doubts": row["doubts"],
        "bearer": row["bearer"],
        "claim": row["claim"] or None,
        "decision": row["decision"],
        "route": row["route"] or None,
        "route_explanation": row["route_explanation"],
        "status": row["work_status"],
        "freshness": row["freshness"],
        "evidence_count": row["evidence_count"],
        "flag": row["flag"],
        "assignee": named(row, "assignee_id", "assignee__name"),
        "team": named(row, "team_id", "team__name"),
        "target_on": row["target_on"],
        "opened_at": row["opened_at"],
        "changed_at": row["changed_at"],
        "ended_on": row["ended_on"],
        "ended_because": row["ended_because"],
        "revision": row["revision"],
    }


def _subject(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "key": row["key"],
        "provider": named(row, "provider_id", "provider__name"),
        "model": named(row, "ai_model_id", "ai_model__name"),
    }


def _submitted(duties: list[UUID], actor: Actor) -> dict[UUID, Assessment]:
    if not duties:
        return {}
    rows = Assessment.objects.visible_to(actor).filter(duty_id__in=duties)
    latest = rows.exclude(submitted_at=None).order_by("duty_id", "-number").distinct("duty_id")
    return {assessment.duty_id: assessment for assessment in latest}


def _shared(row: Mapping[str, Any], submission: Assessment) -> dict[str, Any]:
    """Write what the provider relied on when it submitted, whatever has changed since."""
    ruling = submission.ruling
    return {
        **_subject(row),
        "title": ruling.get("title", ""),
        "owed": ruling.get("owed"),
        "applies_from": ruling.get("applies_from"),
        "enforceable_from": ruling.get("enforceable_from"),
        "due": first_due(ruling),
        "because": ruling.get("because", ""),
        "cite": ruling.get("cite", ""),
        "missing": ruling.get("missing", []),
        "doubts": ruling.get("doubts", []),
        "bearer": ruling.get("bearer", Bearer.PROVIDER.value),
        "claim": submission.claim or None,
        "decision": decision_on(AssessmentStatus(submission.status)).value,
        "route": submission.route or None,
        "route_explanation": submission.route_explanation,
        "submitted_at": submission.submitted_at,
        "assessment": submission.pk,
    }


def first_due(ruling: Mapping[str, Any]) -> dict[str, Any] | None:
    """Take the first of the last days frozen into a submission."""
    days = ruling.get("deadlines") or []
    if not days:
        return None
    return {name: days[0][name] for name in ("strict", "rolled", "provisional")}
