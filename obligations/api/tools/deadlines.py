"""POST /tools/deadline/ and GET /tools/clocks/: when a period ends, and which periods there are."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.api.tools.refusals import refusals
from obligations.catalogue.loader import catalogue
from obligations.forms.periods import PeriodIn, of_clock, of_length
from obligations.law import deadlines
from obligations.law.terms import Clock
from providers.errors import InvalidInput
from providers.rest.examples import request_example
from providers.rest.pagination import OnePage
from providers.rest.views import Tool


class PeriodOut(serializers.Serializer[Any]):
    """Both last days: the strict one binds, the rolled one is information."""

    event = serializers.DateField()
    length = serializers.CharField()
    clock = serializers.CharField(allow_null=True)
    backwards = serializers.BooleanField()
    strict = serializers.DateField(help_text="As the text counts.")
    rolled = serializers.DateField(help_text="As Regulation 1182/71 would allow.")
    calendar = serializers.CharField()
    provisional = serializers.BooleanField(
        help_text="A holiday list that this needs is not published yet."
    )
    because = serializers.CharField()
    cite = serializers.CharField()
    doubts = serializers.ListField(child=serializers.CharField())


class ClockOut(serializers.Serializer[Clock]):
    """A period that the texts attach to an event."""

    key = serializers.CharField()
    title = serializers.CharField()
    event = serializers.CharField()
    length = serializers.SerializerMethodField(
        help_text="null where the text gives no number, or a request sets the day."
    )
    cite = serializers.CharField()
    entry = serializers.CharField(help_text="Key of the obligation or measure.")
    backwards = serializers.BooleanField()
    not_before = serializers.BooleanField(help_text="An earliest day, not a last one.")
    note = serializers.CharField()
    confidence = serializers.CharField()
    doubts = serializers.SerializerMethodField()

    def get_length(self, clock: Clock) -> str | None:
        """Write the length as /tools/deadline/ reads it."""
        return str(clock.length) if clock.length else None

    def get_doubts(self, clock: Clock) -> list[str]:
        """Name the open questions the clock meets."""
        return list(deadlines.doubts(clock))


class DeadlineTool(Tool):
    """Count a period (Regulation 1182/71, and the texts' own clocks)."""

    @extend_schema(
        request=PeriodIn,
        responses={200: PeriodOut},
        examples=[
            request_example(
                "Five days over Christmas",
                {"event": "2026-12-23", "length": "5 days", "backwards": False},
            ),
            request_example(
                "A serious cybersecurity breach",
                {"event": "2026-12-23", "clock": "cop-ss-9.3-cybersecurity"},
            ),
        ],
    )
    def create(self, request: Request) -> Response:
        """Say when a period ends, by both ways of counting; nothing is stored."""
        given = self.body(PeriodIn)
        clock = _clock(given["clock"]) if given.get("clock") else None
        with refusals(otherwise="clock" if clock else "length"):
            answer = of_clock(clock, given) if clock else of_length(given)
        return Response(PeriodOut(answer).data)


class Clocks(Tool):
    """The named clocks of the AI Act, the Code and the template."""

    pagination_class = OnePage  # type: ignore[assignment] # the one tool that lists

    @extend_schema(responses=ClockOut(many=True))
    def list(self, request: Request) -> Response:
        """List the named clocks."""
        rows = [ClockOut(clock).data for clock in catalogue().clocks.values()]
        return Response({"next": None, "previous": None, "results": rows})


def _clock(key: str) -> Clock:
    found = catalogue().clocks.get(key)
    if found is None:
        raise InvalidInput(
            "There is no clock of this key; /tools/clocks/ lists them.", field="clock"
        )
    return found
