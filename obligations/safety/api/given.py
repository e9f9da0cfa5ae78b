"""/given-documents/: Frameworks and Model Reports as they were given to the AI Office."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.safety.models import Entry
from obligations.safety.queries import given as queries
from providers.rest import filters
from providers.rest.pagination import Key
from providers.rest.references import NamedOut
from providers.rest.views import Resource


class GivenDocumentOut(serializers.Serializer[Any]):
    """One version that was given; ``sha256`` is that of the PDF as it was kept."""

    id = serializers.UUIDField()
    provider = NamedOut()
    model = NamedOut(source="ai_model", allow_null=True)
    kind = serializers.CharField(source="version.document.kind")
    version = serializers.IntegerField(source="version.number")
    extent = serializers.CharField(source="value.extent")
    given_on = serializers.DateField(source="on")
    is_withdrawn = serializers.BooleanField()
    sha256 = serializers.CharField(source="pdf.sha256", allow_null=True, default=None)


class GivenDocumentFullOut(GivenDocumentOut):
    """The same with the document itself, as it was kept for programs."""

    document = serializers.DictField()


class GivenDocuments(Resource):
    """What was given to the AI Office: its reviewers read it, and so does who gave it."""

    queryset = Entry.objects.none()
    order = (Key("on", date, descending=True), Key("id", UUID, descending=True))
    filtered_by = (
        filters.Ids("provider", "provider_id", "What this provider gave."),
        filters.Ids("model", "ai_model_id", "What was given about this model."),
    )

    def get_queryset(self) -> QuerySet[Entry]:
        """Keep to what was given and stands."""
        return queries.given(self.actor).order_by()

    @extend_schema(responses=GivenDocumentOut(many=True))
    def list(self, request: Request) -> Response:
        """List what was given, the last first."""
        return self.page(self.filter_queryset(self.get_queryset()), GivenDocumentOut)

    @extend_schema(responses=GivenDocumentFullOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        """Read one version whole, as it was given."""
        found = self.found()
        body = GivenDocumentOut(found).data
        return Response({**body, "document": queries.as_kept(found.json)})
