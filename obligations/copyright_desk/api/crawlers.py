"""/crawlers/: crawlers, their versions and what is public of them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.copyright_desk.api.bodies import (
    DeskPublicationOut,
    NamedModelOut,
    WithdrawalIn,
    models_named,
    provider_named,
)
from obligations.copyright_desk.models import Crawler, CrawlerVersion
from obligations.copyright_desk.models.crawlers import Operator
from obligations.copyright_desk.queries import desk
from obligations.copyright_desk.services import crawlers, publications
from obligations.copyright_desk.services.crawlers import Description
from obligations.copyright_desk.services.particulars import (
    EARLIEST,
    MOST_ADDRESSES,
    MOST_PERIODS,
)
from obligations.law.deadlines import brussels_day
from providers.models import Provider
from providers.rest import filters
from providers.rest.bodies import Body
from providers.rest.fields import Day, Instant, Name, Prose, Text, Truth
from providers.rest.pagination import Key
from providers.rest.references import NamedOut
from providers.rest.views import Resource


class DescriptionIn(Body):
    """What is said about a crawler; ``periods`` are ``MM/YYYY - MM/YYYY`` or ``MM/YYYY - open``."""

    holds_from = Day(earliest=EARLIEST)
    user_agent = Text(max_length=100)
    http_user_agent = Text(required=False, allow_blank=True, max_length=300)
    operator = serializers.ChoiceField(choices=Operator.values)
    operated_by = Text(required=False, allow_blank=True, max_length=200)
    purpose = Prose(allow_blank=False)
    robots_txt = Prose(allow_blank=False)
    other_protocols = Prose(required=False)
    piracy_lists = Prose(required=False)
    piracy_list_on = Day(earliest=EARLIEST, required=False, allow_null=True)
    lawful_access = Prose(required=False)
    addresses = serializers.ListField(
        child=Text(max_length=60), required=False, max_length=MOST_ADDRESSES
    )
    verification_page = Text(required=False, allow_blank=True, max_length=2000)
    periods = serializers.ListField(child=Text(max_length=40), max_length=MOST_PERIODS)
    trained = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=500)
    names_models = Truth(allow_null=False, required=False)


class CrawlerIn(DescriptionIn):
    """A crawler with its first description."""

    provider = serializers.UUIDField()
    name = Name()


class CrawlerVersionIn(DescriptionIn):
    """A later description; ``after`` is the number of the version you saw."""

    after = serializers.IntegerField(min_value=1, max_value=1_000_000)
    changes = Prose(allow_blank=False)
    corrects = Prose(required=False)


class CrawlerVersionOut(serializers.Serializer[Any]):
    """What was said about a crawler from one day on."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    holds_from = serializers.DateField()
    user_agent = serializers.CharField()
    http_user_agent = serializers.CharField()
    operator = serializers.CharField()
    operated_by = serializers.CharField()
    purpose = serializers.CharField()
    robots_txt = serializers.CharField()
    other_protocols = serializers.CharField()
    piracy_lists = serializers.CharField()
    piracy_list_on = serializers.DateField(allow_null=True)
    lawful_access = serializers.CharField()
    addresses = serializers.ListField(child=serializers.CharField())
    verification_page = serializers.CharField()
    periods = serializers.ListField(child=serializers.CharField())
    trained = NamedModelOut(many=True)
    names_models = serializers.BooleanField()
    changes = serializers.CharField()
    corrects = serializers.CharField()
    recorded_at = Instant()


class CrawlerOut(serializers.Serializer[Any]):
    """A crawler with its latest version; ``public_version`` is the one readers are shown."""

    id = serializers.UUIDField(source="crawler.pk")
    name = serializers.CharField(source="crawler.name")
    provider = NamedOut(source="crawler.provider")
    runs_now = serializers.BooleanField()
    public_version = serializers.IntegerField(source="public_number", allow_null=True)
    latest = CrawlerVersionOut(source="version")


