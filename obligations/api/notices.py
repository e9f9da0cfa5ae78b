"""/notices/: one's own inbox, and how what it holds reaches one besides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.law.deadlines import brussels_day
from obligations.models import Channel, Notice, Topic
from obligations.queries import channels as channel_queries
from obligations.queries import notices as queries
from obligations.services import channels, reading
from providers.rest import filters, revisions
from providers.rest.authentication import person_of
from providers.rest.bodies import Body
from providers.rest.fields import Day, Instant, Word
from providers.rest.pagination import Key
from providers.rest.references import NamedOut
from providers.rest.views import Resource
from providers.services import audit


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
    snoozed_until = Day(allow_null=True, help_text="Unread again from this day on, in Brussels.")


class ReadOut(serializers.Serializer[Any]):
    """How many notices were unread."""

    marked = serializers.IntegerField()


class ChannelsOut(serializers.Serializer[Any]):
    """How notices of each topic reach one; the inbox holds them all."""

    deadlines = serializers.ChoiceField(choices=Channel.choices)
    assignments = serializers.ChoiceField(choices=Channel.choices)
    reviews = serializers.ChoiceField(choices=Channel.choices)
    comments = serializers.ChoiceField(choices=Channel.choices)
    incidents_and_requests = serializers.ChoiceField(choices=Channel.choices)
    law_changes = serializers.ChoiceField(choices=Channel.choices)
    operations = serializers.ChoiceField(choices=Channel.choices)


class ChannelsIn(Body):
    """What to choose; topics left out stay as they are."""

    deadlines = Word(Channel, required=False)
    assignments = Word(Channel, required=False)
    reviews = Word(Channel, required=False)
    comments = Word(Channel, required=False)
    incidents_and_requests = Word(Channel, required=False)
    law_changes = Word(Channel, required=False)
    operations = Word(Channel, required=False)


class SnoozeIn(Body):
    """Until when: a day after today, within a year."""

    until = Day()


class NoticeChannels(Resource):
    """How notices of each topic reach oneself."""

    queryset = Notice.objects.none()
    pagination_class = None

    @extend_schema(responses=ChannelsOut)
    def retrieve(self, request: Request) -> Response:
        """Say how notices of each topic reach one: by mail at once, daily, or in the inbox."""
        return revisions.unrevised(self._body(channel_queries.chosen_by(person_of(request).pk)))

    @extend_schema(request=ChannelsIn, responses=ChannelsOut)
    def partial_update(self, request: Request) -> Response:
        """Choose for some topics; overdue deadlines and clocks of events are mailed all the same.

        Topics left out stay as they are.
        """
        person, given = person_of(request), self.body(ChannelsIn, partial=True)
        with audit.turn(None):
            before = self._body(channel_queries.chosen_by(person.pk))
            revisions.check_unrevised(request, before)
            after = channels.choose(user=person, given=given, by=self.actor, now=timezone.now())
        return revisions.unrevised(self._body(after))

    def _body(self, chosen: Mapping[Topic, Channel]) -> dict[str, str]:
        return {topic.value: channel.value for topic, channel in chosen.items()}


class Notices(Resource):
    """One's own notices, newest first."""

    queryset = Notice.objects.none()
    order = (Key("queued_at", datetime, descending=True), Key("id", UUID, descending=True))
    filtered_by = (
        filters.Truths(
            "unread",
            {"true": Q(is_unread=True), "false": Q(is_unread=False)},
            "true: not read yet, and not put off; false: read, or put off to a later day.",
        ),
        filters.Ids("provider", "provider_id", "Notices about this provider."),
        filters.Keys("kind", "kind", "Notices of this kind, such as deadline.flagged."),
    )

    def get_queryset(self) -> QuerySet[Notice]:
        """Narrow to one's own inbox."""
        rows = queries.inbox(self.actor)
        unread = Notice.objects.unread(brussels_day(timezone.now())).filter(pk=OuterRef("pk"))
        return rows.annotate(is_unread=Exists(unread))

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
        reading.mark_read(notice=self.found(), by=self.actor, now=timezone.now())
        return Response(NoticeOut(self.found()).data)

    @extend_schema(request=None, responses=NoticeOut)
    def unread(self, request: Request, pk: UUID) -> Response:
        """Mark a notice as unread at once, put off or not; doing it again changes nothing."""
        reading.mark_unread(notice=self.found(), by=self.actor)
        return Response(NoticeOut(self.found()).data)

    @extend_schema(request=SnoozeIn, responses=NoticeOut)
    def snooze(self, request: Request, pk: UUID) -> Response:
        """Put a notice off: it counts as unread again from that day on, in Brussels."""
        notice = self.found()
        until = self.body(SnoozeIn)["until"]
        reading.snooze(notice=notice, until=until, by=self.actor, now=timezone.now())
        return Response(NoticeOut(self.found()).data)

    @extend_schema(operation_id="notices_read_all", request=None, responses=ReadOut)
    def read_all(self, request: Request) -> Response:
        """Mark all one's unread notices as read; what is put off stays so."""
        marked = reading.mark_all_read(by=self.actor, now=timezone.now())
        return Response({"marked": len(marked)})
