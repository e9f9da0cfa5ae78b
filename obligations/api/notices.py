"""/notices/: one's own inbox."""

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

from obligations.models import Notice
from obligations.queries import notices as queries
from obligations.services import notices
from providers.rest import filters
from providers.rest.fields import Instant
from providers.rest.pagination import Key
from providers.rest.references import NamedOut
from providers.rest.views import Resource


class NoticeOut(serializers.Serializer[Notice]):
    """A message to oneself; ``path`` is where on this site it leads."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    provider = NamedOut(allow_null=True)
    title = serializers.CharField()
    text = serializers.CharField()
    path = serializers.CharField()
    queued_at = Instant()
    read_at = Instant(allow_null=True)


class ReadOut(serializers.Serializer[Any]):
    """How many notices were unread."""

    marked = serializers.IntegerField()


class Notices(Resource):
    """One's own notices, newest first."""

    queryset = Notice.objects.none()
    order = (Key("queued_at", datetime, descending=True), Key("id", UUID, descending=True))
    filtered_by = (
        filters.Truths(
            "unread",
            {"true": Q(read_at=None), "false": Q(read_at__isnull=False)},
            "true: not read yet; false: read.",
        ),
        filters.Ids("provider", "provider_id", "Notices about this provider."),
        filters.Keys("kind", "kind", "Notices of this kind, such as deadline.flagged."),
    )

    def get_queryset(self) -> QuerySet[Notice]:
        """Narrow to one's own inbox."""
        return queries.inbox(self.actor)

    @extend_schema(responses=NoticeOut(many=True))
    def list(self, request: Request) -> Response:
        """List notices, newest first."""
        return self.page(self.filter_queryset(self.get_queryset()), NoticeOut)

    @extend_schema(responses=NoticeOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Read one notice; this does not mark it as read."""
        return Response(NoticeOut(self.found()).data)

    @extend_schema(request=None, responses=NoticeOut)
    def read(self, request: Request, pk: UUID) -> Response:
        """Mark a notice as read; doing it again changes nothing."""
        notices.mark_read(notice=self.found(), by=self.actor, now=timezone.now())
        return Response(NoticeOut(self.found()).data)

    @extend_schema(operation_id="notices_read_all", request=None, responses=ReadOut)
    def read_all(self, request: Request) -> Response:
        """Mark all one's notices as read."""
        return Response({"marked": notices.mark_all_read(by=self.actor, now=timezone.now())})
