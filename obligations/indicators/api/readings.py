"""/indicators/{id}/readings/: read, recorded and corrected."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.indicators.api.bodies import (
    ReadingCorrectionIn,
    ReadingIn,
    ReadingOut,
    ReadingsIn,
)
from obligations.indicators.api.indicators import IndicatorPart
from obligations.indicators.models import Reading
from obligations.indicators.services import readings
from obligations.indicators.services.readings import Read
from obligations.models import Evidence
from providers.rest.pagination import Key


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

    @extend_schema(request=ReadingsIn, responses={201: ReadingOut(many=True)})
    def record(self, request: Request, pk: UUID) -> Response:
        """Record many readings, all of them or none; a day that was read already refuses all."""
        taken = [Read(**one) for one in self.body(ReadingsIn)["readings"]]
        rows = readings.record(
            indicator=self.indicator(), taken=taken, by=self.actor, now=timezone.now()
        )
        return Response(ReadingOut(rows, many=True).data, status=201)

    @extend_schema(request=ReadingCorrectionIn, responses={201: ReadingOut})
    def correct(self, request: Request, pk: UUID, reading: UUID) -> Response:
        """Correct a reading, or take it back; what stood there is kept."""
        rows = Reading.objects.visible_to(self.actor).filter(indicator=self.indicator())
        found = self.found(rows.select_related("provider", "indicator", "definition"), pk=reading)
        given = self.body(ReadingCorrectionIn)
        row = readings.correct(reading=found, by=self.actor, now=timezone.now(), **given)
        return Response(ReadingOut(row).data, status=201)
