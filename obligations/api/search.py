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
from obligations.queries.search import sources, words
from obligations.queries.search.sources import Asked, Group
from providers.errors import InvalidInput
from providers.rest.views import Resource

WORDS = OpenApiParameter(
    "q",
    str,
    description="Words that all occur in what is looked for; small slips of typing are forgiven.",
)


KIND = OpenApiParameter(
    "kind", str, description="Key of one kind, as the answer names it: all its hits, page by page."
)
PAGE = OpenApiParameter(
    "page",
    int,
    description=f"Page of the hits of one kind, {sources.PAGE} on each: 1 to {sources.MOST_PAGES}.",
)


class HitOut(serializers.Serializer[Any]):
    """One thing that was found."""

    title = serializers.CharField()
    about = serializers.CharField(help_text="What it belongs to.")
    path = serializers.CharField(help_text="Its page, without the host.")


class GroupOut(serializers.Serializer[Group]):
    """What was found of one kind, the likeliest first: at most eight where no kind is asked for."""

    key = serializers.CharField(help_text="Names the kind in `kind`.")
    kind = serializers.CharField(source="name")
    hits = HitOut(source="found.hits", many=True)
    has_more = serializers.BooleanField(
        source="found.has_more", help_text="Whether there are further hits of this kind."
    )


class SearchOut(serializers.Serializer[Any]):
    """What was found, kind by kind; a kind without a hit is left out."""

    groups = GroupOut(many=True)


class Search(Resource):
    """Search over everything."""

    queryset = Duty.objects.none()
    pagination_class = None
    filter_backends = []
    known_parameters = ("q", "kind", "page")

    @extend_schema(responses=SearchOut, parameters=[WORDS, KIND, PAGE])
    def retrieve(self, request: Request) -> Response:
        """Find what holds every word, within what the token may read; no words find nothing."""
        typed = words.split(request.query_params.get("q", ""))
        on = brussels_day(timezone.now())
        asked = Asked(words=typed, typed=" ".join(typed), actor=self.actor, on=on)
        kind = request.query_params.get("kind", "")
        found = self._one_kind(request, asked, kind) if kind else sources.groups(asked)
        return Response(SearchOut({"groups": found}).data)

    def _one_kind(self, request: Request, asked: Asked, kind: str) -> list[Group]:
        text, most = request.query_params.get("page", "1"), sources.MOST_PAGES
        if not (text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= most):
            raise InvalidInput(f"page is a number from 1 to {most}.", field="page")
        group = sources.page(asked, kind, int(text))
        if group is None:
            raise InvalidInput("kind names no kind of hits.", field="kind")
        return [group] if group.found.hits else []
