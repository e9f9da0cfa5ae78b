"""/incidents/{id}/classes/ and authorities/: what belongs to one incident."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.incidents.api.incidents import BecauseIn
from obligations.incidents.api.shapes import AuthorityOut, ClassOut, ReclassifiedOut
from obligations.incidents.models import Authority, Classification, Incident
from obligations.incidents.permissions import check_write
from obligations.incidents.queries import lists
from obligations.incidents.services import authorities, classes
from obligations.incidents.services.classes import Reclassified
from obligations.law.incidents import IncidentClass
from providers.rest.bodies import Body
from providers.rest.fields import Country, Name, Word
from providers.rest.pagination import Key
from providers.rest.views import Resource


class ClassIn(Body):
    """One more class."""

    incident_class = Word(IncidentClass)


class AuthorityIn(Body):
    """A national authority of a member state; no list of recipients exists (A10)."""

    name = Name(max_length=200)
    member_state = Country()
    contact = serializers.CharField(required=False, allow_blank=True, max_length=200)
    reference = serializers.CharField(required=False, allow_blank=True, max_length=200)
    told_at = serializers.DateTimeField(required=False, allow_null=True)


class NotificationIn(Body):
    """When an authority was told."""

    told_at = serializers.DateTimeField()
    reference = serializers.CharField(required=False, allow_blank=True, max_length=200)


class Part(Resource):
    """What belongs to one incident of one's own."""

    def incident(self) -> Incident:
        """Find the incident of the address."""
        found: Incident = self.found(lists.visible(self.actor), pk=self.kwargs["pk"])
        return found

    def writable(self) -> Incident:
        """Find the incident for somebody who may change it."""
        found = self.incident()
        check_write(self.actor, found.provider)
        return found


class Classes(Part):
    """Classes of one incident."""

    queryset = Classification.objects.none()
    order = (Key("added_at", datetime), Key("id", UUID))

    @extend_schema(responses=ClassOut(many=True))
    def list(self, request: Request, pk: UUID) -> Response:
        """List the classes an incident has or had."""
        rows = Classification.objects.visible_to(self.actor).filter(incident=self.incident())
        return self.page(rows, ClassOut)

    @extend_schema(request=ClassIn, responses={201: ReclassifiedOut})
    def create(self, request: Request, pk: UUID) -> Response:
        """Add a class; the clock of the first report follows the shortest."""
        changed = classes.add(
            incident=self.writable(), by=self.actor, now=timezone.now(), **self.body(ClassIn)
        )
        return Response(_reclassified(changed), status=201)

    @extend_schema(request=BecauseIn, responses=ReclassifiedOut)
    def remove(self, request: Request, pk: UUID, classification: UUID) -> Response:
        """Remove a class with a reason; warns where a first report falls due later."""
        rows = Classification.objects.visible_to(self.actor).filter(incident=self.writable())
        row = self.found(rows.select_related("incident__provider"), pk=classification)
        because = self.body(BecauseIn)["because"]
        changed = classes.remove(
            classification=row, because=because, by=self.actor, now=timezone.now()
        )
        return Response(_reclassified(changed))


class Authorities(Part):
    """National authorities of one incident."""

    queryset = Authority.objects.none()
    order = (Key("recorded_at", datetime), Key("id", UUID))

    @extend_schema(responses=AuthorityOut(many=True))
    def list(self, request: Request, pk: UUID) -> Response:
        """List the authorities that are, or shall be, told."""
        rows = Authority.objects.visible_to(self.actor).filter(incident=self.incident())
        return self.page(rows, AuthorityOut)

    @extend_schema(request=AuthorityIn, responses={201: AuthorityOut})
    def create(self, request: Request, pk: UUID) -> Response:
        """Name an authority."""
        row = authorities.name_authority(
            incident=self.writable(), by=self.actor, now=timezone.now(), **self.body(AuthorityIn)
        )
        return Response(AuthorityOut(row).data, status=201)

    @extend_schema(request=NotificationIn, responses=AuthorityOut)
    def tell(self, request: Request, pk: UUID, authority: UUID) -> Response:
        """Record when an authority was told; that stays."""
        rows = Authority.objects.visible_to(self.actor).filter(incident=self.writable())
        row = self.found(rows.select_related("incident__provider"), pk=authority)
        given = self.body(NotificationIn)
        authorities.tell(authority=row, by=self.actor, now=timezone.now(), **given)
        return Response(AuthorityOut(row).data)


def _reclassified(changed: Reclassified) -> dict[str, Any]:
    return {**ClassOut(changed.classification).data, "warning": changed.warning}
