"""/amendments/: what each new edition of a text changed, for everybody."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.catalogue.records import What
from obligations.editions.queries import amendments, pages
from obligations.editions.queries.amendments import Amendment
from obligations.editions.queries.pages import Line, Standing
from obligations.law.comparisons import Op
from obligations.models import Edition
from providers.rest.filters import words
from providers.rest.views import Resource

PLACE = [
    OpenApiParameter("instrument", str, OpenApiParameter.PATH, description="The text."),
    OpenApiParameter("day", date, OpenApiParameter.PATH, description="The day of the edition."),
]


class AmendmentOut(serializers.Serializer[Any]):
    """An edition beside the one before it: added, changed and unchanged make up the new one."""

    instrument = serializers.CharField()
    day = serializers.DateField(help_text="From which it is the text to read.")
    before = serializers.DateField(help_text="The edition before.")
    title = serializers.CharField()
    cite = serializers.CharField()
    source_url = serializers.CharField()
    is_held = serializers.BooleanField(help_text="Duties still follow the edition before.")
    added = serializers.IntegerField()
    changed = serializers.IntegerField()
    removed = serializers.IntegerField()
    unchanged = serializers.IntegerField()


class PieceOut(serializers.Serializer[Any]):
    """A run of words that both wordings have, or one of them."""

    op = serializers.ChoiceField(choices=words(Op))
    text = serializers.CharField()


class FieldChangeOut(serializers.Serializer[Any]):
    """One field that reads differently."""

    field = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()
    is_reference = serializers.BooleanField(help_text="It only helps to find and check the entry.")
    pieces = PieceOut(many=True)


class LineOut(serializers.Serializer[Any]):
    """One entry that differs."""

    key = serializers.CharField(source="entry.key")
    what = serializers.ChoiceField(choices=words(What))
    title = serializers.CharField(source="entry.title")
    cite = serializers.CharField(source="entry.cite")
    sentence = serializers.CharField(help_text="What changed, in our own words.")
    changes = FieldChangeOut(source="fields", many=True)


class ComparisonOut(AmendmentOut):
    """An amendment with every entry that differs, and the open questions they raise."""

    doubts = serializers.ListField(child=serializers.CharField())
    entries = LineOut(many=True)


class Amendments(Resource):
    """Amendments of the texts: no sign-in."""

    authentication_classes = []
    permission_classes = []
    pagination_class = None
    queryset = Edition.objects.none()

    @extend_schema(responses=AmendmentOut(many=True))
    def list(self, request: Request) -> Response:
        """List every amendment the catalogue knows, the latest first."""
        return Response([AmendmentOut(_body(one)).data for one in pages.standings()])

    @extend_schema(responses=ComparisonOut, parameters=PLACE)
    def retrieve(self, request: Request, instrument: str, day: str) -> Response:
        """Compare an edition with the one before it, field by field and word by word."""
        amendment = found(instrument, day)
        standing = next(one for one in pages.standings() if one.amendment.after is amendment.after)
        entries: list[Line] = pages.lines(amendment, standing.comparison)
        body = _body(standing) | {"doubts": standing.comparison.doubts, "entries": entries}
        return Response(ComparisonOut(body).data)


def found(instrument: str, day: str) -> Amendment:
    """Find an amendment by its address, or raise Http404."""
    try:
        amendment = amendments.amendment(instrument, date.fromisoformat(day))
    except ValueError:
        amendment = None
    if amendment is None:
        raise Http404
    return amendment


def _body(one: Standing) -> dict[str, Any]:
    edition, compared = one.amendment.after, one.comparison
    return {
        "instrument": edition.instrument,
        "day": edition.in_force_from,
        "before": one.amendment.before.in_force_from,
        "title": edition.title,
        "cite": edition.cite,
        "source_url": edition.source_url,
        "is_held": one.is_held,
        "added": len(compared.added),
        "changed": len(compared.changed),
        "removed": len(compared.removed),
        "unchanged": compared.unchanged,
    }
