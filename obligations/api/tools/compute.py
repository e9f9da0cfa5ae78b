"""POST /tools/compute/: training compute by architecture, hardware or components."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.api.tools.refusals import refusals
from obligations.forms.compute import METHODS
from obligations.law import figures
from obligations.law.estimates import Estimate
from providers.errors import InvalidInput
from providers.rest.bodies import Body
from providers.rest.examples import request_example
from providers.rest.fields import DecimalOut
from providers.rest.views import Tool


class ItemOut(serializers.Serializer[Any]):
    """One amount, and why it counts or does not."""

    name = serializers.CharField()
    flop = DecimalOut()
    because = serializers.CharField(source="reason")


class EstimateOut(serializers.Serializer[Estimate]):
    """Training compute in FLOP; every test is strictly greater than."""

    flop = DecimalOut(help_text="Cumulative, exact.")
    training_flop = DecimalOut(help_text="The part that updated the parameters themselves.")
    reported = serializers.SerializerMethodField(help_text="In two significant figures.")
    lower = DecimalOut(help_text="30 % less.")
    upper = DecimalOut(help_text="30 % more.")
    over_1e23 = serializers.BooleanField()
    over_1e25 = serializers.BooleanField()
    near_1e23 = serializers.BooleanField(help_text="Not over, but its upper bound is.")
    near_1e25 = serializers.BooleanField(help_text="Not over, but its upper bound is.")
    counted = ItemOut(many=True)
    not_counted = ItemOut(many=True)
    because = serializers.CharField()
    cite = serializers.CharField()

    def get_reported(self, estimate: Estimate) -> str:
        """Write the figure as the notification asks for it."""
        return figures.two_figures(estimate.reported)


class ComputeTool(Tool):
    """Estimate training compute (Guidelines, paras. 115 to 141)."""

    @extend_schema(
        request=PolymorphicProxySerializer(
            component_name="Compute",
            serializers={name: body for name, (body, _) in METHODS.items()},
            resource_type_field_name="method",
        ),
        responses={200: EstimateOut},
        examples=[
            request_example(
                "A dense transformer",
                {"method": "architecture", "parameters": "405e9", "tokens": "15.6e12"},
            ),
            request_example(
                "Rented accelerators",
                {
                    "method": "hardware",
                    "phases": [
                        {
                            "units": "2048",
                            "days": "60",
                            "peak_flop_per_second": "989e12",
                            "utilisation": "0.40",
                        }
                    ],
                },
            ),
        ],
    )
    def create(self, request: Request) -> Response:
        """Estimate training compute in exact decimal arithmetic; nothing is stored."""
        body, estimate = _method(request.data)
        with refusals():
            found = estimate(self.body(body))
        return Response(EstimateOut(found).data)


def _method(data: Any) -> tuple[type[Body], Callable[[Mapping[str, Any]], Estimate]]:
    if not isinstance(data, Mapping):
        raise InvalidInput("Write a JSON object with named fields.")
    name = data.get("method")
    if not isinstance(name, str) or name not in METHODS:
        raise InvalidInput(f"Write one of: {', '.join(METHODS)}.", field="method")
    return METHODS[name]
