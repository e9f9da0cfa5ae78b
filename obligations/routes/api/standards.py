"""/standards/: lists of harmonised standards, for everybody."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.models import StandardsTaken
from obligations.queries import standards as queries
from providers.rest.views import Resource


class StandardOut(serializers.Serializer[Any]):
    """One standard: what it covers, and since when it stands."""

    key = serializers.CharField()
    title = serializers.CharField()
    cite = serializers.CharField()
    source_url = serializers.CharField()
    published_on = serializers.DateField()
    withdrawn_on = serializers.DateField(allow_null=True, help_text="It no longer stands then.")
    covers = serializers.ListField(child=serializers.CharField(), help_text="Keys, whole.")
    covers_in_part = serializers.DictField(child=serializers.CharField())
    note = serializers.CharField()
    confidence = serializers.CharField()


class StandardListOut(serializers.Serializer[Any]):
    """All standards known on a day; an empty list says that none was found."""

    as_of = serializers.DateField()
    looked_for = serializers.CharField(source="source", help_text="Where, and what was found.")
    source_url = serializers.CharField()
    note = serializers.CharField()
    confidence = serializers.CharField()
    sha256 = serializers.CharField()
    standards = StandardOut(many=True)


class Standards(Resource):
    """Lists of harmonised standards, for everybody."""

    authentication_classes = []
    permission_classes = []
    pagination_class = None
    queryset = StandardsTaken.objects.none()

    @extend_schema(responses=StandardListOut(many=True))
    def list(self, request: Request) -> Response:
        """List them, newest first; the first holds."""
        return Response(StandardListOut(queries.lists(), many=True).data)
