"""/evidence/ and /duties/{id}/evidence/: pieces of evidence and the duties they speak for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.api.evidence.bodies import (
    EvidenceChangeIn,
    EvidenceIn,
    EvidenceOut,
    evidence_bodies,
)
from obligations.models import Duty, Evidence, EvidenceVersion
from obligations.queries import evidence as queries
from obligations.services import evidence, uploads
from providers.errors import InvalidInput
from providers.rest import filters, revisions
from providers.rest.bodies import Body
from providers.rest.fields import Prose
from providers.rest.pagination import Key
from providers.rest.parsers import FormParser, StrictJSONParser
from providers.rest.views import Resource


class LinkIn(Body):
    """The duty to speak for."""

    duty = serializers.UUIDField()


class EvidenceWithdrawalIn(Body):
    """Why the piece counts no more."""

    because = Prose(allow_blank=False)


class Pieces(Resource):
    """Evidence of one's own providers; the AI Office reads versions, through submissions."""

    queryset = Evidence.objects.none()
    order = (Key("created_at", datetime, descending=True), Key("id", UUID, descending=True))
    filtered_by = (
        filters.Ids("provider", "provider_id", "Evidence of this provider."),
        filters.Search("q", ("title", "proves"), "Evidence with this text in title or claim."),
        filters.Truths(
            "withdrawn",
            {"false": Q(withdrawn_at=None), "true": Q(withdrawn_at__isnull=False)},
            "Whether it was withdrawn; without this, both.",
        ),
    )

    def get_queryset(self) -> QuerySet[Evidence]:
        """Narrow to one's own."""
        mine: QuerySet[Evidence] = Evidence.objects.visible_to(self.actor)
        return mine.filter(provider__in=self.actor.provider_ids).select_related("provider")

    @extend_schema(responses=EvidenceOut(many=True))
    def list(self, request: Request) -> Response:
        """List evidence, newest first."""
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(evidence_bodies(page or []))

    @extend_schema(responses=EvidenceOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        """Read one piece with its latest version."""
        return answer(self.found())

    @extend_schema(request=EvidenceChangeIn, responses=EvidenceOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Give a piece another title, or say better what it proves."""
        piece, revision = self.found(), revisions.expected(request)
        given = self.body(EvidenceChangeIn, partial=True)
        if not given:
            raise InvalidInput("Name at least one field to change.")
        changed = evidence.reword(
            evidence=piece,
            title=given.get("title", piece.title),
            proves=given.get("proves", piece.proves),
            revision=revision,
            by=self.actor,
            now=timezone.now(),
        )
        return answer(changed)

    @extend_schema(request=LinkIn, responses={201: EvidenceOut})
    def link(self, request: Request, pk: str) -> Response:
        """Let a piece speak for one more duty."""
        piece: Evidence = self.found()
        (duty,) = duties_named(self, [self.body(LinkIn)["duty"]], field="duty")
        evidence.link(evidence=piece, duty=duty, by=self.actor, now=timezone.now())
        return answer(piece, status=201)

    @extend_schema(responses={204: None})
    def unlink(self, request: Request, pk: str, duty: UUID) -> Response:
        """Let a piece no longer speak for a duty; what was submitted stays as it was."""
        piece: Evidence = self.found()
        row = self.found(Duty.objects.visible_to(self.actor).select_related("provider"), pk=duty)
        evidence.unlink(evidence=piece, duty=row, by=self.actor, now=timezone.now())
        return Response(status=204)

    @extend_schema(request=EvidenceWithdrawalIn, responses=EvidenceOut)
    def withdraw(self, request: Request, pk: str) -> Response:
        """Withdraw a piece: it is kept, shown as withdrawn, and counts no more."""
        piece: Evidence = self.found()
        because = self.body(EvidenceWithdrawalIn)["because"]
        evidence.withdraw(evidence=piece, because=because, by=self.actor, now=timezone.now())
        return answer(piece)


class DutyEvidence(Resource):
    """Evidence that speaks for one duty."""

    queryset = Evidence.objects.none()
    parser_classes = [FormParser, StrictJSONParser]
    order = (Key("created_at", datetime, descending=True), Key("id", UUID, descending=True))

    def get_queryset(self) -> QuerySet[Evidence]:
        """Narrow to the pieces that speak for the duty now."""
        mine: QuerySet[Evidence] = Evidence.objects.visible_to(self.actor)
        return mine.filter(links__duty=self._duty(), links__unlinked_at=None)

    def _duty(self) -> Duty:
        mine = Duty.objects.visible_to(self.actor).filter(provider__in=self.actor.provider_ids)
        found: Duty = self.found(mine.select_related("provider"))
        return found

    @extend_schema(responses=EvidenceOut(many=True))
    def list(self, request: Request, pk: str) -> Response:
        """List the evidence for a duty, newest first."""
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(evidence_bodies(page or []))

    @extend_schema(
        request={"multipart/form-data": EvidenceIn, "application/json": EvidenceIn},
        responses={201: EvidenceOut},
    )
    def create(self, request: Request, pk: str) -> Response:
        """Record a file, a link or a statement as evidence for a duty."""
        duty = self._duty()
        given = self.body(EvidenceIn)
        further = given.pop("duties", [])
        duties = [duty, *(duties_named(self, further, field="duties") if further else ())]
        sent(self, given)
        version = _attach(given)(duties=duties, by=self.actor, now=timezone.now(), **given)
        response = answer(version.evidence, status=201)
        response["Location"] = f"/api/v1/evidence/{version.evidence_id}/"
        return response


def sent(view: Resource, given: dict[str, Any]) -> None:
    """Put the file of an upload in the place of one that came with the request."""
    if "upload" in given:
        now = timezone.now()
        (given["file"],) = uploads.arrived_files([given.pop("upload")], by=view.actor, now=now)


def _attach(given: dict[str, Any]) -> Callable[..., EvidenceVersion]:
    """Choose the service by the content that is given."""
    if "file" in given:
        given["upload"] = given.pop("file")
        return evidence.attach_file
    given.setdefault("title", "")
    return evidence.add_link if "url" in given else evidence.add_statement


def duties_named(view: Resource, ids: list[UUID], *, field: str) -> list[Duty]:
    """Find the duties a body names among one's own."""
    try:
        return queries.duties_by_id(view.actor, ids)
    except InvalidInput as error:
        raise InvalidInput(error.message, field=field) from error


def answer(piece: Evidence, *, status: int = 200) -> Response:
    """Answer with a piece as it is now."""
    fresh = Evidence.objects.get(pk=piece.pk)
    return revisions.tagged(Response(evidence_bodies([fresh])[0], status=status), fresh)