class Crawlers(Resource):
    """Crawlers of one's own providers."""

    queryset = Crawler.objects.none()
    order = (Key("name", str), Key("id", UUID))
    filtered_by = (filters.Ids("provider", "provider_id", "Crawlers of this provider."),)

    def get_queryset(self) -> QuerySet[Crawler]:
        """Narrow to one's own."""
        return desk.visible_crawlers(self.actor)

    @extend_schema(responses=CrawlerOut(many=True))
    def list(self, request: Request) -> Response:
        """List crawlers by name."""
        return self.page(self.filter_queryset(self.get_queryset()), _body)

    @extend_schema(request=CrawlerIn, responses={201: CrawlerOut})
    def create(self, request: Request) -> Response:
        """Register a crawler with its first description; nothing is public yet."""
        given = self.body(CrawlerIn)
        provider = provider_named(self, given.pop("provider"))
        name = given.pop("name")
        made = crawlers.register(
            provider=provider,
            name=name,
            description=_description(self, provider, given),
            by=self.actor,
            now=timezone.now(),
        )
        return Response(_body(self.found(pk=made.pk)), status=201)

    @extend_schema(responses=CrawlerOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Read one crawler."""
        return Response(_body(self.found()))

    @extend_schema(request=None, responses={201: DeskPublicationOut})
    def publish(self, request: Request, pk: UUID) -> Response:
        """Make the latest description public; the feed tells of it."""
        version = _listed(self.found()).version
        made = publications.publish_crawler(version=version, by=self.actor, now=timezone.now())
        return Response(DeskPublicationOut(made).data, status=201)

    @extend_schema(request=WithdrawalIn, responses={201: DeskPublicationOut})
    def withdraw(self, request: Request, pk: UUID) -> Response:
        """Take everything about a crawler off the public page; the feed says so."""
        found: Crawler = self.found()
        because = self.body(WithdrawalIn)["because"]
        made = publications.withdraw_crawler(
            crawler=found, because=because, by=self.actor, now=timezone.now()
        )
        return Response(DeskPublicationOut(made).data, status=201)


class CrawlerVersions(Resource):
    """Descriptions of one crawler."""

    queryset = CrawlerVersion.objects.none()
    order = (Key("number", int, descending=True),)

    def _crawler(self) -> Crawler:
        found: Crawler = self.found(desk.visible_crawlers(self.actor))
        return found

    @extend_schema(responses=CrawlerVersionOut(many=True))
    def list(self, request: Request, pk: UUID) -> Response:
        """List what was said about a crawler, the newest first."""
        rows = CrawlerVersion.objects.visible_to(self.actor).filter(crawler=self._crawler())
        return self.page(rows, CrawlerVersionOut)

    @extend_schema(request=CrawlerVersionIn, responses={201: CrawlerVersionOut})
    def create(self, request: Request, pk: UUID) -> Response:
        """Describe a crawler anew; what was said before stays on record."""
        found = self._crawler()
        given = self.body(CrawlerVersionIn)
        said = {"corrects": given.pop("corrects", "")}
        said |= {name: given.pop(name) for name in ("changes", "after")}
        made = crawlers.describe(
            crawler=found,
            description=_description(self, found.provider, given),
            by=self.actor,
            now=timezone.now(),
            **said,
        )
        return Response(CrawlerVersionOut(made).data, status=201)


def _description(view: Resource, provider: Provider, given: dict[str, Any]) -> Description:
    trained = models_named(view, provider, given.pop("trained", ()))
    return Description(**given, trained=trained)


def _today() -> date:
    return brussels_day(timezone.now())


def _listed(crawler: Crawler) -> desk.Listed:
    return desk.listed(crawler, on=_today())


def _body(crawler: Crawler) -> dict[str, Any]:
    found: dict[str, Any] = CrawlerOut(_listed(crawler)).data
    return found
