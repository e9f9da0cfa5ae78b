"""/packages/{id}/sending/ and the like: that a package was sent, shared and received."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations import downloads
from obligations.packages.api.bodies import PackageWholeOut
from obligations.packages.api.packages import Packages
from obligations.packages.models import Channel, Package, PackageReceipt
from obligations.packages.services import receipts, sending
from obligations.packages.services.receipts import REFERENCE_LIMIT
from providers.rest.bodies import Body
from providers.rest.fields import Day, Instant, Name, Prose
from providers.rest.negotiation import AnyMediaType
from providers.rest.pagination import Key
from providers.rest.parsers import FormParser, StrictJSONParser
from providers.rest.views import Resource


@extend_schema_field(OpenApiTypes.DATETIME)
class GivenInstant(serializers.Field[datetime, Any, str, Any]):
    """An instant with its offset; one without could be meant in any time zone."""

    default_error_messages = {
        "format": "Write an instant with its offset, such as 2026-08-02T09:00:00+02:00.",
    }

    def to_internal_value(self, data: Any) -> datetime:
        """Read the instant."""
        try:
            found = datetime.fromisoformat(data) if isinstance(data, str) else None
        except ValueError:
            found = None
        if found is None or found.tzinfo is None or not 2000 < found.year < 2200:
            self.fail("format")
        return found

    def to_representation(self, value: datetime) -> str:
        """Write the instant."""
        return value.isoformat()


class PackageSendingIn(Body):
    """When and how a package was sent."""

    sent_at = GivenInstant()
    channel = serializers.ChoiceField(
        choices=[one for one in Channel.values if one != Channel.HERE]
    )


class PackageSharingIn(Body):
    """The last day on which reviewers read it here; without one, or null, there is no end."""

    until = Day(required=False, allow_null=True)


class PackageUnsharingIn(Body):
    """Why the sharing is taken back."""

    because = Prose(allow_blank=False)


class PackageReceiptIn(Body):
    """What confirms that a package arrived: a reference, a file, or both."""

    received_at = GivenInstant()
    channel = serializers.ChoiceField(choices=Channel.values)
    reference = Name(required=False, allow_blank=True, max_length=REFERENCE_LIMIT)
    confirmed_by = Name(required=False, allow_blank=True, max_length=REFERENCE_LIMIT)
    note = Prose(required=False)
    file = serializers.FileField(required=False, allow_empty_file=True)


class PackageReceiptOut(serializers.Serializer[Any]):
    """A receipt, as it was recorded."""

    id = serializers.UUIDField()
    package = serializers.UUIDField(source="package_id")
    received_at = Instant()
    channel = serializers.ChoiceField(choices=Channel.values)
    reference = serializers.CharField()
    confirmed_by = serializers.CharField()
    note = serializers.CharField()
    file_name = serializers.CharField()
    sha256 = serializers.CharField()
    size = serializers.IntegerField()
    recorded_at = Instant()
    recorded_by = serializers.CharField(source="recorded_by_name")


class PackageSending(Packages):
    """What happens with a sealed package."""

    @extend_schema(request=PackageSendingIn, responses=PackageWholeOut)
    def send(self, request: Request, pk: str) -> Response:
        """Record that a sealed package was sent; once."""
        package = self.found()
        given = self.body(PackageSendingIn)
        sending.record(package=package, by=self.actor, now=timezone.now(), **given)
        return self.answer(package)

    @extend_schema(request=PackageSharingIn, responses=PackageWholeOut)
    def share(self, request: Request, pk: str) -> Response:
        """Show a sealed package to the reviewers of the AI Office in this product."""
        package = self.found()
        given = self.body(PackageSharingIn)
        sending.share(package=package, by=self.actor, now=timezone.now(), **given)
        return self.answer(package)

    @extend_schema(request=PackageUnsharingIn, responses=PackageWholeOut)
    def unshare(self, request: Request, pk: str) -> Response:
        """Take the sharing back, with a reason."""
        package = self.found()
        given = self.body(PackageUnsharingIn)
        sending.unshare(package=package, by=self.actor, now=timezone.now(), **given)
        return self.answer(package)


class Receipts(Resource):
    """Receipts of one package."""

    queryset = PackageReceipt.objects.none()
    parser_classes = [FormParser, StrictJSONParser]
    order = (Key("received_at", datetime), Key("id", UUID))

    def _package(self) -> Package:
        mine = Package.objects.visible_to(self.actor).filter(provider__in=self.actor.provider_ids)
        found: Package = self.found(mine.select_related("provider"))
        return found

    def get_queryset(self) -> QuerySet[PackageReceipt]:
        """Narrow to the receipts of the package."""
        rows: QuerySet[PackageReceipt] = PackageReceipt.objects.visible_to(self.actor)
        return rows.filter(package=self._package())

    @extend_schema(responses=PackageReceiptOut(many=True))
    def list(self, request: Request, pk: str) -> Response:
        """List the receipts, in the order they came."""
        return self.page(self.get_queryset(), PackageReceiptOut)

    @extend_schema(
        request={"multipart/form-data": PackageReceiptIn, "application/json": PackageReceiptIn},
        responses={201: PackageReceiptOut},
    )
    def create(self, request: Request, pk: str) -> Response:
        """Record a receipt; it never changes after."""
        package = self._package()
        given = self.body(PackageReceiptIn)
        made = receipts.record(
            package=package,
            upload=given.pop("file", None),
            by=self.actor,
            now=timezone.now(),
            **given,
        )
        return Response(PackageReceiptOut(made).data, status=201)


class ReceiptFile(Resource):
    """The file of a receipt."""

    queryset = PackageReceipt.objects.none()
    content_negotiation_class = AnyMediaType

    def get_queryset(self) -> QuerySet[PackageReceipt]:
        """Narrow to one's own that have a file."""
        rows: QuerySet[PackageReceipt] = PackageReceipt.objects.visible_to(self.actor)
        return rows.filter(stored_file__isnull=False)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def download(self, request: Request, pk: UUID) -> FileResponse:
        """Download the file of a receipt."""
        return downloads.respond(self.found())
