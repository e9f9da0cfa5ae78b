"""/duties/{id}/routes/: the ways in which a duty can be demonstrated."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.law.deadlines import brussels_day
from obligations.law.workflow import Route
from obligations.models import Duty
from obligations.queries import routes
from providers.rest.filters import words
from providers.rest.pagination import OnePage
from providers.rest.views import Resource


class RouteOut(serializers.Serializer[Any]):
    """One way, open or closed for a reason."""

    route = serializers.ChoiceField(choices=words(Route))
    is_open = serializers.BooleanField()
    because = serializers.CharField()
    cite = serializers.CharField()


class Routes(Resource):
    """The ways in which a duty can be demonstrated."""

    queryset = Duty.objects.none()
    pagination_class = OnePage

    @extend_schema(responses=RouteOut(many=True))
    def list(self, request: Request, pk: UUID) -> Response:
        """List the ways, each open or closed for a reason, on what the provider recorded."""
        mine = Duty.objects.visible_to(self.actor).filter(provider__in=self.actor.provider_ids)
        duty: Duty = self.found(mine.select_related("provider", "obligation"))
        today = brussels_day(timezone.now())
        rows = [RouteOut(way).data for way in routes.ways(duty, on=today)]
        return Response({"next": None, "previous": None, "results": rows})
