"""/models/{id}/exports/ and /exports/: the position of a model on a day, as files."""

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

from obligations.dossiers import tasks
from obligations.dossiers.models import Export, Format, State
from obligations.dossiers.services import requests
from providers.models import AIModel
from providers.rest import filters
from providers.rest.bodies import Body
from providers.rest.fields import Day, Instant
from providers.rest.pagination import Key
from providers.rest.views import Resource


class ExportIn(Body):
    """A day, and a format."""

    on = Day(earliest=requests.FIRST_DAY)
    format = serializers.ChoiceField(choices=Format.choices)


class ExportOut(serializers.Serializer[Any]):
    """One export; ``counts`` says of each part how many rows there are, are in it, and are not."""

    id = serializers.UUIDField()
    model = serializers.UUIDField(source="ai_model_id")
    on = serializers.DateField()
    format = serializers.ChoiceField(choices=Format.choices)
    state = serializers.ChoiceField(choices=State.choices)
    done = serializers.IntegerField(help_text="Rows written, of total; 0 of 0 while they are read.")
    total = serializers.IntegerField()
    error = serializers.CharField()
    counts = serializers.DictField()
    rendering = serializers.UUIDField(
        source="rendering_id", allow_null=True, help_text="The file: /renderings/{id}/file/."
    )
    requested_at = Instant()
    ended_at = Instant(allow_null=True)


class Exports(Resource):
    """Exports of one's own providers."""

    queryset = Export.objects.none()
    order = (Key("requested_at", datetime, descending=True), Key("id", UUID, descending=True))
    filtered_by = (
        filters.Ids("model", "ai_model_id", "Exports of this model."),
        filters.Choice("state", "state", tuple(State.values), "By how far they are."),
    )

    def get_queryset(self) -> QuerySet[Export]:
        """Narrow to one's own."""
        found: QuerySet[Export] = Export.objects.visible_to(self.actor)
        return found

    @extend_schema(responses=ExportOut(many=True))
    def list(self, request: Request) -> Response:
        """List exports, newest first."""
        return self.page(self.filter_queryset(self.get_queryset()), ExportOut)

    @extend_schema(responses=ExportOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Read how far one export is."""
        return Response(ExportOut(self.found()).data)


class ModelExports(Resource):
    """Exports of one model."""

    queryset = Export.objects.none()

    @extend_schema(request=ExportIn, responses={202: ExportOut})
    def create(self, request: Request, pk: UUID) -> Response:
        """Ask for the position of a model on a day; ask again until it is done."""
        mine = AIModel.objects.visible_to(self.actor).filter(provider__in=self.actor.provider_ids)
        ai_model = self.found(mine.select_related("provider"))
        given = self.body(ExportIn)
        made = requests.request(
            ai_model=ai_model,
            on=given["on"],
            written_as=given["format"],
            by=self.actor,
            now=timezone.now(),
        )
        transaction.on_commit(partial(tasks.make_export.delay, export_id=str(made.pk)))
        return Response(ExportOut(made).data, status=202)
