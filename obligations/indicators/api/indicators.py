"""/indicators/: definitions, readings and corrections; /suggested-indicators/ for everybody."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.indicators.models import Definition, Direction, Every, Indicator, Reading
from obligations.indicators.queries import indicators as queries
from obligations.indicators.services import indicators, readings
from obligations.indicators.services.indicators import Defined
from obligations.indicators.services.readings import Read
from obligations.indicators.suggestions import suggestions
from obligations.models import Evidence
from providers.models import AIModel, Provider
from providers.rest import filters, revisions
from providers.rest.bodies import Body
from providers.rest.fields import Day, Instant, Name, Prose
from providers.rest.pagination import Key
from providers.rest.views import Resource


class NumberText(serializers.CharField):
    """A decimal string such as "12.5", read exactly by the service."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(max_length=60, help_text="A decimal string such as 12.5.", **rest)


class DefinitionIn(Body):
    """What an indicator measures; a target fits its direction."""

    name = Name()
    meaning = Prose(allow_blank=False)
    unit = Name(max_length=40)
    direction = serializers.ChoiceField(choices=Direction.choices)
    source = Prose(allow_blank=False)  # type: ignore[assignment] # where a value comes from
    target_low = NumberText(required=False, allow_null=True)
    target_high = NumberText(required=False, allow_null=True)
    every = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=1000)
    every_unit = serializers.ChoiceField(choices=Every.choices, required=False, allow_blank=True)
    responsible = serializers.CharField(required=False, allow_blank=True, max_length=200)


class IndicatorIn(DefinitionIn):
    """A new indicator of a measure; without a model it is the provider's own."""

    provider = serializers.UUIDField()
    model = serializers.UUIDField(required=False, allow_null=True)
    measure = serializers.CharField(max_length=80)
    suggestion = serializers.CharField(required=False, allow_blank=True, max_length=80)


class RedefinitionIn(DefinitionIn):
    """A further definition, with the reason."""

    reason = Prose(allow_blank=False)


class ReadingIn(Body):
    """One value on one day."""

    taken_on = Day(earliest=readings.EARLIEST)
    value = NumberText()
    note = Prose(required=False)
    evidence = serializers.UUIDField(required=False, allow_null=True)


class ReadingCorrectionIn(Body):
    """Another value, or null to take it back, with the reason."""

    value = NumberText(allow_null=True)
    reason = Prose(allow_blank=False)


@extend_schema_field(OpenApiTypes.STR)
class DecimalOut(serializers.Field[Decimal, Any, str, Any]):
    """A number as a decimal string, without zeros at its end."""

    def to_representation(self, value: Decimal) -> str:
        """Write it plainly."""
        return f"{value.normalize():f}"


class ReadingOut(serializers.Serializer[Any]):
    """One reading; one that was corrected names what it supersedes."""

    id = serializers.UUIDField()
    taken_on = serializers.DateField()
    value = DecimalOut(allow_null=True)
    note = serializers.CharField()
    evidence = serializers.UUIDField(source="evidence_id", allow_null=True)
    definition = serializers.IntegerField(source="definition.number")
    supersedes = serializers.UUIDField(source="supersedes_id", allow_null=True)
    reason = serializers.CharField()
    recorded_at = Instant()


class DefinitionOut(serializers.Serializer[Any]):
    """What an indicator measures by one definition."""

    number = serializers.IntegerField()
    name = serializers.CharField()
    meaning = serializers.CharField()
    unit = serializers.CharField()
    direction = serializers.ChoiceField(choices=Direction.choices)
    target_low = DecimalOut(allow_null=True)
    target_high = DecimalOut(allow_null=True)
    source = serializers.CharField()  # type: ignore[assignment] # where a value comes from
    every = serializers.IntegerField(allow_null=True)
    every_unit = serializers.CharField()
    responsible = serializers.CharField()
    reason = serializers.CharField()
    recorded_at = Instant()


class IndicatorOut(serializers.Serializer[Any]):
    """One indicator with its present definition, latest reading, and the provider's own plan."""

    id = serializers.UUIDField(source="indicator.pk")
    provider = serializers.UUIDField(source="indicator.provider_id")
    model = serializers.UUIDField(source="indicator.ai_model_id", allow_null=True)
    measure = serializers.CharField(source="indicator.measure")
    suggestion = serializers.CharField(source="indicator.suggestion")
    ended_on = serializers.DateField(source="indicator.ended_on", allow_null=True)
    definition = DefinitionOut()
    latest = ReadingOut(allow_null=True)
    reach = serializers.ChoiceField(choices=["reached", "missed", "no-target", "not-read"])
    next_on = serializers.DateField(allow_null=True, help_text="The provider's plan; no deadline.")


class SuggestionOut(serializers.Serializer[Any]):
    """Suggested by this product; neither the Code nor the Commission set indicators."""

    key = serializers.CharField()
    measure = serializers.CharField()
    name = serializers.CharField()
    meaning = serializers.CharField()
    unit = serializers.CharField()
    direction = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment] # where the value comes from
    why = serializers.CharField()


