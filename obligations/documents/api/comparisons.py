"""/documents/{id}/versions/{number}/comparison/: what reads differently between two versions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.documents import answers
from obligations.documents.models import DocumentVersion
from obligations.documents.outlines import outline
from obligations.documents.queries import documents as queries
from providers.errors import InvalidInput
from providers.rest.views import Resource


class DocumentChangeOut(serializers.Serializer[Any]):
    """One item that reads differently; null where it was missing."""

    item = serializers.CharField(source="item.key")
    title = serializers.CharField(source="item.label")
    before = serializers.DictField(allow_null=True)
    after = serializers.DictField(allow_null=True)


class DocumentComparison(Resource):
    """Two versions of one document, item by item."""

    queryset = DocumentVersion.objects.none()
    pagination_class = None
    known_parameters = ("with",)

    def get_queryset(self) -> QuerySet[DocumentVersion]:
        """Narrow to the versions of the document."""
        document = self.found(queries.one(self.actor, self.kwargs["pk"]))
        rows = queries.versions(self.actor, document)
        return rows.select_related("document")

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "with",
                int,
                description="The other version; the one before if left out, 0 for none.",
            )
        ],
        responses=DocumentChangeOut(many=True),
    )
    def list(self, request: Request, pk: UUID, number: int) -> Response:
        """Compare a version with another: the items whose answers differ, in their order."""
        rows = self.get_queryset()
        after = self.found(rows, number=number)
        other = _other(request, number)
        before = self.found(rows, number=other).content if other else {}
        found = answers.differences(outline(after.document.kind), before, after.content)
        return Response(DocumentChangeOut(found, many=True).data)


def _other(request: Request, number: int) -> int:
    text = request.query_params.get("with", str(number - 1))
    if not (text.isascii() and text.isdecimal() and len(text) < 9):
        raise InvalidInput(_("Name a version by its number."), field="with")
    return int(text)
