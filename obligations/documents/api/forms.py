"""/documents/{id}/forms/: filled forms as files, what they say, and taking it over."""

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
from obligations.documents.api.documents import DocumentFullOut
from obligations.documents.models import Document, FilledForm
from obligations.documents.queries import documents as queries
from obligations.documents.queries import forms
from obligations.documents.queries.forms import Compared, Standing
from obligations.documents.services import forms as services
from providers.rest import revisions
from providers.rest.bodies import Body
from providers.rest.fields import Instant
from providers.rest.pagination import Key
from providers.rest.parsers import FormParser, StrictJSONParser
from providers.rest.views import Resource


class FilledFormIn(Body):
    """The file of a filled form, as ``multipart/form-data``."""

    file = serializers.FileField(allow_empty_file=True)


class FilledFormTakeIn(Body):
    """The keys of the items to take over."""

    items = serializers.ListField(
        child=serializers.CharField(max_length=80), allow_empty=False, max_length=200
    )


class FilledFormOut(serializers.Serializer[Any]):
    """One filled form as it came; ``taken`` names the items taken over from it."""

    id = serializers.UUIDField()
    document = serializers.UUIDField(source="document_id")
    file_name = serializers.CharField()
    sha256 = serializers.CharField()
    size = serializers.IntegerField()
    uploaded_at = Instant()
    uploaded_by = serializers.CharField(source="uploaded_by_name")
    taken = serializers.ListField(child=serializers.CharField())
    taken_at = Instant(allow_null=True)


class FilledFormItemOut(serializers.Serializer[Any]):
    """One item: the words of the file, the answer they make, and how it stands to the document."""

    key = serializers.CharField(source="found.key")
    standing = serializers.ChoiceField(choices=[one.value for one in Standing])
    words = serializers.CharField(source="found.words")
    answer = serializers.DictField(source="found.answer", allow_null=True)
    because = serializers.CharField(source="found.because")
    remarks = serializers.ListField(child=serializers.CharField(), source="there.remarks")


class FilledFormFullOut(FilledFormOut):
    """A filled form with what was read, and the day and version that the form itself names."""

    form = serializers.CharField(source="reading.form")
    updated = serializers.CharField(source="reading.updated")
    version = serializers.CharField(source="reading.version")
    items = serializers.SerializerMethodField()

    @extend_schema_field(FilledFormItemOut(many=True))
    def get_items(self, row: FilledForm) -> list[dict[str, Any]]:
        """Compare every item with the document as it is now."""
        found: list[Compared] = [one for group in forms.compared(row) for one in group.items]
        return [dict(FilledFormItemOut(one).data) for one in found]


class FilledForms(Resource):
    """Filled forms that were brought in for one document."""

    parser_classes = [FormParser, StrictJSONParser]

    queryset = FilledForm.objects.none()
    order = (Key("uploaded_at", datetime, descending=True), Key("id", UUID, descending=True))

    def _document(self) -> Document:
        found: Document = self.found(queries.one(self.actor, self.kwargs["pk"]))
        return found

    def _form(self) -> FilledForm:
        rows = forms.one(self.actor, self._document(), self.kwargs["filled_form"])
        found: FilledForm = self.found(rows, pk=self.kwargs["filled_form"])
        return found

    def get_queryset(self) -> QuerySet[FilledForm]:
        """Narrow to the forms of the document."""
        return forms.of_document(self.actor, self._document())

    @extend_schema(responses=FilledFormOut(many=True))
    def list(self, request: Request, pk: UUID) -> Response:
        """List the forms, newest first."""
        return self.page(self.get_queryset().order_by(), FilledFormOut)

    @extend_schema(request=FilledFormIn, responses={201: FilledFormFullOut})
    def create(self, request: Request, pk: UUID) -> Response:
        """Bring in a filled form; the document stays as it is until items are taken over."""
        document = self._document()
        made = services.bring_in(
            document=document,
            upload=self.body(FilledFormIn)["file"],
            by=self.actor,
            now=timezone.now(),
        )
        return revisions.tagged(Response(FilledFormFullOut(made).data, status=201), document)

    @extend_schema(responses=FilledFormFullOut)
    def retrieve(self, request: Request, pk: UUID, filled_form: UUID) -> Response:
        """Read what a form says beside the document; the ETag is the document's."""
        form = self._form()
        return revisions.tagged(Response(FilledFormFullOut(form).data), form.document)

    @extend_schema(
        operation_id="documents_forms_take", request=FilledFormTakeIn, responses=DocumentFullOut
    )
    def take(self, request: Request, pk: UUID, filled_form: UUID) -> Response:
        """Take over the items named, all or none; send If-Match with the document's ETag."""
        form, revision = self._form(), revisions.expected(request)
        document = services.take(
            form=form,
            items=self.body(FilledFormTakeIn)["items"],
            revision=revision,
            by=self.actor,
            now=timezone.now(),
        )
        return revisions.tagged(Response(DocumentFullOut(document).data), document)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def file(self, request: Request, pk: UUID, filled_form: UUID) -> FileResponse:
        """Download the file as it came."""
        return downloads.respond(self._form())
