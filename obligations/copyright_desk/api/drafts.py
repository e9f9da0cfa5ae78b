"""/copyright-drafts/: what is written so far of the next version of a policy."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.copyright_desk.api.bodies import (
    provider_named,
)
from obligations.copyright_desk.models import PolicyDraft
from obligations.copyright_desk.services import drafts
from providers.rest import filters, revisions
from providers.rest.bodies import Body
from providers.rest.fields import Instant
from providers.rest.pagination import Key
from providers.rest.references import NamedOut
from providers.rest.views import Resource


class DraftIn(Body):
    """What is written so far, however incomplete: days are texts, a list is one entry a line."""

    content = serializers.JSONField()

    def validate_content(self, value: Any) -> dict[str, Any]:
        """See that it holds fields that a draft has."""
        if not isinstance(value, dict):
            raise serializers.ValidationError("Write an object with the fields of the policy.")
        if unknown := value.keys() - {*drafts.FIELDS, "ai_models"}:
            raise serializers.ValidationError(f"A draft has no field {min(unknown)[:60]}.")
        models = value.get("ai_models", [])
        if not isinstance(models, list):
            raise serializers.ValidationError("ai_models is a list of ids.")
        return value


class DraftNewIn(DraftIn):
    """The first state of a draft."""

    provider = serializers.UUIDField()


class DraftOut(serializers.Serializer[Any]):
    """The draft of the next version; it binds nobody and is not public."""

    id = serializers.UUIDField()
    provider = NamedOut()
    content = serializers.DictField()
    saved_at = Instant()
    saved_by = serializers.CharField(source="saved_by_name")


class Drafts(Resource):
    """Drafts of one's own providers, one each."""

    queryset = PolicyDraft.objects.none()
    order = (Key("id", UUID),)
    filtered_by = (filters.Ids("provider", "provider_id", "The draft of this provider."),)

    def get_queryset(self) -> QuerySet[PolicyDraft]:
        """Narrow to one's own."""
        mine: QuerySet[PolicyDraft] = PolicyDraft.objects.visible_to(self.actor)
        return mine.filter(provider__in=self.actor.provider_ids).select_related("provider")

    @extend_schema(responses=DraftOut(many=True))
    def list(self, request: Request) -> Response:
        """List drafts."""
        return self.page(self.filter_queryset(self.get_queryset()), DraftOut)

    @extend_schema(request=DraftNewIn, responses={201: DraftOut})
    def create(self, request: Request) -> Response:
        """Begin a draft where there is none."""
        given = self.body(DraftNewIn)
        provider = provider_named(self, given["provider"])
        row = drafts.save(
            provider=provider,
            content=given["content"],
            revision=0,
            by=self.actor,
            now=timezone.now(),
        )
        return revisions.tagged(Response(DraftOut(row).data, status=201), row)

    @extend_schema(responses=DraftOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Read a draft."""
        row: PolicyDraft = self.found()
        return revisions.tagged(Response(DraftOut(row).data), row)

    @extend_schema(request=DraftIn, responses=DraftOut)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        """Save a draft anew, as a whole."""
        row: PolicyDraft = self.found()
        revision = revisions.expected(request)
        saved = drafts.save(
            provider=row.provider,
            content=self.body(DraftIn)["content"],
            revision=revision,
            by=self.actor,
            now=timezone.now(),
        )
        return revisions.tagged(Response(DraftOut(saved).data), saved)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: UUID) -> Response:
        """Discard a draft; versions stay. Send If-Match."""
        row: PolicyDraft = self.found()
        revision = revisions.expected(request)
        drafts.discard(draft=row, revision=revision, by=self.actor, now=timezone.now())
        return Response(status=204)
