"""/complaints/: complaints of rightsholders; those of the public form come by themselves."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.copyright_desk.api.bodies import provider_named
from obligations.copyright_desk.models import Complaint
from obligations.copyright_desk.models.complaints import Capacity, State
from obligations.copyright_desk.queries import complaints as queries
from obligations.copyright_desk.services import complaints
from obligations.copyright_desk.services.claims import CLAIM_LIMIT, Claim
from obligations.law.deadlines import brussels_day
from providers.rest import filters, revisions
from providers.rest.bodies import Body
from providers.rest.fields import Day, Instant, Name, Prose, Text
from providers.rest.pagination import Key
from providers.rest.references import NamedOut
from providers.rest.views import Resource


class ComplaintIn(Body):
    """A complaint that came by mail or otherwise, with the day of its receipt."""

    provider = serializers.UUIDField()
    received_on = Day()
    name = Name()
    email = Text(max_length=254)
    capacity = serializers.ChoiceField(choices=Capacity.values)
    on_behalf_of = Text(required=False, allow_blank=True, max_length=200)
    works = Prose(allow_blank=False, max_length=CLAIM_LIMIT)
    seen_where = Prose(allow_blank=False, max_length=CLAIM_LIMIT)
    asked = Prose(allow_blank=False, max_length=CLAIM_LIMIT)


class ComplaintTargetIn(Body):
    """The provider's own day for the answer; null clears it. The Code sets none."""

    target_on = Day(allow_null=True)


class ComplaintOut(serializers.Serializer[Any]):
    """One complaint; ``age_days`` counts from receipt to its end, or to today."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    reference = serializers.CharField()
    provider = NamedOut()
    state = serializers.ChoiceField(choices=State.values)
    came_by = serializers.ChoiceField(choices=["form", "post"])
    received_at = Instant()
    age_days = serializers.SerializerMethodField()
    target_on = serializers.DateField(allow_null=True)
    target_passed = serializers.SerializerMethodField()
    capacity = serializers.CharField()
    language = serializers.CharField(
        help_text="That of the form, in which letters about it are written; empty is English."
    )
    name = serializers.CharField()
    email = serializers.CharField()
    on_behalf_of = serializers.CharField()
    works = serializers.CharField()
    seen_where = serializers.CharField()
    asked = serializers.CharField()
    ended_at = Instant(allow_null=True)
    erase_on = serializers.DateField(allow_null=True)
    erased_at = Instant(allow_null=True)

    def get_age_days(self, row: Complaint) -> int:
        """Count the days."""
        return self._aged(row).days

    def get_target_passed(self, row: Complaint) -> bool:
        """Say whether the provider's own target was or is passed."""
        return self._aged(row).is_late

    def _aged(self, row: Complaint) -> queries.Aged:
        return queries.aged(row, on=self.context["today"])


class Complaints(Resource):
    """Complaints to one's own providers."""

    queryset = Complaint.objects.none()
    order = (Key("received_at", datetime, descending=True), Key("id", UUID, descending=True))
    filtered_by = (
        filters.Ids("provider", "provider_id", "Complaints to this provider."),
        filters.Truths("state", queries.STATES, f"One of: {', '.join(queries.STATES)}."),
        filters.Truths(
            "came_by", {"form": Q(came_by="form"), "post": Q(came_by="post")}, "form or post."
        ),
        filters.Search("q", queries.SEARCHED, "Complaints with this text."),
    )

    def get_queryset(self) -> QuerySet[Complaint]:
        """Narrow to one's own."""
        return queries.complaints(self.actor)

    @extend_schema(responses=ComplaintOut(many=True))
    def list(self, request: Request) -> Response:
        """List complaints, the last received first."""
        return self.page(self.filter_queryset(self.get_queryset()), body)

    @extend_schema(request=ComplaintIn, responses={201: ComplaintOut})
    def create(self, request: Request) -> Response:
        """Record a complaint that came by mail."""
        given = self.body(ComplaintIn)
        provider = provider_named(self, given.pop("provider"))
        received_on = given.pop("received_on")
        made = complaints.record(
            provider=provider,
            claim=Claim(**given),
            received_on=received_on,
            by=self.actor,
            now=timezone.now(),
        )
        return answer(made, 201)

    @extend_schema(responses=ComplaintOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Read one complaint."""
        return answer(self.found())

    @extend_schema(request=ComplaintTargetIn, responses=ComplaintOut)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        """Set or clear the own day for the answer."""
        found: Complaint = self.found()
        revision = revisions.expected(request)
        given = self.body(ComplaintTargetIn)
        complaints.set_target(
            complaint=found, revision=revision, by=self.actor, now=timezone.now(), **given
        )
        return answer(found)

    @extend_schema(request=None, responses=ComplaintOut)
    def acknowledge(self, request: Request, pk: UUID) -> Response:
        """Begin to examine a complaint; its author is told by mail."""
        found: Complaint = self.found()
        complaints.acknowledge(complaint=found, by=self.actor, now=timezone.now())
        return answer(found)


def body(row: Complaint) -> dict[str, Any]:
    """Write a complaint as of now."""
    today = brussels_day(timezone.now())
    found: dict[str, Any] = ComplaintOut(row, context={"today": today}).data
    return found


def answer(row: Complaint, status: int = 200) -> Response:
    """Answer with a complaint as it is now, and its ETag."""
    fresh = Complaint.objects.select_related("provider").get(pk=row.pk)
    return revisions.tagged(Response(body(fresh), status=status), fresh)
