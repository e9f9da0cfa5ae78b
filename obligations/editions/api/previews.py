"""/previews/: what an amendment changes for one's own provider, asked for and kept."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.editions import tasks
from obligations.editions.api.amendments import found
from obligations.editions.models import Preview, State
from obligations.editions.services import previews
from obligations.law.effects import What
from providers.models import Provider
from providers.rest import filters
from providers.rest.bodies import Body
from providers.rest.fields import Day, Instant, Text
from providers.rest.filters import words
from providers.rest.pagination import Key
from providers.rest.views import Resource


class EditionPreviewIn(Body):
    """The provider asked about, and the edition."""

    provider = serializers.UUIDField()
    instrument = Text(max_length=40)
    day = Day()


class EffectOut(serializers.Serializer[Any]):
    """One duty before and after; ``model`` is null for what the provider owes as a whole."""

    model = serializers.UUIDField(allow_null=True)
    model_name = serializers.CharField(allow_null=True)
    key = serializers.CharField()
    title = serializers.CharField()
    what = serializers.ChoiceField(choices=words(What))
    before = serializers.CharField()
    after = serializers.CharField()
    because = serializers.CharField()
    cite = serializers.CharField()
    doubts = serializers.ListField(child=serializers.CharField())


class RestingOut(serializers.Serializer[Any]):
    """A submission whose entry reads differently; it is not reopened."""

    assessment = serializers.UUIDField()
    duty = serializers.UUIDField()
    key = serializers.CharField()
    title = serializers.CharField()
    model_name = serializers.CharField(allow_null=True)
    status = serializers.CharField()
    submitted_at = serializers.CharField()


class PreviewOut(serializers.Serializer[Any]):
    """How far a preview is; ``done`` of ``total`` models."""

    id = serializers.UUIDField()
    provider = serializers.UUIDField(source="provider_id")
    instrument = serializers.CharField(source="edition.instrument")
    day = serializers.DateField(source="edition.in_force_from")
    state = serializers.ChoiceField(choices=State.choices)
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    error = serializers.CharField()
    requested_at = Instant()
    ended_at = Instant(allow_null=True)


class FullPreviewOut(PreviewOut):
    """A preview with what was found; ``counts`` also counts the duties nothing happens to."""

    on = serializers.DateField(source="body.on", default=None, allow_null=True)
    counts = serializers.DictField(
        source="body.counts", child=serializers.IntegerField(), default=dict
    )
    effects = EffectOut(source="body.effects", many=True, default=list)
    submissions = RestingOut(source="body.submissions", many=True, default=list)


class Previews(Resource):
    """Previews of one's own providers."""

    queryset = Preview.objects.none()
    order = (Key("requested_at", datetime, descending=True), Key("id", UUID, descending=True))
    filtered_by = (filters.Choice("state", "state", tuple(State.values), "By how far they are."),)

    def get_queryset(self) -> QuerySet[Preview]:
        """Narrow to one's own."""
        mine: QuerySet[Preview] = Preview.objects.visible_to(self.actor)
        return mine.select_related("edition")

    @extend_schema(responses=PreviewOut(many=True))
    def list(self, request: Request) -> Response:
        """List previews, newest first, without what they found."""
        rows = self.filter_queryset(self.get_queryset().defer("body"))
        return self.page(rows, PreviewOut)

    @extend_schema(responses=FullPreviewOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Read one preview: every duty that something happens to, by model."""
        return Response(FullPreviewOut(self.found()).data)

    @extend_schema(request=EditionPreviewIn, responses={202: PreviewOut})
    def create(self, request: Request) -> Response:
        """Ask what an amendment changes for a provider; nothing but the answer is written."""
        given = self.body(EditionPreviewIn)
        mine = Provider.objects.filter(pk__in=self.actor.provider_ids)
        made = previews.request(
            provider=self.found(mine, pk=given["provider"]),
            amendment=found(given["instrument"], given["day"].isoformat()),
            by=self.actor,
            now=timezone.now(),
        )
        transaction.on_commit(partial(tasks.make_edition_preview.delay, preview_id=str(made.pk)))
        return Response(PreviewOut(made).data, status=202)
