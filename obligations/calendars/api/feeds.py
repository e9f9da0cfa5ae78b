"""/calendar-feeds/: one's own feeds, managed by a person who is signed in."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.calendars.models import Feed
from obligations.calendars.queries import feeds as queries
from obligations.calendars.services import feeds
from providers.models import Provider
from providers.rest.authentication import person_of
from providers.rest.bodies import Body
from providers.rest.fields import Instant, Name, Truth
from providers.rest.pagination import Key
from providers.rest.views import Resource


class FeedIn(Body):
    """A feed to issue."""

    provider = serializers.UUIDField(
        allow_null=True, help_text="null: what providers share with the AI Office, for reviewers."
    )
    label = Name(max_length=100, help_text="What for.")  # type: ignore[assignment] # a name of ours
    mine_only = Truth(required=False, allow_null=False)
    with_targets = Truth(
        required=False,
        allow_null=False,
        help_text="Own target days too; usually so, never in a feed of reviewers.",
    )
    with_fixed_dates = Truth(required=False, allow_null=False)
    is_discreet = Truth(required=False, allow_null=False)


class FeedOut(serializers.Serializer[Any]):
    """A feed; its address was shown once."""

    id = serializers.UUIDField()
    provider = serializers.UUIDField(source="provider_id", allow_null=True)
    label = serializers.CharField()  # type: ignore[assignment] # a name of ours
    mine_only = serializers.BooleanField()
    with_targets = serializers.BooleanField()
    with_fixed_dates = serializers.BooleanField()
    is_discreet = serializers.BooleanField()
    created_at = Instant()
    renewed_at = Instant(allow_null=True)
    last_used_at = Instant(allow_null=True)


class IssuedFeedOut(FeedOut):
    """A feed with its address, which cannot be read again."""

    address = serializers.CharField()


class Feeds(Resource):
    """One's own calendar feeds."""

    # An address is shown once and kept nowhere, so an answer with one cannot be given again.
    keeps_answers = False
    queryset = Feed.objects.none()
    order = (Key("created_at", datetime), Key("id", UUID))

    def get_queryset(self) -> QuerySet[Feed]:
        """Narrow to one's own."""
        return queries.of_person(self.actor).select_related("user")

    @extend_schema(responses=FeedOut(many=True))
    def list(self, request: Request) -> Response:
        """List one's own feeds."""
        return self.page(self.get_queryset(), FeedOut)

    @extend_schema(request=FeedIn, responses={201: IssuedFeedOut})
    def create(self, request: Request) -> Response:
        """Issue a feed: only to a person who is signed in, as its address outlives a token."""
        given = self.body(FeedIn)
        mine = Provider.objects.visible_to(self.actor).filter(pk__in=self.actor.provider_ids)
        pk = given["provider"]
        feed, token = feeds.issue(
            user=person_of(request),
            provider=None if pk is None else self.found(mine, pk=pk),
            label=given["label"],
            mine_only=given.get("mine_only", False),
            with_targets=given.get("with_targets", pk is not None),
            with_fixed_dates=given.get("with_fixed_dates", True),
            is_discreet=given.get("is_discreet", True),
            by=self.actor,
            now=timezone.now(),
        )
        return self._issued(request, feed, token, 201)

    @extend_schema(responses=FeedOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Read one feed, without its address."""
        return Response(FeedOut(self.found()).data)

    @extend_schema(request=None, responses=IssuedFeedOut)
    def renew(self, request: Request, pk: UUID) -> Response:
        """Give a feed a new address; the old one ends at once."""
        found = self.found()
        token = feeds.renew(feed=found, by=self.actor, now=timezone.now())
        return self._issued(request, found, token, 200)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: UUID) -> Response:
        """Revoke a feed at once."""
        feeds.revoke(feed=self.found(), by=self.actor, now=timezone.now())
        return Response(status=204)

    def _issued(self, request: Request, feed: Feed, token: str, status: int) -> Response:
        address = request.build_absolute_uri(reverse("calendar-feed", args=[token]))
        return Response(FeedOut(feed).data | {"address": address}, status=status)
