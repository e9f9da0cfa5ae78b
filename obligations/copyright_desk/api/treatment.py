"""/complaints/{id}/...: decisions, reopening, correspondence and files of one complaint."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import FileResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations import downloads
from obligations.copyright_desk.api.complaints import ComplaintOut, answer
from obligations.copyright_desk.models import (
    Complaint,
    ComplaintEntry,
    ComplaintFile,
    Decision,
)
from obligations.copyright_desk.models.complaints import Way
from obligations.copyright_desk.models.decisions import OUTCOMES
from obligations.copyright_desk.queries import complaints as queries
from obligations.copyright_desk.services import complaint_files, correspondence, decisions
from obligations.copyright_desk.services.decisions import ANSWER_LIMIT, Outcome
from providers.errors import InvalidInput
from providers.rest import revisions
from providers.rest.bodies import Body
from providers.rest.fields import Instant, Prose
from providers.rest.negotiation import AnyMediaType
from providers.rest.pagination import Key
from providers.rest.parsers import FormParser, StrictJSONParser
from providers.rest.renaming import as_sent
from providers.rest.views import Resource


class ComplaintDecisionIn(Body):
    """How a complaint ends; the complainant reads ``answer`` and ``because``."""

    outcome = serializers.ChoiceField(choices=[name for name, _ in OUTCOMES])
    answer = Prose(required=False, max_length=ANSWER_LIMIT)
    because = Prose(required=False)
    repeats = serializers.UUIDField(required=False, allow_null=True)


class ReopeningIn(Body):
    """Why a decided complaint is opened again."""

    because = Prose(allow_blank=False)


class CorrespondenceIn(Body):
    """One line of the correspondence; ``out`` is shown to the complainant and mailed about."""

    way = serializers.ChoiceField(choices=Way.values)
    text = Prose(allow_blank=False, max_length=correspondence.LIMIT)


class ComplaintFileIn(Body):
    """A file to add."""

    file = serializers.FileField(allow_empty_file=True)


class ComplaintDecisionOut(serializers.Serializer[Any]):
    """One decision; ``reopened_at`` says that it was set aside."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    outcome = serializers.CharField()
    answer = serializers.CharField()
    because = serializers.CharField()
    repeats = serializers.UUIDField(source="repeats_id", allow_null=True)
    decided_at = Instant()
    decided_by = serializers.CharField(source="decided_by_name")
    reopened_at = Instant(allow_null=True)
    reopened_because = serializers.CharField()


class CorrespondenceOut(serializers.Serializer[Any]):
    """One line of the correspondence."""

    id = serializers.UUIDField()
    way = serializers.CharField()
    text = serializers.CharField()
    written_at = Instant()
    written_by = serializers.CharField(source="written_by_name")


class ComplaintFileOut(serializers.Serializer[Any]):
    """One file; ``added_by`` is empty for what the complainant sent."""

    id = serializers.UUIDField()
    file_name = serializers.CharField()
    media_type = serializers.CharField()
    sha256 = serializers.CharField()
    size = serializers.IntegerField()
    added_at = Instant()
    added_by = serializers.CharField(source="added_by_name")
    erased_at = Instant(allow_null=True)


class OfComplaint(Resource):
    """Something of one complaint."""

    def _complaint(self) -> Complaint:
        found: Complaint = self.found(queries.complaints(self.actor))
        return found


class ComplaintDecisions(OfComplaint):
    """Decisions on one complaint."""

    queryset = Decision.objects.none()
    order = (Key("number", int),)

    @extend_schema(responses=ComplaintDecisionOut(many=True))
    def list(self, request: Request, pk: UUID) -> Response:
        """List the decisions in their order; at most the last one stands."""
        rows = Decision.objects.visible_to(self.actor).filter(complaint=self._complaint())
        return self.page(rows, ComplaintDecisionOut)

    @extend_schema(request=ComplaintDecisionIn, responses={201: ComplaintDecisionOut})
    def create(self, request: Request, pk: UUID) -> Response:
        """End a complaint. Send If-Match with the ETag of the complaint as you read it."""
        found, revision = self._complaint(), revisions.expected(request)
        given = self.body(ComplaintDecisionIn)
        repeats = given.pop("repeats", None)
        earlier = queries.complaints(self.actor).filter(pk=repeats).first() if repeats else None
        if repeats and earlier is None:
            raise InvalidInput("There is no such complaint.", field="repeats")
        made = decisions.decide(
            complaint=found,
            outcome=Outcome(**given, repeats=earlier),
            revision=revision,
            by=self.actor,
            now=timezone.now(),
        )
        return Response(ComplaintDecisionOut(made).data, status=201)

    @extend_schema(request=ReopeningIn, responses=ComplaintOut)
    def reopen(self, request: Request, pk: UUID) -> Response:
        """Open a decided complaint again, with the reason. Send If-Match."""
        found, revision = self._complaint(), revisions.expected(request)
        because = self.body(ReopeningIn)["because"]
        decisions.reopen(
            complaint=found,
            because=because,
            revision=revision,
            by=self.actor,
            now=timezone.now(),
        )
        return answer(found)


class ComplaintEntries(OfComplaint):
    """Correspondence about one complaint."""

    queryset = ComplaintEntry.objects.none()
    order = (Key("written_at", datetime), Key("id", UUID))

    @extend_schema(responses=CorrespondenceOut(many=True))
    def list(self, request: Request, pk: UUID) -> Response:
        """List the correspondence in its order."""
        rows = ComplaintEntry.objects.visible_to(self.actor).filter(complaint=self._complaint())
        return self.page(rows, CorrespondenceOut)

    @extend_schema(request=CorrespondenceIn, responses={201: CorrespondenceOut})
    def create(self, request: Request, pk: UUID) -> Response:
        """Add to the correspondence."""
        found = self._complaint()
        given = self.body(CorrespondenceIn)
        made = correspondence.log(complaint=found, by=self.actor, now=timezone.now(), **given)
        return Response(CorrespondenceOut(made).data, status=201)


class ComplaintFiles(OfComplaint):
    """Files of one complaint."""

    queryset = ComplaintFile.objects.none()
    parser_classes = [FormParser, StrictJSONParser]
    order = (Key("added_at", datetime), Key("id", UUID))

    @extend_schema(responses=ComplaintFileOut(many=True))
    def list(self, request: Request, pk: UUID) -> Response:
        """List the files in the order they came."""
        rows = ComplaintFile.objects.visible_to(self.actor).filter(complaint=self._complaint())
        return self.page(rows, ComplaintFileOut)

    @extend_schema(
        request={"multipart/form-data": ComplaintFileIn}, responses={201: ComplaintFileOut}
    )
    def create(self, request: Request, pk: UUID) -> Response:
        """Add a file."""
        found = self._complaint()
        upload = self.body(ComplaintFileIn)["file"]
        with as_sent(lambda _: "file"):
            (made,) = complaint_files.attach(
                complaint=found, uploads=[upload], by=self.actor, now=timezone.now()
            )
        return Response(ComplaintFileOut(made).data, status=201)


class ComplaintFileBytes(OfComplaint):
    """The bytes of one file."""

    queryset = ComplaintFile.objects.none()
    content_negotiation_class = AnyMediaType

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def download(self, request: Request, pk: UUID, complaint_file: UUID) -> FileResponse:
        """Download a file. Never shown inline: nobody has looked at what is in it."""
        rows = queries.one_file(self.actor, pk, complaint_file)
        return downloads.respond(self.found(rows, pk=complaint_file))
