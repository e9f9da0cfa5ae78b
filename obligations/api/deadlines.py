"""/deadlines/: the last days of duties and of matters such as incidents, and their flags."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.law.deadlines import Flag
from obligations.models import Deadline
from obligations.queries import remarks
from providers.rest import filters
from providers.rest.fields import Instant
from providers.rest.filters import words
from providers.rest.pagination import Key
from providers.rest.references import DueOut, DutyRefOut, NamedOut, due, named
from providers.rest.views import Resource

COLUMNS = (
    "id",
    "duty_id",
    "duty__key",
    "matter",
    "matter_id",
    "matter_title",
    "path",
    "provider_id",
    "provider__name",
    "ai_model_id",
    "ai_model__name",
    "clock",
    "title",
    "event_on",
    "due_on",
    "rolled_on",
    "is_provisional",
    "because",
    "cite",
    "flag",
    "opened_at",
    "met_at",
    "cancelled_at",
    "submission",
)
STATES = {
    "open": Q(met_at=None, cancelled_at=None),
    "met": Q(met_at__isnull=False),
    "cancelled": Q(cancelled_at__isnull=False),
    "any": Q(),
}


class MatterOut(serializers.Serializer[Any]):
    """What runs a clock that no duty runs by itself: an incident, a request, a remark."""

    kind = serializers.CharField()
    id = serializers.UUIDField()
    title = serializers.CharField()
    path = serializers.CharField(help_text="Its page, without the host.")


class DeadlineOut(serializers.Serializer[Any]):
    """One last day of one duty or one matter; ``flag`` says how near it is."""

    id = serializers.UUIDField()
    duty = DutyRefOut(allow_null=True)
    matter = MatterOut(allow_null=True)
    provider = NamedOut()
    model = NamedOut(allow_null=True)
    clock = serializers.CharField()
    title = serializers.CharField()
    event_on = serializers.DateField(allow_null=True)
    due = DueOut()
    flag = serializers.ChoiceField(choices=words(Flag))
    state = serializers.ChoiceField(choices=["open", "met", "cancelled"])
    because = serializers.CharField()
    cite = serializers.CharField()
    opened_at = Instant()
    met_at = Instant(allow_null=True)
    cancelled_at = Instant(allow_null=True)


class Deadlines(Resource):
    """Deadlines of one's own providers, and the days that reviewers asked for an answer by."""

    queryset = Deadline.objects.none()
    order = (Key("due_on", date), Key("id", UUID))
    filtered_by = (
        filters.Ids("provider", "provider_id", "Deadlines of this provider."),
        filters.Ids("model", "ai_model_id", "Deadlines about this model."),
        filters.Ids("duty", "duty_id", "Deadlines of this duty."),
        filters.Ids("matter", "matter_id", "Deadlines of this incident, request or the like."),
        filters.Choice("flag", "flag", words(Flag), "By how near the day is."),
        filters.OnDay("due_before", "due_on__lt", "Due before this day."),
        filters.OnDay("due_after", "due_on__gt", "Due after this day."),
        filters.Truths("state", STATES, "open, the usual; met; cancelled; or any."),
    )

    def get_queryset(self) -> QuerySet[Deadline]:
        """Narrow to one's own."""
        found: QuerySet[Deadline] = Deadline.objects.visible_to(self.actor)
        return found

    @extend_schema(responses=DeadlineOut(many=True))
    def list(self, request: Request) -> Response:
        """List open deadlines, the nearest first."""
        rows = self.filter_queryset(self.get_queryset())
        if not request.query_params.get("state"):
            rows = rows.filter(STATES["open"])
        return self.page(remarks.with_submission(rows).values(*COLUMNS), self._body)

    @extend_schema(responses=DeadlineOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Read one deadline."""
        rows = remarks.with_submission(self.get_queryset())
        return Response(self._body(self.found(rows.values(*COLUMNS))))

    def _body(self, row: Mapping[str, Any]) -> dict[str, Any]:
        body = _body(row)
        if row["submission"] and row["provider_id"] not in self.actor.provider_ids:
            # What a remark stands on has another page for the AI Office.
            body["matter"]["path"] = remarks.office_path(row["submission"])
        return body


def _body(row: Mapping[str, Any]) -> dict[str, Any]:
    ended = "met" if row["met_at"] else "cancelled" if row["cancelled_at"] else None
    copied = ("id", "clock", "title", "event_on", "flag", "because", "cite", "opened_at")
    return {name: row[name] for name in (*copied, "met_at", "cancelled_at")} | {
        "duty": {"id": row["duty_id"], "key": row["duty__key"]} if row["duty_id"] else None,
        "matter": _matter(row),
        "provider": named(row, "provider_id", "provider__name"),
        "model": named(row, "ai_model_id", "ai_model__name"),
        "due": due(row["due_on"], row["rolled_on"], row["is_provisional"]),
        "state": ended or "open",
    }


def _matter(row: Mapping[str, Any]) -> dict[str, Any] | None:
    if not row["matter"]:
        return None
    return {
        "kind": row["matter"],
        "id": row["matter_id"],
        "title": row["matter_title"],
        "path": row["path"],
    }
