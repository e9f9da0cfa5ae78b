"""/documents/{id}/suggestions/: what the facts say about items, offered to be taken over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.documents.api.documents import DocumentFullOut
from obligations.documents.models import Document
from obligations.documents.queries import documents as queries
from obligations.documents.queries.suggestions import Suggestion, suggestions
from obligations.documents.services import suggestions as services
from providers.rest import revisions
from providers.rest.bodies import Body
from providers.rest.views import Resource


class SuggestionTakeIn(Body):
    """The key of the item whose suggestion is taken over."""

    item = serializers.CharField(max_length=80)


class DocumentSuggestionOut(serializers.Serializer[Any]):
    """What the facts say about one item that is missing, or that the document says otherwise."""

    item = serializers.CharField(source="item.key")
    title = serializers.CharField(source="item.label")
    value = serializers.SerializerMethodField(
        "get_answer", help_text="As it would be written into the answer."
    )
    source = serializers.SerializerMethodField()  # type: ignore[assignment] # where it is recorded
    differs = serializers.BooleanField(help_text="The document says something else.")

    @extend_schema_field(OpenApiTypes.ANY)
    def get_answer(self, offer: Suggestion) -> Any:
        """Give the value in the shape of its item: a text, a list, an object."""
        return offer.value

    def get_source(self, offer: Suggestion) -> str:
        """Say where it is recorded."""
        return gettext(offer.source)


class DocumentSuggestions(Resource):
    """Suggestions for one document; nothing is written until one is taken over."""

    queryset = Document.objects.none()
    pagination_class = None

    def _document(self) -> Document:
        rows = queries.one(self.actor, self.kwargs["pk"])
        found: Document = self.found(rows.filter(provider__in=self.actor.provider_ids))
        return found

    @extend_schema(responses=DocumentSuggestionOut(many=True))
    def list(self, request: Request, pk: UUID) -> Response:
        """List what the facts say; where document and facts agree there is nothing to list."""
        document = self._document()
        found = suggestions(document, self.actor)
        return revisions.tagged(Response(DocumentSuggestionOut(found, many=True).data), document)

    @extend_schema(request=SuggestionTakeIn, responses=DocumentFullOut)
    def take(self, request: Request, pk: UUID) -> Response:
        """Take over one suggestion; send If-Match with the document's ETag."""
        document, revision = self._document(), revisions.expected(request)
        services.take(
            document=document,
            item=self.body(SuggestionTakeIn)["item"],
            revision=revision,
            by=self.actor,
            now=timezone.now(),
        )
        fresh = self._document()
        return revisions.tagged(Response(DocumentFullOut(fresh).data), fresh)
