"""…/activity/: what happened to one thing and its parts, in words, from the audit trail."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.actions import said
from obligations.queries import activity
from providers.models import AuditEvent
from providers.rest import filters
from providers.rest.fields import Instant
from providers.rest.pagination import Key
from providers.rest.views import Resource


class ActivityOut(serializers.Serializer[AuditEvent]):
    """One change: who did what, to what, when; ``/events/{id}/`` has its particulars."""

    id = serializers.UUIDField()
    at = Instant()
    who = serializers.CharField(source="actor_name")
    action = serializers.CharField()
    said = serializers.SerializerMethodField(help_text="The action in words, after the name.")
    about_kind = serializers.CharField(source="subject_type")
    about_id = serializers.CharField(source="subject_id")
    about = serializers.CharField(source="subject_name")

    def get_said(self, row: AuditEvent) -> str:
        """Say the action in words."""
        return str(said(row.action))


class Activity(Resource):
    """What happened to one thing of one's own provider; ``kind`` names the kind of thing."""

    kind = ""
    queryset = AuditEvent.objects.none()
    order = (Key("position", int, descending=True), Key("id", UUID, descending=True))
    filtered_by = (
        filters.Instant("after", "at__gt", "Changes after this instant."),
        filters.Instant("before", "at__lt", "Changes before this instant."),
    )

    def get_queryset(self) -> QuerySet[AuditEvent]:
        """Narrow to the events about the thing and its parts."""
        kind = activity.KINDS[self.kind]
        row: Any = self.found(activity.own(kind, self.actor))
        return activity.of(kind, row, self.actor)

    @extend_schema(responses=ActivityOut(many=True))
    def list(self, request: Request, pk: str) -> Response:
        """List what happened to it, the newest first."""
        return self.page(self.filter_queryset(self.get_queryset()), ActivityOut)
