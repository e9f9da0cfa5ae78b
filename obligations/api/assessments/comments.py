"""/duties/{id}/comments/ and /assessments/{id}/comments/: remarks."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from obligations import downloads
from obligations.api.assessments.bodies import CommentIn, CommentOut
from obligations.law.deadlines import brussels_day
from obligations.models import Assessment, Comment, CommentFile, Duty
from obligations.queries import remarks
from obligations.services import comments, uploads
from providers.actors import Scope
from providers.rest.negotiation import AnyMediaType
from providers.rest.pagination import Key
from providers.rest.views import Resource


class Comments(Resource):
    """Remarks on one duty or assessment that the caller may read."""

    queryset = Comment.objects.none()
    order = (Key("written_at", datetime), Key("id", UUID))

    @property
    def write_scope(self) -> Scope:
        """The AI Office comments as part of its review."""
        return Scope.REVIEW if self.actor.is_office else Scope.WRITE

    def subject(self) -> tuple[Duty, Assessment | None]:
        """Find what the remarks are about."""
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[Comment]:
        """Narrow to the subject's."""
        duty, assessment = self.subject()
        rows = self._readable().filter(duty=duty)
        return rows if assessment is None else rows.filter(assessment=assessment)

    def _readable(self) -> QuerySet[Comment]:
        rows = Comment.objects.visible_to(self.actor).prefetch_related("files")
        found: QuerySet[Comment] = remarks.with_states(rows, on=brussels_day(timezone.now()))
        return found

    def written(self) -> Response:
        """Write a remark on the subject."""
        duty, assessment = self.subject()
        given = self.body(CommentIn)
        given.setdefault("is_shared", self.actor.is_office)
        given["files"] = uploads.arrived_files(
            given.pop("uploads", ()), by=self.actor, now=timezone.now()
        )
        comment = comments.write(
            duty=duty, assessment=assessment, by=self.actor, now=timezone.now(), **given
        )
        return Response(CommentOut(self._readable().get(pk=comment.pk)).data, status=201)


class DutyComments(Comments):
    """Remarks on a duty, whether about it or about one of its assessments."""

    def subject(self) -> tuple[Duty, Assessment | None]:
        """Find the duty."""
        visible = Duty.objects.visible_to(self.actor)
        return self.found(visible.select_related("provider", "obligation")), None

    @extend_schema(responses=CommentOut(many=True))
    def list(self, request: Request, pk: UUID) -> Response:
        """List the remarks on a duty, oldest first."""
        return self.page(self.get_queryset(), CommentOut)

    @extend_schema(request=CommentIn, responses={201: CommentOut})
    def create(self, request: Request, pk: UUID) -> Response:
        """Write a remark among the provider's people."""
        return self.written()


class AssessmentComments(Comments):
    """Remarks on an assessment."""

    def subject(self) -> tuple[Duty, Assessment | None]:
        """Find the assessment and its duty."""
        visible = Assessment.objects.visible_to(self.actor)
        assessment: Assessment = self.found(
            visible.select_related("provider", "duty__provider", "duty__obligation")
        )
        return assessment.duty, assessment

    @extend_schema(responses=CommentOut(many=True))
    def list(self, request: Request, pk: UUID) -> Response:
        """List the remarks on an assessment, oldest first."""
        return self.page(self.get_queryset(), CommentOut)

    @extend_schema(request=CommentIn, responses={201: CommentOut})
    def create(self, request: Request, pk: UUID) -> Response:
        """Write a remark on an assessment; shared ones reach the AI Office once it is submitted."""
        return self.written()


class CommentFiles(Resource):
    """Files of the remarks that the caller may read."""

    queryset = CommentFile.objects.none()
    content_negotiation_class = AnyMediaType
    pagination_class = None

    def get_queryset(self) -> QuerySet[CommentFile]:
        """Narrow to those of remarks the caller may read."""
        rows: QuerySet[CommentFile] = CommentFile.objects.visible_to(self.actor)
        return rows

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def download(self, request: Request, pk: UUID) -> FileResponse:
        """Download a file of a remark. Never shown inline."""
        return downloads.respond(self.found())
