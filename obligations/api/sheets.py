"""/models/{id}/status/ and /assessments/{id}/file-note/: documents for people, as PDF."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from obligations.exports import file_note, status
from obligations.models import Assessment
from obligations.queries import status as standings
from obligations.queries import submissions
from providers.models import AIModel
from providers.rest.negotiation import AnyMediaType
from providers.rest.views import Resource

PDF = {(200, "application/pdf"): OpenApiTypes.BINARY}


class StatusSheet(Resource):
    """Where a model stands, on one sheet."""

    queryset = AIModel.objects.none()
    pagination_class = None
    content_negotiation_class = AnyMediaType

    @extend_schema(responses=PDF)
    def retrieve(self, request: Request, pk: UUID) -> HttpResponse:
        """Answer where a model stands, as a PDF for people who decide about it."""
        mine = AIModel.objects.visible_to(self.actor).filter(provider__in=self.actor.provider_ids)
        ai_model: AIModel = self.found(mine.select_related("provider"))
        standing = standings.standing(self.actor, ai_model)
        content = status.make(standing, written_by=self.actor.name, now=timezone.now())
        return _pdf(content, f"status-{slugify(ai_model.name) or 'model'}")


class FileNote(Resource):
    """One submission for the file of the AI Office."""

    queryset = Assessment.objects.none()
    pagination_class = None
    content_negotiation_class = AnyMediaType

    @extend_schema(responses=PDF)
    def retrieve(self, request: Request, pk: UUID) -> HttpResponse:
        """Answer a submission, its decision and its shared remarks, as a PDF."""
        submission = submissions.for_file_note(self.actor, pk)
        if submission is None:
            raise Http404
        assessment = submission.assessment
        content = file_note.make(submission, written_by=self.actor.name, now=timezone.now())
        return _pdf(content, f"file-note-{assessment.duty.key}-{assessment.number}")


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response
