"""/obligations/: the catalogue, for everybody."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.forms.asked import FIRST_TEXT
from obligations.law.deadlines import brussels_day
from obligations.law.terms import Bearer, Confidence, Kind, Subject
from obligations.models import Obligation
from obligations.queries import catalogue
from providers.rest import filters
from providers.rest.fields import Day
from providers.rest.filters import TEXT_LIMIT, words
from providers.rest.pagination import Key
from providers.rest.views import Resource

INSTRUMENTS = ("ai-act", "code-of-practice", "guidelines", "training-template")


class ObligationOut(serializers.Serializer[Obligation]):
    """One entry of the catalogue as it reads on a day."""

    key = serializers.CharField()
    kind = serializers.ChoiceField(choices=words(Kind))
    title = serializers.CharField()
    summary = serializers.CharField(help_text="In our own plain words; the citation leads on.")
    cite = serializers.CharField()
    instrument = serializers.ChoiceField(choices=INSTRUMENTS)
    chapter = serializers.CharField(allow_null=True)
    parent = serializers.CharField(allow_null=True)  # type: ignore[assignment] # a key
    applies_from = serializers.DateField(allow_null=True)
    enforceable_from = serializers.DateField(allow_null=True)
    audience = serializers.ListField(child=serializers.CharField())
    bearer = serializers.ChoiceField(choices=words(Bearer), help_text="On whom it rests.")
    subject = serializers.ChoiceField(choices=words(Subject))
    edition = serializers.DateField(
        source="edition.in_force_from", help_text="The edition of the text, named by its day."
    )
    measures = serializers.ListField(
        child=serializers.CharField(), help_text="Measures of the Code that help to meet it."
    )
    confidence = serializers.ChoiceField(
        choices=words(Confidence), help_text="P: verified in the primary text; I: own reading."
    )
    source_url = serializers.CharField()

    def to_representation(self, row: Obligation) -> dict[str, Any]:
        """Write absent words as null."""
        body: dict[str, Any] = super().to_representation(row)
        return body | {name: body[name] or None for name in ("chapter", "parent")}


class EntryOut(ObligationOut):
    """One entry with everything the catalogue says about it."""

    trigger = serializers.CharField()
    exemptions = serializers.CharField()
    frequency = serializers.CharField()
    clocks = serializers.ListField(child=serializers.CharField(), help_text="See /tools/clocks/.")
    retention = serializers.DictField(allow_null=True)
    evidence = serializers.ListField(child=serializers.CharField(), help_text="Typical evidence.")
    links = serializers.ListField(child=serializers.CharField())
    doubts = serializers.ListField(child=serializers.CharField())
    note = serializers.CharField()


class Obligations(Resource):
    """The catalogue as it reads on a day: no sign-in."""

    authentication_classes = []
    permission_classes = []
    queryset = Obligation.objects.none()
    order = (Key("instrument", str), Key("position", int), Key("pk", int))
    known_parameters = ("as_of",)
    filtered_by = (
        filters.Choice("instrument", "instrument", INSTRUMENTS, "Entries of this text."),
        filters.Choice("kind", "kind", words(Kind), "Entries of this kind."),
        filters.Keys("chapter", "chapter", "Entries of this chapter of the Code."),
        filters.Keys("parent", "parent", "Entries directly under this one."),
    )

    def get_queryset(self) -> QuerySet[Obligation]:
        """Narrow to the text in force on the day asked for."""
        return catalogue.entries(self._as_of())

    def _as_of(self) -> date:
        text = self.request.query_params.get("as_of")
        if not text:
            return brussels_day(timezone.now())
        try:
            return Day(earliest=FIRST_TEXT).to_internal_value(text)
        except serializers.ValidationError as error:
            raise ValidationError({"as_of": error.detail}) from error

    def parameters(self) -> list[str]:
        """Add the search, which needs more than one column."""
        found = super().parameters()
        return [*found, "search"] if self.action == "list" else found

    @extend_schema(
        responses=ObligationOut(many=True),
        parameters=[
            OpenApiParameter(
                "search", OpenApiTypes.STR, description="In key, citation, title and summary."
            ),
            OpenApiParameter("as_of", OpenApiTypes.DATE, description="The text of this day."),
        ],
    )
    def list(self, request: Request) -> Response:
        """List the catalogue in the order of the texts; the search forgives typing."""
        rows = self.filter_queryset(self.get_queryset())
        text = request.query_params.get("search", "")
        if len(text) > TEXT_LIMIT or "\0" in text:
            raise ValidationError({"search": [f"Write at most {TEXT_LIMIT} characters."]})
        if text.strip():
            found = catalogue.search(text=text, as_of=self._as_of())
            rows = rows.filter(pk__in=[row.pk for row in found])
        return self.page(rows, ObligationOut)

    @extend_schema(
        responses=EntryOut,
        parameters=[
            OpenApiParameter("key", OpenApiTypes.STR, OpenApiParameter.PATH),
            OpenApiParameter("as_of", OpenApiTypes.DATE, description="The text of this day."),
        ],
    )
    def retrieve(self, request: Request, key: str) -> Response:
        """Read one entry by its key."""
        row = None if "\0" in key else catalogue.entry(key, self._as_of())
        if row is None:
            raise Http404
        return Response(ObligationOut(row).data | _said(row))


def _said(row: Obligation) -> dict[str, Any]:
    """Take from the data file's entry what lists leave out."""
    lists = ("clocks", "evidence", "links", "doubts")
    texts = ("trigger", "exemptions", "frequency", "note")
    return {
        **{name: row.body.get(name) or [] for name in lists},
        **{name: row.body.get(name) or "" for name in texts},
        "retention": row.body.get("retention"),
    }
