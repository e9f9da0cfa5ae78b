"""/indicators/ with their definitions; /suggested-indicators/ for everybody."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.indicators.api.bodies import (
    DefinitionOut,
    IndicatorEndIn,
    IndicatorIn,
    IndicatorOut,
    RedefinitionIn,
    SuggestionOut,
)
from obligations.indicators.models import Definition, Indicator
from obligations.indicators.queries import indicators as queries
from obligations.indicators.services import indicators
from obligations.indicators.services.indicators import Defined
from obligations.indicators.suggestions import suggestions
from providers.models import AIModel, Provider
from providers.rest import filters, revisions
from providers.rest.pagination import Key
from providers.rest.views import Resource


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

    @extend_schema(request=IndicatorEndIn, responses=IndicatorOut)
    def end(self, request: Request, pk: UUID) -> Response:
        """Read an indicator no longer, with the reason; its readings stay. Send If-Match."""
        found, revision = self.found(), revisions.expected(request)
        because = self.body(IndicatorEndIn)["because"]
        indicators.end(
            indicator=found,
            because=because,
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