class Indicators(Resource):
    """Indicators of one's own providers."""

    queryset = Indicator.objects.none()
    order = (Key("created_at", datetime, descending=True), Key("id", UUID, descending=True))
    filtered_by = (
        filters.Ids("provider", "provider_id", "Indicators of this provider."),
        filters.Ids("model", "ai_model_id", "Indicators about this model."),
    )

    def get_queryset(self) -> QuerySet[Indicator]:
        """Narrow to one's own."""
        return queries.visible(self.actor).filter(provider__in=self.actor.provider_ids)

    @extend_schema(responses=IndicatorOut(many=True))
    def list(self, request: Request) -> Response:
        """List indicators, newest first, with their latest reading."""
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset().order_by()))
        body = IndicatorOut(queries.listed(rows or []), many=True).data
        return self.get_paginated_response(body)

    @extend_schema(request=IndicatorIn, responses={201: IndicatorOut})
    def create(self, request: Request) -> Response:
        """Define an indicator of a measure of the Code."""
        given = self.body(IndicatorIn)
        mine = Provider.objects.visible_to(self.actor).filter(pk__in=self.actor.provider_ids)
        provider = self.found(mine, pk=given.pop("provider"))
        models, model = AIModel.objects.visible_to(self.actor), given.pop("model", None)
        made = indicators.define(
            provider=provider,
            ai_model=self.found(models.filter(provider=provider), pk=model) if model else None,
            measure=given.pop("measure"),
            suggestion=given.pop("suggestion", ""),
            defined=Defined(**given),
            by=self.actor,
            now=timezone.now(),
        )
        return self._answer(made.pk, 201)

    @extend_schema(responses=IndicatorOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Read one indicator."""
        return self._answer(self.found().pk)

    @extend_schema(request=RedefinitionIn, responses=IndicatorOut)
    def redefine(self, request: Request, pk: UUID) -> Response:
        """Define an indicator anew; send If-Match with the ETag of what was read."""
        found, revision = self.found(), revisions.expected(request)
        given = self.body(RedefinitionIn)
        indicators.redefine(
            indicator=found,
            reason=given.pop("reason"),
            defined=Defined(**given),
            revision=revision,
            by=self.actor,
            now=timezone.now(),
        )
        return self._answer(found.pk)

    def _answer(self, pk: UUID, status: int = 200) -> Response:
        (shown,) = queries.listed(list(self.get_queryset().filter(pk=pk)))
        response = Response(IndicatorOut(shown).data, status=status)
        return revisions.tagged(response, shown.indicator)


class IndicatorPart(Resource):
    """Something of one indicator."""

    def indicator(self) -> Indicator:
        """Find the indicator the address names among one's own."""
        mine = Indicator.objects.visible_to(self.actor).filter(provider__in=self.actor.provider_ids)
        found: Indicator = self.found(mine.select_related("provider"), pk=self.kwargs["pk"])
        return found


class Definitions(IndicatorPart):
    """Every definition of one indicator."""

    queryset = Definition.objects.none()
    order = (Key("number", int, descending=True),)

    @extend_schema(responses=DefinitionOut(many=True))
    def list(self, request: Request, pk: UUID) -> Response:
        """List the definitions, the present one first."""
        rows = Definition.objects.visible_to(self.actor).filter(indicator=self.indicator())
        return self.page(rows, DefinitionOut)


class Readings(IndicatorPart):
    """Readings of one indicator, corrected ones too."""

    queryset = Reading.objects.none()
    order = (Key("taken_on", date, descending=True), Key("id", UUID, descending=True))

    @extend_schema(responses=ReadingOut(many=True))
    def list(self, request: Request, pk: UUID) -> Response:
        """List readings, the latest day first."""
        rows = Reading.objects.visible_to(self.actor).filter(indicator=self.indicator())
        return self.page(rows.select_related("definition"), ReadingOut)

    @extend_schema(request=ReadingIn, responses={201: ReadingOut})
    def create(self, request: Request, pk: UUID) -> Response:
        """Record one reading by the definition that holds now."""
        found, given = self.indicator(), self.body(ReadingIn)
        pieces, piece = Evidence.objects.visible_to(self.actor), given.pop("evidence", None)
        mine = pieces.filter(provider=found.provider_id)
        (row,) = readings.record(
            indicator=found,
            taken=[Read(**given)],
            evidence=self.found(mine, pk=piece) if piece else None,
            by=self.actor,
            now=timezone.now(),
        )
        return Response(ReadingOut(row).data, status=201)

    @extend_schema(request=ReadingCorrectionIn, responses={201: ReadingOut})
    def correct(self, request: Request, pk: UUID, reading: UUID) -> Response:
        """Correct a reading, or take it back; what stood there is kept."""
        rows = Reading.objects.visible_to(self.actor).filter(indicator=self.indicator())
        found = self.found(rows.select_related("provider", "indicator", "definition"), pk=reading)
        given = self.body(ReadingCorrectionIn)
        row = readings.correct(reading=found, by=self.actor, now=timezone.now(), **given)
        return Response(ReadingOut(row).data, status=201)


class Suggestions(Resource):
    """Indicators this product suggests."""

    authentication_classes = []
    permission_classes = []
    pagination_class = None
    queryset = Indicator.objects.none()

    @extend_schema(responses=SuggestionOut(many=True))
    def list(self, request: Request) -> Response:
        """List the suggestions, in the order of the Code."""
        return Response(SuggestionOut(list(suggestions().values()), many=True).data)
