"""/outlines/ and /documents/: what a document must hold, what it says, versions and files."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.documents.api.bodies import (
    DocumentAnswersIn,
    DocumentFullOut,
    DocumentIn,
    DocumentOut,
    DocumentRenderingIn,
    DocumentRenderingOut,
    DocumentVersionFullOut,
    DocumentVersionIn,
    DocumentVersionOut,
    OutlineOut,
)
from obligations.documents.models import Document, DocumentVersion
from obligations.documents.outlines import Outline, outlines
from obligations.documents.queries import documents as queries
from obligations.documents.services import documents, renditions
from providers.models import AIModel, Provider
from providers.rest import filters, revisions
from providers.rest.pagination import Key
from providers.rest.views import Resource


class Outlines(Resource):
    """What each kind of document must hold, for everybody."""

    authentication_classes = []
    permission_classes = []
    pagination_class = None
    queryset = Document.objects.none()

    @extend_schema(responses=OutlineOut(many=True))
    def list(self, request: Request) -> Response:
        """List the outlines with their items, limits and recipients."""
        return Response([_outline(one) for one in outlines().values()])


class Documents(Resource):
    """Documents of one's own providers."""

    queryset = Document.objects.none()
    order = (Key("changed_at", datetime, descending=True), Key("id", UUID, descending=True))
    filtered_by = (
        filters.Ids("provider", "provider_id", "Documents of this provider."),
        filters.Ids("model", "ai_model_id", "Documents about this model."),
        filters.Choice("kind", "kind", tuple(outlines()), "By kind."),
    )

    def get_queryset(self) -> QuerySet[Document]:
        """Narrow to one's own."""
        rows: QuerySet[Document] = Document.objects.visible_to(self.actor)
        return rows.select_related("provider", "ai_model")

    @extend_schema(responses=DocumentOut(many=True))
    def list(self, request: Request) -> Response:
        """List documents, the last changed first."""
        return self.page(self.filter_queryset(self.get_queryset()), DocumentOut)

    @extend_schema(request=DocumentIn, responses={201: DocumentFullOut})
    def create(self, request: Request) -> Response:
        """Begin a document; everything in it is missing."""
        given = self.body(DocumentIn)
        mine = Provider.objects.visible_to(self.actor).filter(pk__in=self.actor.provider_ids)
        provider = self.found(mine, pk=given["provider"])
        models, model = AIModel.objects.visible_to(self.actor), given.get("model")
        made = documents.start(
            provider=provider,
            ai_model=self.found(models.filter(provider=provider), pk=model) if model else None,
            kind=given["kind"],
            by=self.actor,
            now=timezone.now(),
        )
        return self._answer(made.pk, 201)

    @extend_schema(responses=DocumentFullOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Read one document with its answers."""
        return self._answer(pk)

    @extend_schema(request=DocumentAnswersIn, responses=DocumentFullOut)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        """Write answers, leaving the others; every mistake is named by the key of its item."""
        found, revision = self.found(), revisions.expected(request)
        documents.save(
            document=found,
            given=self.body(DocumentAnswersIn)["answers"],
            revision=revision,
            by=self.actor,
            now=timezone.now(),
        )
        return self._answer(pk)

    def _answer(self, pk: UUID, status: int = 200) -> Response:
        row: Document = self.found(pk=pk)
        return revisions.tagged(Response(DocumentFullOut(row).data, status=status), row)


class DocumentVersions(Resource):
    """Versions of one document."""

    queryset = DocumentVersion.objects.none()
    order = (Key("number", int, descending=True),)

    def _document(self) -> Document:
        found: Document = self.found(queries.one(self.actor, self.kwargs["pk"]))
        return found

    def get_queryset(self) -> QuerySet[DocumentVersion]:
        """Narrow to the versions of the document."""
        rows = queries.versions(self.actor, self._document())
        return rows.select_related("document__provider", "document__ai_model")

    @extend_schema(responses=DocumentVersionOut(many=True))
    def list(self, request: Request, pk: UUID) -> Response:
        """List the versions, newest first."""
        return self.page(self.get_queryset().order_by(), DocumentVersionOut)

    @extend_schema(request=DocumentVersionIn, responses={201: DocumentVersionFullOut})
    def create(self, request: Request, pk: UUID) -> Response:
        """Freeze what the document says as its next version; send If-Match."""
        found, revision = self._document(), revisions.expected(request)
        made = documents.make_version(
            document=found,
            changes=self.body(DocumentVersionIn)["changes"],
            revision=revision,
            by=self.actor,
            now=timezone.now(),
        )
        return Response(DocumentVersionFullOut(made).data, status=201)

    @extend_schema(responses=DocumentVersionFullOut)
    def retrieve(self, request: Request, pk: UUID, number: int) -> Response:
        """Read one version with its answers."""
        row = self.found(self.get_queryset(), number=number)
        return Response(DocumentVersionFullOut(row).data)

    @extend_schema(request=DocumentRenderingIn, responses={201: DocumentRenderingOut})
    def render(self, request: Request, pk: UUID, number: int) -> Response:
        """Make a version's file for one recipient; what they may not read is not in it."""
        version = self.found(self.get_queryset(), number=number)
        given = self.body(DocumentRenderingIn)
        made = renditions.render(
            version=version,
            file_format=given.pop("format"),
            by=self.actor,
            now=timezone.now(),
            **given,
        )
        return Response(DocumentRenderingOut(made).data, status=201)


def _outline(one: Outline) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "title": one.title,
        "edition": one.edition,
        "cite": one.cite,
        "source_url": one.source_url,
        "subject": one.subject,
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "items": [
                    {
                        "key": item.key,
                        "label": item.label,
                        "kind": item.kind.value,
                        "words": item.words,
                        "significant_figures": item.significant,
                        "unit": item.unit,
                        "options": dict(item.options),
                        "recipients": sorted(item.recipients),
                        "is_optional": item.is_optional,
                        "columns": [column.key for column in item.columns],
                    }
                    for item in section.items
                ],
            }
            for section in one.sections
        ],
    }
