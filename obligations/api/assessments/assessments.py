"""/assessments/ and /assessments/{id}/."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.api.assessments.bodies import (
    RELATED,
    AssessmentOut,
    AssessmentWithdrawalIn,
    DraftChangeIn,
    DraftIn,
    assessment_bodies,
)
from obligations.law.workflow import AssessmentStatus
from obligations.models import Assessment, Duty
from obligations.services import assessments
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.rest import filters, revisions
from providers.rest.filters import words
from providers.rest.pagination import Key
from providers.rest.views import Resource


class Assessments(Resource):
    """Assessments of one's own providers; for the AI Office, those that were submitted."""

    queryset = Assessment.objects.none()
    filtered_by = (
        filters.Ids("provider", "provider_id", "Assessments of this provider."),
        filters.Ids("model", "duty__ai_model_id", "Assessments about this model."),
        filters.Ids("duty", "duty_id", "Assessments of this duty."),
        filters.Choice("status", "status", words(AssessmentStatus), "By where they stand."),
        filters.Instant("submitted_after", "submitted_at__gt", "Submitted after this instant."),
    )
    orders = {
        "submitted": (Key("submitted_at", datetime, nulls=True), Key("id", UUID)),
        "-submitted": (
            Key("submitted_at", datetime, descending=True, nulls=True),
            Key("id", UUID, descending=True),
        ),
    }

    def get_queryset(self) -> QuerySet[Assessment]:
        """Narrow to what the caller may read."""
        found: QuerySet[Assessment] = Assessment.objects.visible_to(self.actor)
        return found.select_related(*RELATED)

    @extend_schema(responses=AssessmentOut(many=True))
    def list(self, request: Request) -> Response:
        """List assessments: those that wait longest first, drafts last."""
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(assessment_bodies(page or [], self.actor))

    @extend_schema(request=DraftIn, responses={201: AssessmentOut})
    def create(self, request: Request) -> Response:
        """Begin an assessment of a duty; only the provider sees it until it is submitted."""
        given = self.body(DraftIn)
        mine = Duty.objects.visible_to(self.actor).filter(provider__in=self.actor.provider_ids)
        duty = mine.filter(pk=given.pop("duty")).select_related("provider").first()
        if duty is None:
            raise InvalidInput("There is no such duty.", field="duty")
        drafted = assessments.draft(duty=duty, by=self.actor, now=timezone.now(), **given)
        response = self._answer(drafted.pk, status=201)
        response["Location"] = f"{request.path}{drafted.pk}/"
        return response

    @extend_schema(responses=AssessmentOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Read one assessment."""
        return self._answer(pk)

    @extend_schema(request=DraftChangeIn, responses=AssessmentOut)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        """Change what a draft claims and why."""
        assessment, revision = self.found(), revisions.expected(request)
        given = self.body(DraftChangeIn, partial=True)
        if not given:
            raise InvalidInput("Name at least one field to change.")
        assessments.edit(
            assessment=assessment,
            revision=revision,
            by=self.actor,
            now=timezone.now(),
            **given,
        )
        return self._answer(pk)

    @extend_schema(request=None, responses=AssessmentOut)
    def submit(self, request: Request, pk: UUID) -> Response:
        """Hand a draft in: evidence and ruling are frozen, and the AI Office can read both."""
        assessments.submit(assessment=self.found(), by=self.actor, now=timezone.now())
        return self._answer(pk)

    @extend_schema(request=AssessmentWithdrawalIn, responses=AssessmentOut)
    def withdraw(self, request: Request, pk: UUID) -> Response:
        """Throw a draft away, or take a submission back before it is decided on."""
        assessment = self.found()
        assessments.withdraw(
            assessment=assessment,
            by=self.actor,
            now=timezone.now(),
            **self.body(AssessmentWithdrawalIn),
        )
        return self._answer(pk)

    def _answer(self, pk: UUID, *, status: int = 200) -> Response:
        return answer(self.found(pk=pk), self.actor, status=status)


def answer(assessment: Assessment, actor: Actor, *, status: int = 200) -> Response:
    """Answer with one assessment, fetched with RELATED."""
    body: dict[str, Any] = assessment_bodies([assessment], actor)[0]
    response = Response(body, status=status)
    is_mine = assessment.provider_id in actor.provider_ids
    return revisions.tagged(response, assessment) if is_mine else response
