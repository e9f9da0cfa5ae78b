"""/evidence/{id}/versions/ and /evidence/versions/{id}/: versions, their bytes and their hashes."""

from __future__ import annotations

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

from obligations import downloads, storage
from obligations.api.evidence.bodies import ContentIn, EvidenceVersionOut
from obligations.api.evidence.pieces import sent
from obligations.models import Evidence, EvidenceVersion
from obligations.services import evidence
from providers.actors import Actor
from providers.rest.negotiation import AnyMediaType
from providers.rest.pagination import Key
from providers.rest.parsers import FormParser, StrictJSONParser
from providers.rest.views import Resource

# What the provider says to itself about a version is not part of a submission.
OWN = ("note", "keep_until", "keep_because", "recorded_by")


class HashOut(serializers.Serializer[Any]):
    """Whether stored bytes are still those that were recorded."""

    sha256 = serializers.CharField()
    size = serializers.IntegerField()
    is_intact = serializers.BooleanField()
    problem = serializers.CharField(help_text="What is wrong; empty where nothing is.")


class PieceVersions(Resource):
    """Versions of one piece of evidence."""

    queryset = EvidenceVersion.objects.none()
    parser_classes = [FormParser, StrictJSONParser]
    order = (Key("number", int, descending=True),)

    def _piece(self) -> Evidence:
        mine = Evidence.objects.visible_to(self.actor).filter(provider__in=self.actor.provider_ids)
        found: Evidence = self.found(mine.select_related("provider"))
        return found

    def get_queryset(self) -> QuerySet[EvidenceVersion]:
        """Narrow to the versions of the piece."""
        rows: QuerySet[EvidenceVersion] = EvidenceVersion.objects.visible_to(self.actor)
        return rows.filter(evidence=self._piece()).select_related("stored_file")

    @extend_schema(responses=EvidenceVersionOut(many=True))
    def list(self, request: Request, pk: str) -> Response:
        """List the versions of a piece, newest first."""
        return self.page(self.get_queryset(), EvidenceVersionOut)

    @extend_schema(
        request={"multipart/form-data": ContentIn, "application/json": ContentIn},
        responses={201: EvidenceVersionOut},
    )
    def create(self, request: Request, pk: str) -> Response:
        """Add a version; the earlier ones stay as they are."""
        piece = self._piece()
        given = self.body(ContentIn)
        sent(self, given)
        version = evidence.add_version(
            evidence=piece,
            upload=given.pop("file", None),
            by=self.actor,
            now=timezone.now(),
            **given,
        )
        version.refresh_from_db()
        return Response(version_body(version, self.actor), status=201)


class Versions(Resource):
    """Versions by their own id: those of one's own, and those submitted to the AI Office."""

    queryset = EvidenceVersion.objects.none()
    pagination_class = None

    def get_queryset(self) -> QuerySet[EvidenceVersion]:
        """Narrow to what the caller may read."""
        rows: QuerySet[EvidenceVersion] = EvidenceVersion.objects.visible_to(self.actor)
        return rows.select_related("stored_file")

    @extend_schema(responses=EvidenceVersionOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Read one version."""
        return Response(version_body(self.found(), self.actor))

    @extend_schema(responses=HashOut)
    def verification(self, request: Request, pk: UUID) -> Response:
        """Read the stored bytes again and compare their hash."""
        version: EvidenceVersion = self.found()
        problem = ""
        if version.stored_file is not None:
            problem = storage.verify(
                provider_id=version.provider_id, sha256=version.sha256, size=version.size
            )
        body = {"sha256": version.sha256, "size": version.size}
        return Response(body | {"is_intact": not problem, "problem": problem})


class VersionFile(Versions):
    """The bytes of a version."""

    content_negotiation_class = AnyMediaType

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def download(self, request: Request, pk: UUID) -> FileResponse:
        """Download a file. Never shown inline: nobody has looked at what is in it."""
        version: EvidenceVersion = self.found()
        if version.stored_file is None:
            raise Http404
        return downloads.respond(version)


def version_body(version: EvidenceVersion, actor: Actor) -> dict[str, Any]:
    """Write a version: one's own in full, a submitted one without what was not submitted."""
    body: dict[str, Any] = EvidenceVersionOut(version).data
    if version.provider_id in actor.provider_ids:
        return body
    return {name: value for name, value in body.items() if name not in OWN}
