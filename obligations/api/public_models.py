"""/public-models/: public data about real models, and what the law would ask; no sign-in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.api.tools.rulings import RulingsOut, rulings_body
from obligations.law.deadlines import brussels_day
from obligations.queries import public_data
from providers.models import AIModel
from providers.rest import filters
from providers.rest.pagination import Key
from providers.rest.views import Resource

ASSUMPTIONS = ("placed-when-published", "nothing")


class PublicModelOut(serializers.Serializer[AIModel]):
    """A model as public lists describe it; no claim is made about any real company."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    organisation = serializers.CharField(source="provider.name")
    published_on = serializers.DateField(allow_null=True)
    source = serializers.CharField(help_text="Whom to credit.")  # type: ignore[assignment] # whom to credit


class PublicRulingsOut(RulingsOut):
    """What the law would ask under the assumption named, on the facts in the list."""

    assumption = serializers.ChoiceField(choices=ASSUMPTIONS)


class PublicModels(Resource):
    """Models of the public data."""

    authentication_classes = []
    permission_classes = []
    queryset = AIModel.objects.none()
    order = (Key("provider__name", str), Key("name", str), Key("id", UUID))
    filtered_by = (
        filters.Search("q", ("name", "provider__name"), "Models with this text in either name."),
    )

    def get_queryset(self) -> QuerySet[AIModel]:
        """Keep to public data."""
        return public_data.models().select_related("provider")

    @extend_schema(responses=PublicModelOut(many=True))
    def list(self, request: Request) -> Response:
        """List the models by organisation and name."""
        return self.page(self.filter_queryset(self.get_queryset()), PublicModelOut)


class PublicRulings(PublicModels):
    """The law's answers about one of them."""

    pagination_class = None
    known_parameters = ("assume",)

    @extend_schema(
        responses=PublicRulingsOut,
        parameters=[
            OpenApiParameter(
                "assume",
                enum=ASSUMPTIONS,
                description="placed-when-published, the usual: the day of publication is taken for "
                "the day of placing on the Union market.",
            )
        ],
    )
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Say what the law would ask of a model under an assumption that is named."""
        assumption = request.query_params.get("assume") or ASSUMPTIONS[0]
        if assumption not in ASSUMPTIONS:
            raise ValidationError({"assume": [f"Write one of: {', '.join(ASSUMPTIONS)}."]})
        on = brussels_day(timezone.now())
        (answer,) = public_data.answers(
            [self.found()], on=on, assume_placed=assumption == ASSUMPTIONS[0]
        )
        body: dict[str, Any] = rulings_body(answer.assessment, on)
        return Response(body | {"assumption": assumption})
