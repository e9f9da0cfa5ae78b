"""/public-summaries/: published training summaries, for everybody."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.summaries.exports import summary as export
from obligations.summaries.models import Publication
from obligations.summaries.queries import public as queries
from providers.rest.pagination import Key
from providers.rest.views import Resource


class PublicSummaryOut(serializers.Serializer[Any]):
    """The latest public version of one summary; nobody has checked what it says."""

    id = serializers.UUIDField(source="document_id")
    provider = serializers.CharField(source="document.provider.name")
    model = serializers.CharField(source="document.ai_model.name")
    version = serializers.IntegerField(source="number")
    published_on = serializers.DateField()
    sha256 = serializers.CharField(source="version.sha256")


class PublicSummaryFullOut(PublicSummaryOut):
    """A public summary with its sections."""

    sections = serializers.ListField(child=serializers.DictField())


class PublicSummaries(Resource):
    """Published training summaries."""

    authentication_classes = []
    permission_classes = []
    queryset = Publication.objects.none()
    order = (Key("published_on", date, descending=True), Key("id", UUID, descending=True))

    def get_queryset(self) -> QuerySet[Publication]:
        """Keep to the latest version of each."""
        return queries.latest().select_related("version")

    @extend_schema(responses=PublicSummaryOut(many=True))
    def list(self, request: Request) -> Response:
        """List the latest version of every public summary."""
        return self.page(self.get_queryset().order_by(), PublicSummaryOut)

    @extend_schema(responses=PublicSummaryFullOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Read the latest version of one public summary, section by section."""
        found = self.found(document=pk)
        body = PublicSummaryOut(found).data
        return Response({**body, "sections": export.sections(found.version.content)})
