"""/renderings/: files made from documents, reports and notifications, as they were made."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations import downloads
from obligations.models import Recipient, Rendering
from providers.rest import filters
from providers.rest.fields import Instant
from providers.rest.negotiation import AnyMediaType
from providers.rest.pagination import Key
from providers.rest.views import Resource

COLUMNS = (
    "id",
    "provider_id",
    "ai_model_id",
    "subject",
    "subject_id",
    "recipient",
    "title",
    "file_name",
    "media_type",
    "sha256",
    "size",
    "answers",
    "keep_until",
    "made_at",
)


class RenderingOut(serializers.Serializer[Any]):
    """One file as it was made for one recipient."""

    id = serializers.UUIDField()
    provider_id = serializers.UUIDField()
    ai_model_id = serializers.UUIDField(allow_null=True)
    subject = serializers.CharField(help_text="What kind of thing it shows.")
    subject_id = serializers.UUIDField()
    recipient = serializers.ChoiceField(choices=Recipient.choices)
    title = serializers.CharField()
    file_name = serializers.CharField()
    media_type = serializers.CharField()
    sha256 = serializers.CharField()
    size = serializers.IntegerField()
    answers = serializers.ListField(child=serializers.CharField(), help_text="Obligations served.")
    keep_until = serializers.DateField(allow_null=True)
    made_at = Instant()


class Renderings(Resource):
    """Renderings of one's own providers."""

    queryset = Rendering.objects.none()
    order = (Key("made_at", datetime, descending=True), Key("id", UUID, descending=True))
    filtered_by = (
        filters.Ids("provider", "provider_id", "Files of this provider."),
        filters.Ids("model", "ai_model_id", "Files about this model."),
        filters.Ids("subject", "subject_id", "Files that show this document, report or request."),
        filters.Choice("recipient", "recipient", tuple(Recipient.values), "For whom it was made."),
    )

    def get_queryset(self) -> QuerySet[Rendering]:
        """Narrow to one's own."""
        found: QuerySet[Rendering] = Rendering.objects.visible_to(self.actor)
        return found

    @extend_schema(responses=RenderingOut(many=True))
    def list(self, request: Request) -> Response:
        """List renderings, newest first."""
        return self.page(self.filter_queryset(self.get_queryset()).values(*COLUMNS), RenderingOut)

    @extend_schema(responses=RenderingOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Read one rendering."""
        return Response(RenderingOut(self.found(self.get_queryset().values(*COLUMNS))).data)


class RenderingFile(Resource):
    """The bytes of a rendering."""

    queryset = Rendering.objects.none()
    content_negotiation_class = AnyMediaType

    def get_queryset(self) -> QuerySet[Rendering]:
        """Narrow to one's own."""
        found: QuerySet[Rendering] = Rendering.objects.visible_to(self.actor)
        return found

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def download(self, request: Request, pk: UUID) -> FileResponse:
        """Download the file."""
        return downloads.respond(self.found())
