"""/search/: everything the token may read, by words."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.law.deadlines import brussels_day
from obligations.models import Duty
from obligations.queries.search import words
from obligations.queries.search.sources import Asked, Group, groups
from providers.rest.views import Resource

WORDS = OpenApiParameter(
    "q",
    str,
    description="Words that all occur in what is looked for; small slips of typing are forgiven.",
)


class HitOut(serializers.Serializer[Any]):
    """One thing that was found."""

    title = serializers.CharField()
    about = serializers.CharField(help_text="What it belongs to.")
    path = serializers.CharField(help_text="Its page, without the host.")


class GroupOut(serializers.Serializer[Group]):
    """What was found of one kind: at most eight, the likeliest first."""

    kind = serializers.CharField(source="name")
    hits = HitOut(source="found.hits", many=True)


class SearchOut(serializers.Serializer[Any]):
    """What was found, kind by kind; a kind without a hit is left out."""

    groups = GroupOut(many=True)


class Search(Resource):
    """Search over everything."""

    queryset = Duty.objects.none()
    pagination_class = None
    filter_backends = []
    known_parameters = ("q",)

    @extend_schema(responses=SearchOut, parameters=[WORDS])
    def retrieve(self, request: Request) -> Response:
        """Find what holds every word, within what the token may read; no words find nothing."""
        typed = words.split(request.query_params.get("q", ""))
        on = brussels_day(timezone.now())
        asked = Asked(words=typed, typed=" ".join(typed), actor=self.actor, on=on)
        return Response(SearchOut({"groups": groups(asked)}).data)
