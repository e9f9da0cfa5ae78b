"""/submissions/: the AI Office's queue, in the orders of its page, with ages and clocks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.law.deadlines import brussels_day
from obligations.law.workflow import AssessmentStatus, Claim
from obligations.models import Assessment
from obligations.queries import queues, remarks
from obligations.queries.queues import Wanted
from obligations.queries.texts import TEXTS, of_text
from providers.rest import filters
from providers.rest.fields import Instant
from providers.rest.pagination import Key
from providers.rest.references import DutyRefOut, NamedOut
from providers.rest.views import Resource

STATUSES: Mapping[str, Q] = {
    "decided": queues.DECIDED,
    **{one.value: Q(status=one) for one in AssessmentStatus if one is not AssessmentStatus.DRAFT},
}


class FrozenClockOut(serializers.Serializer[Any]):
    """The nearest day ahead among those that were frozen with the submission."""

    title = serializers.CharField()
    strict = serializers.DateField()
    rolled = serializers.DateField()
    provisional = serializers.BooleanField()
    days_left = serializers.IntegerField()


class AnswerAskedOut(serializers.Serializer[Any]):
    """What reviewers asked for on the submission: late first, then waiting, answered, ended."""

    state = serializers.ChoiceField(choices=[one.value for one in queues.ANSWERS])
    asked_on = serializers.DateField(
        allow_null=True, help_text="The nearest day of those that have no answer."
    )


class QueuedOut(serializers.Serializer[Any]):
    """One submission in the queue; ``/assessments/{id}/`` has it whole."""

    id = serializers.UUIDField()
    provider = NamedOut()
    model = NamedOut(allow_null=True)
    duty = DutyRefOut()
    title = serializers.CharField()
    cite = serializers.CharField()
    number = serializers.IntegerField()
    claim = serializers.ChoiceField(choices=[one.value for one in Claim])
    status = serializers.ChoiceField(choices=[one for one in STATUSES if one != "decided"])
    submitted_at = Instant()
    age_days = serializers.IntegerField(
        help_text="Whole days since it was submitted, until its decision where there is one."
    )
    clock = FrozenClockOut(allow_null=True)
    answer = AnswerAskedOut(allow_null=True)


class Submissions(Resource):
    """What was submitted to the AI Office; an empty list for everybody who is no reviewer."""

    queryset = Assessment.objects.none()
    filtered_by = (
        filters.Ids("provider", "provider_id", "Submissions of this provider."),
        filters.Ids("model", "duty__ai_model_id", "Submissions about this model."),
        filters.Truths("status", dict(STATUSES), "By where they stand."),
        filters.Truths(
            "text", {one.name: of_text(one.name, "duty__") for one in TEXTS}, "By their text."
        ),
        filters.Truths(
            "answer",
            {one.value: remarks.stands(one) for one in queues.ANSWERS},
            "By where the answer stands that a reviewer asked for.",
        ),
        filters.Choice("claim", "claim", filters.words(Claim), "By what is claimed."),
        filters.Instant("submitted_before", "submitted_at__lte", "At least so old."),
        filters.Instant("submitted_after", "submitted_at__gt", "Newer than this."),
        filters.Search(
            "q",
            (
                "duty__key",
                "duty__obligation__title",
                "duty__ai_model__name",
                "provider__name",
            ),
            "In the key, the title, the model or the provider.",
        ),
    )
    orders = {
        "waiting": (
            Key("waits", bool, descending=True),
            Key("submitted_at", datetime),
            Key("id", UUID),
        ),
        "clock": (
            Key("next_on", date, nulls=True),
            Key("submitted_at", datetime),
            Key("id", UUID),
        ),
        "newest": (
            Key("submitted_at", datetime, descending=True),
            Key("id", UUID, descending=True),
        ),
    }

    def get_queryset(self) -> QuerySet[Assessment]:
        """Narrow to what reviewers may read, each with what the orders ask for."""
        rows = queues.queue(self.actor, Wanted(), now=timezone.now())
        return rows if self.actor.is_office else rows.none()

    @extend_schema(responses=QueuedOut(many=True))
    def list(self, request: Request) -> Response:
        """List the queue: what waits longest first, by the nearest clock, or newest first."""
        now = timezone.now()
        rows = self.filter_queryset(self.get_queryset())
        return self.page(rows, lambda row: QueuedOut(_shown(row, now)).data)


def _shown(row: Any, now: datetime) -> dict[str, Any]:
    """Shape one row of the queue, from what was frozen with it."""
    end = row.decided_at or now
    return {
        "id": row.pk,
        "provider": row.provider,
        "model": row.duty.ai_model,
        "duty": row.duty,
        "title": row.ruling["title"],
        "cite": row.ruling["cite"],
        "number": row.number,
        "claim": row.claim,
        "status": row.status,
        "submitted_at": row.submitted_at,
        "age_days": max((end - row.submitted_at).days, 0),
        "clock": _clock(row, brussels_day(now)),
        "answer": row.answer_state and {"state": row.answer_state, "asked_on": row.asked_on},
    }


def _clock(row: Any, today: date) -> dict[str, Any] | None:
    if row.next_clock is None:
        return None
    found = {name: row.next_clock[name] for name in ("title", "provisional")}
    strict, rolled = (date.fromisoformat(row.next_clock[one]) for one in ("strict", "rolled"))
    return found | {"strict": strict, "rolled": rolled, "days_left": (strict - today).days}
