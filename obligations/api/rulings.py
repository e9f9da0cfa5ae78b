"""/models/{id}/rulings/: the law's answer about a model on the facts recorded."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.api.tools.rulings import RulingsOut, rulings_body
from obligations.catalogue.loader import catalogue
from obligations.forms.asked import FIRST_TEXT
from obligations.law import applicability
from obligations.law.deadlines import brussels_day
from obligations.queries import catalogue as texts
from obligations.queries import facts
from providers.models import AIModel
from providers.rest.fields import Day
from providers.rest.views import Resource


class Rulings(Resource):
    """Everything the law asks of a model, owed or not, with reasons."""

    queryset = AIModel.objects.none()
    pagination_class = None
    known_parameters = ("on",)

    @extend_schema(
        parameters=[OpenApiParameter("on", date, description="The day asked about; today.")],
        responses=RulingsOut,
    )
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Classify a model and rule on every obligation, on the facts as recorded now."""
        mine = AIModel.objects.visible_to(self.actor).filter(provider__in=self.actor.provider_ids)
        ai_model: AIModel = self.found(mine.select_related("provider"))
        on = _day(request.query_params.get("on")) or brussels_day(timezone.now())
        known = facts.of_model(ai_model, on=on)
        text = texts.in_use(on, ai_model.provider)
        found = applicability.assess(text, known, on, catalogue().working_days())
        return Response(rulings_body(found, on))


def _day(text: Any) -> date | None:
    if not text:
        return None
    try:
        return Day(earliest=FIRST_TEXT).to_internal_value(text)
    except serializers.ValidationError as error:
        raise ValidationError({"on": error.detail}) from error
