"""/packages/: packages, from the first word to the receipt."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations import downloads
from obligations.packages.api import bodies
from obligations.packages.api.bodies import (
    PackageChangeIn,
    PackageIn,
    PackageOut,
    PackagePurposeOut,
    PackageWholeOut,
)
from obligations.packages.exports import checks
from obligations.packages.models import Package, Status
from obligations.packages.services import packages, sealing
from providers.actors import Actor, Scope
from providers.errors import InvalidInput
from providers.models import AIModel, Provider
from providers.rest import filters, revisions
from providers.rest.bodies import Body
from providers.rest.negotiation import AnyMediaType
from providers.rest.pagination import Key, OnePage
from providers.rest.parsers import FormParser, StrictJSONParser
from providers.rest.views import Resource


class PackageCheckOut(serializers.Serializer[Any]):
    """Whether a package is what was sealed."""

    is_intact = serializers.BooleanField()
    said = serializers.ListField(child=serializers.CharField(), help_text="What held.")
    problem = serializers.CharField(help_text="What did not; empty where everything held.")


class PackageCheckIn(Body):
    """The archive as it was received, as ``multipart/form-data``."""

    file = serializers.FileField(allow_empty_file=True)


class Packages(Resource):
    """Packages of one's own providers; the AI Office reads those that are shared with it."""

    queryset = Package.objects.none()
    order = (Key("created_at", datetime, descending=True), Key("id", UUID, descending=True))
    filtered_by = (
        filters.Ids("provider", "provider_id", "Packages of this provider."),
        filters.Ids("model", "ai_model_id", "Packages about this model."),
        filters.Choice("status", "status", tuple(Status.values), "How far it is."),
        filters.Keys("purpose", "purpose", "What it is for."),
    )

    def get_queryset(self) -> QuerySet[Package]:
        """Narrow to what the caller may know of."""
        rows: QuerySet[Package] = Package.objects.visible_to(self.actor)
        return rows.select_related("provider", "ai_model")

    @extend_schema(responses=PackageOut(many=True))
    def list(self, request: Request) -> Response:
        """List packages, newest first."""
        return self.page(self.filter_queryset(self.get_queryset()), PackageOut)

    @extend_schema(request=PackageIn, responses={201: PackageWholeOut})
    def create(self, request: Request) -> Response:
        """Begin a package; open deadlines that its purpose serves are linked to it."""
        given = self.body(PackageIn)
        provider, ai_model = _subject(self.actor, given)
        made = packages.draft(
            provider=provider, ai_model=ai_model, by=self.actor, now=timezone.now(), **given
        )
        response = self.answer(made, status=201)
        response["Location"] = f"{request.path}{made.pk}/"
        return response

    @extend_schema(responses=PackageWholeOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        """Read one package with its contents, and what is missing."""
        return self.answer(self.found())

    @extend_schema(request=PackageChangeIn, responses=PackageWholeOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change title, addressee, channel or letter before sealing."""
        found, revision = self.found(), revisions.expected(request)
        given = self.body(PackageChangeIn, partial=True)
        if not given:
            raise InvalidInput("Name at least one field to change.")
        packages.edit(package=found, revision=revision, by=self.actor, now=timezone.now(), **given)
        return self.answer(found)

    @extend_schema(request=None, responses=PackageWholeOut)
    def seal(self, request: Request, pk: str) -> Response:
        """Seal a package; a large one is answered as ``sealing`` and sealed in the background."""
        found: Package = self.found()
        sealing.seal(package=found, by=self.actor, clock=timezone.now)
        return self.answer(found)

    @extend_schema(request=None, responses=PackageWholeOut)
    def carry_on(self, request: Request, pk: str) -> Response:
        """Carry on a sealing that was interrupted; refused where none was begun, or it ended."""
        found: Package = self.found()
        sealing.carry_on(package=found, by=self.actor, clock=timezone.now)
        return self.answer(found)

    @extend_schema(request=None, responses=PackageWholeOut)
    def stop(self, request: Request, pk: str) -> Response:
        """Stop a sealing that has not ended."""
        found: Package = self.found()
        sealing.stop(package=found, by=self.actor, now=timezone.now())
        return self.answer(found)

    @extend_schema(responses=PackageCheckOut)
    def verification(self, request: Request, pk: str) -> Response:
        """Read the stored archive again and check every byte of it."""
        return Response(PackageCheckOut(checks.of_package(self.found())).data)

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def manifest(self, request: Request, pk: str) -> Response:
        """Read the manifest of a sealed package, as it was signed."""
        found: Package = self.found()
        if not found.manifest:
            raise Http404
        return Response(bodies.manifest(found))

    def answer(self, row: Package, *, status: int = 200) -> Response:
        """Answer with a package as it is now."""
        fresh = self.found(pk=row.pk)
        is_own = fresh.provider_id in self.actor.provider_ids
        return revisions.tagged(Response(bodies.whole(fresh, is_own=is_own), status=status), fresh)


class PackageFile(Resource):
    """The bytes of a sealed package."""

    queryset = Package.objects.none()
    content_negotiation_class = AnyMediaType

    def get_queryset(self) -> QuerySet[Package]:
        """Narrow to what the caller may know of."""
        rows: QuerySet[Package] = Package.objects.visible_to(self.actor)
        return rows.filter(stored_file__isnull=False)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def download(self, request: Request, pk: UUID) -> FileResponse:
        """Download the archive."""
        return downloads.respond(self.found())


class PackageChecks(Resource):
    """Packages that somebody received, checked against the keys of this installation."""

    queryset = Package.objects.none()
    parser_classes = [FormParser, StrictJSONParser]

    @property
    def write_scope(self) -> Scope:
        """The AI Office checks what it received as part of its review."""
        return Scope.REVIEW if self.actor.is_office else Scope.WRITE

    @extend_schema(
        request={"multipart/form-data": PackageCheckIn}, responses={200: PackageCheckOut}
    )
    def create(self, request: Request) -> Response:
        """Check every byte of a package; nothing of it is kept.

        Its files are compared with its manifest, that with its signature, and the signature with
        the published keys. ``said`` tells what held; ``problem`` names the first that did not.
        """
        found = checks.of_upload(self.body(PackageCheckIn)["file"])
        return Response(PackageCheckOut(found).data)


class Purposes(Resource):
    """What packages are made for."""

    queryset = Package.objects.none()
    pagination_class = OnePage

    @extend_schema(responses=PackagePurposeOut(many=True))
    def list(self, request: Request) -> Response:
        """List the purposes with what each is expected to hold."""
        return Response({"next": None, "previous": None, "results": bodies.purpose_bodies()})


def _subject(actor: Actor, given: dict[str, Any]) -> tuple[Provider, AIModel | None]:
    """Find the provider and the model a body names, among one's own."""
    model_id, provider_id = given.pop("model", None), given.pop("provider", None)
    mine = Provider.objects.visible_to(actor).filter(pk__in=actor.provider_ids)
    if provider_id is not None:
        mine = mine.filter(pk=provider_id)
    found = list(mine.order_by("pk")[:2])
    if not found:
        raise InvalidInput("There is no such provider.", field="provider")
    if model_id is None:
        if len(found) > 1:
            raise InvalidInput("Say for which of your providers.", field="provider")
        return found[0], None
    models = AIModel.objects.visible_to(actor).filter(provider__in=mine, pk=model_id)
    ai_model = models.select_related("provider").first()
    if ai_model is None:
        raise InvalidInput("There is no such model.", field="model")
    return ai_model.provider, ai_model
