"""/office-notes/: what reviewers at the AI Office note for themselves; no provider reads it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.models import OfficeNote
from obligations.queries import submissions
from obligations.services import office_notes
from providers.actors import Scope
from providers.rest import filters
from providers.rest.bodies import Body
from providers.rest.fields import Instant, Prose
from providers.rest.pagination import Key
from providers.rest.references import NamedOut
from providers.rest.views import Resource


class OfficeNoteIn(Body):
    """A private note about a provider, or about one of its submissions."""

    provider = serializers.UUIDField()
    assessment = serializers.UUIDField(required=False)
    text = Prose(max_length=office_notes.LIMIT)


class OfficeNoteOut(serializers.Serializer[OfficeNote]):
    """A private note of a reviewer."""

    id = serializers.UUIDField()
    provider = NamedOut()
    assessment = serializers.UUIDField(source="assessment_id", allow_null=True)
    text = serializers.CharField()
    written_at = Instant()
    written_by = serializers.CharField(source="written_by_name")


class OfficeNotes(Resource):
    """Private notes; an empty list for everybody who is no reviewer."""

    queryset = OfficeNote.objects.none()
    write_scope = Scope.REVIEW
    order = (Key("written_at", datetime, descending=True), Key("id", UUID, descending=True))
    filtered_by = (
        filters.Ids("provider", "provider_id", "Notes about this provider."),
        filters.Ids("assessment", "assessment_id", "Notes about this submission."),
    )

    def get_queryset(self) -> QuerySet[OfficeNote]:
        """Narrow to reviewers."""
        rows: QuerySet[OfficeNote] = OfficeNote.objects.visible_to(self.actor)
        return rows.select_related("provider")

    @extend_schema(responses=OfficeNoteOut(many=True))
    def list(self, request: Request) -> Response:
        """List private notes, newest first."""
        return self.page(self.filter_queryset(self.get_queryset()), OfficeNoteOut)

    @extend_schema(request=OfficeNoteIn, responses={201: OfficeNoteOut})
    def create(self, request: Request) -> Response:
        """Write a private note; the provider is not told and never reads it."""
        given = self.body(OfficeNoteIn)
        provider = self.found(submissions.sharing(self.actor), pk=given["provider"])
        made = submissions.submitted(self.actor).filter(provider=provider)
        about = given.get("assessment")
        note = office_notes.write(
            provider=provider,
            assessment=self.found(made, pk=about) if about else None,
            text=given["text"],
            by=self.actor,
            now=timezone.now(),
        )
        return Response(OfficeNoteOut(note).data, status=201)
