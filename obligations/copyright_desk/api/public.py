"""/public-copyright-desks/: what providers publish for rightsholders, for everybody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.copyright_desk.exports import crawlers as export
from obligations.copyright_desk.queries import public as queries
from obligations.delivery import email
from providers.models import Provider
from providers.rest.fields import Instant
from providers.rest.pagination import Key
from providers.rest.views import Resource


class PublicDeskOut(serializers.Serializer[Any]):
    """A provider with a public copyright desk; nobody has checked what it says."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    feed = serializers.SerializerMethodField()

    def get_feed(self, row: Provider) -> str:
        """Give the address of the Atom feed."""
        return email.absolute(reverse("public-crawlers-feed", args=[row.pk]))


class PublicContactOut(serializers.Serializer[Any]):
    """How rightsholders reach the provider."""

    name = serializers.CharField()
    email = serializers.CharField()
    web_page = serializers.CharField()
    note = serializers.CharField()
    takes_complaints_here = serializers.BooleanField()
    target_days = serializers.IntegerField(allow_null=True)


class PublicDeskFullOut(PublicDeskOut):
    """A public desk with what was published."""

    changed_at = Instant()
    contact = PublicContactOut(allow_null=True)
    summary = serializers.CharField(allow_null=True)
    crawlers = serializers.ListField(child=serializers.DictField())


class PublicDesks(Resource):
    """Public copyright desks."""

    authentication_classes = []
    permission_classes = []
    queryset = Provider.objects.none()
    order = (Key("name", str), Key("id", UUID))

    def get_queryset(self) -> QuerySet[Provider]:
        """Keep to providers that published something."""
        return queries.desks()

    @extend_schema(responses=PublicDeskOut(many=True))
    def list(self, request: Request) -> Response:
        """List the public desks by the provider's name."""
        return self.page(self.get_queryset().order_by(), PublicDeskOut)

    @extend_schema(responses=PublicDeskFullOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Read one public desk: contact point, summary of the policy, crawlers."""
        desk = queries.desk(pk)
        if desk is None:
            raise Http404
        version = desk.summary.policy_version if desk.summary else None
        body = {
            **PublicDeskOut(desk.provider).data,
            "changed_at": Instant().to_representation(desk.changed_at),
            "contact": PublicContactOut(desk.contact).data if desk.contact else None,
            "summary": version.summary if version else None,
            "crawlers": [export.shown(one) for one in desk.crawlers],
        }
        return Response(body)
