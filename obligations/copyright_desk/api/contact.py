"""/contact-points/: how rightsholders reach one's own providers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.copyright_desk.api.bodies import provider_named
from obligations.copyright_desk.models import ContactPoint
from obligations.copyright_desk.services import contact
from obligations.copyright_desk.services.contact import Designation
from providers.rest import filters
from providers.rest.bodies import Body
from providers.rest.fields import Instant, Name, Prose, Text, Truth
from providers.rest.pagination import Key
from providers.rest.references import NamedOut
from providers.rest.views import Resource


class ContactPointIn(Body):
    """A contact point; ``target_days`` and ``keep_years`` are the provider's own terms."""

    provider = serializers.UUIDField()
    name = Name()
    email = Text(max_length=254)
    web_page = Text(required=False, allow_blank=True, max_length=2000)
    note = Prose(required=False)
    takes_complaints_here = Truth(allow_null=False, required=False)
    target_days = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=365
    )
    keep_years = serializers.IntegerField(required=False, min_value=1, max_value=30)


class ContactPointOut(serializers.Serializer[Any]):
    """A contact point; of one provider the highest number holds, and is public."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    provider = NamedOut()
    name = serializers.CharField()
    email = serializers.CharField()
    web_page = serializers.CharField()
    note = serializers.CharField()
    takes_complaints_here = serializers.BooleanField()
    target_days = serializers.IntegerField(allow_null=True)
    keep_years = serializers.IntegerField()
    designated_at = Instant()
    designated_by = serializers.CharField(source="designated_by_name")


class ContactPoints(Resource):
    """Contact points of one's own providers."""

    queryset = ContactPoint.objects.none()
    order = (Key("number", int, descending=True), Key("id", UUID, descending=True))
    filtered_by = (filters.Ids("provider", "provider_id", "Those of this provider."),)

    def get_queryset(self) -> QuerySet[ContactPoint]:
        """Narrow to one's own."""
        mine: QuerySet[ContactPoint] = ContactPoint.objects.visible_to(self.actor)
        return mine.filter(provider__in=self.actor.provider_ids).select_related("provider")

    @extend_schema(responses=ContactPointOut(many=True))
    def list(self, request: Request) -> Response:
        """List contact points, the newest first."""
        return self.page(self.filter_queryset(self.get_queryset()), ContactPointOut)

    @extend_schema(request=ContactPointIn, responses={201: ContactPointOut})
    def create(self, request: Request) -> Response:
        """Designate the contact point; it is public at once."""
        given = self.body(ContactPointIn)
        provider = provider_named(self, given.pop("provider"))
        made = contact.designate(
            provider=provider,
            designation=Designation(**given),
            by=self.actor,
            now=timezone.now(),
        )
        return Response(ContactPointOut(made).data, status=201)
