"""/events/: the audit trail of one's own providers, and whether its chain is whole."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from providers import permissions
from providers.models import AuditEvent, Provider
from providers.rest import filters
from providers.rest.fields import Instant
from providers.rest.pagination import Key
from providers.rest.views import Resource
from providers.services import audit


class EventOut(serializers.Serializer[AuditEvent]):
    """One change: who did what to what, when; each holds the hash of the one before."""

    id = serializers.UUIDField()
    provider = serializers.UUIDField(source="provider_id", allow_null=True)
    position = serializers.IntegerField()
    at = Instant()
    actor_kind = serializers.CharField()
    actor_name = serializers.CharField()
    action = serializers.CharField()
    subject_type = serializers.CharField()
    subject_id = serializers.CharField()
    subject_name = serializers.CharField()
    detail = serializers.DictField()
    previous_hash = serializers.CharField()
    hash = serializers.CharField()


class ChainProblemOut(serializers.Serializer[Any]):
    """A place where the chain is not what was written."""

    position = serializers.IntegerField()
    message = serializers.CharField()


class VerificationOut(serializers.Serializer[Any]):
    """Whether every event is as it was written, from the first to the last."""

    is_whole = serializers.BooleanField()
    problems = ChainProblemOut(many=True)


class Events(Resource):
    """The audit trail of one's own providers, newest first."""

    queryset = AuditEvent.objects.none()
    order = (Key("position", int, descending=True), Key("id", UUID, descending=True))
    filtered_by = (
        filters.Ids("provider", "provider_id", "Changes of this provider."),
        filters.Keys("action", "action", "Changes of this sort, such as fact.recorded."),
        filters.Keys("subject", "subject_id", "Changes of the thing with this id."),
        filters.Instant("after", "at__gt", "Changes after this instant."),
        filters.Instant("before", "at__lt", "Changes before this instant."),
    )

    def get_queryset(self) -> QuerySet[AuditEvent]:
        """Narrow to one's own providers."""
        rows: QuerySet[AuditEvent] = AuditEvent.objects.visible_to(self.actor)
        return rows.filter(provider__in=self.actor.provider_ids)

    @extend_schema(responses=EventOut(many=True))
    def list(self, request: Request) -> Response:
        """List changes, newest first within each provider."""
        return self.page(self.filter_queryset(self.get_queryset()), EventOut)

    @extend_schema(responses=EventOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        """Read one change."""
        return Response(EventOut(self.found()).data)


class Verification(Resource):
    """Whether the audit trail of a provider is whole."""

    queryset = Provider.objects.none()
    pagination_class = None

    @extend_schema(responses=VerificationOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        """Walk the chain from its beginning and answer every place that does not fit."""
        mine = Provider.objects.visible_to(self.actor).filter(pk__in=self.actor.provider_ids)
        provider = self.found(mine)
        permissions.check_read_audit(self.actor, provider)
        problems = audit.verify(provider)
        return Response(VerificationOut({"is_whole": not problems, "problems": problems}).data)
