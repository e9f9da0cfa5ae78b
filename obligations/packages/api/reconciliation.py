"""/reconciliations/ and /signing-keys/: what was due and sent; the keys to check packages with."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.models import Deadline
from obligations.packages.models import PublishedKey
from obligations.packages.queries import reconciliation as queries
from obligations.packages.queries.reconciliation import State
from providers.models import Provider
from providers.rest import filters
from providers.rest.fields import Instant
from providers.rest.pagination import Key
from providers.rest.references import NamedOut
from providers.rest.views import Resource


class SentPackageOut(serializers.Serializer[Any]):
    """A package that serves the deadline."""

    id = serializers.UUIDField(source="package_id")
    number = serializers.IntegerField(source="package.number")
    status = serializers.CharField(source="package.status")
    sent_at = Instant(source="package.sent_at", allow_null=True)


class ReconciliationOut(serializers.Serializer[Any]):
    """A deadline towards the AI Office: what was due, what was sent, what confirms it."""

    deadline = serializers.UUIDField(source="pk")
    state = serializers.ChoiceField(choices=[one.value for one in State])
    clock = serializers.CharField()
    title = serializers.CharField()
    cite = serializers.CharField()
    model = NamedOut(source="ai_model", allow_null=True)
    due_on = serializers.DateField(help_text="The strict last day.")
    done_on = serializers.DateField(
        allow_null=True,
        help_text="The day on which a recorded fact says it was done. Where the clock asks for "
        "sending, that is the day of sending as its own room records it.",
    )
    met_at = Instant(allow_null=True)
    sent_first_at = Instant(allow_null=True)
    confirmed_first_at = Instant(allow_null=True)
    first_sent_on = serializers.SerializerMethodField()
    is_late = serializers.SerializerMethodField()
    room = serializers.SerializerMethodField()
    packages = SentPackageOut(source="links", many=True)

    def get_first_sent_on(self, row: Any) -> date | None:
        """Give the first day of sending, by package or as its own room records it."""
        return queries.first_sent_on(row)

    def get_room(self, row: Any) -> str:
        """Give the address, without the host, of the page that records it."""
        return queries.room(row)

    def get_is_late(self, row: Any) -> bool:
        """Say whether the first sending came after the strict last day."""
        return queries.is_late(row)


class ReconciliationCountOut(serializers.Serializer[Any]):
    """How many deadlines are in a state."""

    state = serializers.ChoiceField(choices=[one.value for one in State])
    count = serializers.IntegerField()


class ReconciliationCountsOut(serializers.Serializer[Any]):
    """How many deadlines are in each state; every deadline is in exactly one."""

    counts = ReconciliationCountOut(many=True)


class Reconciliations(Resource):
    """Deadlines of one's own providers towards the AI Office, each in exactly one state."""

    queryset = Deadline.objects.none()
    order = (Key("rank", int), Key("due_on", date), Key("id", UUID))
    filtered_by = (
        filters.Ids("provider", "provider_id", "Deadlines of this provider."),
        filters.Ids("model", "ai_model_id", "Deadlines about this model."),
        filters.Choice("state", "state", filters.words(State), "How it stands."),
    )

    def get_queryset(self) -> QuerySet[Deadline]:
        """Narrow to one's own."""
        mine = Provider.objects.filter(pk__in=self.actor.provider_ids)
        return queries.deadlines(mine, self.actor, now=timezone.now())

    @extend_schema(responses=ReconciliationOut(many=True))
    def list(self, request: Request) -> Response:
        """List deadlines, due and never sent first, then by day."""
        rows = self.filter_queryset(self.get_queryset())
        return self.page(queries.with_packages(rows), ReconciliationOut)

    @extend_schema(responses=ReconciliationCountsOut, filters=False)
    def counts(self, request: Request) -> Response:
        """Count the deadlines in each state; they add up to all."""
        found = queries.counts(self.get_queryset())
        rows = [{"state": state, "count": many} for state, many in found.items()]
        return Response({"counts": rows})


class SigningKeyOut(serializers.Serializer[Any]):
    """A key that packages are, or were, signed with."""

    id = serializers.CharField(help_text="As a manifest names it.")
    algorithm = serializers.SerializerMethodField()
    public_key = serializers.CharField(help_text="32 bytes as hexadecimal digits.")
    valid_from = Instant()
    valid_until = Instant(allow_null=True, help_text="null: it signs now.")

    def get_algorithm(self, row: Any) -> str:
        """Name the algorithm."""
        return "Ed25519"


class SigningKeys(Resource):
    """Public keys of this installation, for everybody."""

    authentication_classes = []
    permission_classes = []
    queryset = PublishedKey.objects.none()
    order = (Key("valid_from", datetime, descending=True), Key("id", str, descending=True))

    @extend_schema(responses=SigningKeyOut(many=True))
    def list(self, request: Request) -> Response:
        """List the keys, the newest first; none stands here before the first package is sealed."""
        return self.page(PublishedKey.objects.all(), SigningKeyOut)
