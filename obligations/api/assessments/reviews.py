"""/reviews/ and /assessments/{id}/reviews/: decisions."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.api.assessments.bodies import DECISIONS, ReviewIn, ReviewOut
from obligations.models import Assessment, Review
from obligations.services import assessments
from providers.actors import Scope
from providers.rest import filters
from providers.rest.examples import request_example
from providers.rest.pagination import Key
from providers.rest.views import Resource


class Reviews(Resource):
    """Decisions on the assessments the caller may read."""

    queryset = Review.objects.none()
    order = (Key("decided_at", datetime, descending=True), Key("id", UUID, descending=True))
    filtered_by = (
        filters.Ids("provider", "provider_id", "Decisions about this provider's assessments."),
        filters.Ids("duty", "assessment__duty_id", "Decisions about this duty."),
        filters.Choice("decision", "decision", DECISIONS, "By the decision."),
        filters.Instant("decided_after", "decided_at__gt", "Decided after this instant."),
    )

    def get_queryset(self) -> QuerySet[Review]:
        """Narrow to what the caller may read."""
        found: QuerySet[Review] = Review.objects.visible_to(self.actor)
        return found

    @extend_schema(responses=ReviewOut(many=True))
    def list(self, request: Request) -> Response:
        """List decisions, the latest first."""
        return self.page(self.filter_queryset(self.get_queryset()), ReviewOut)

    @extend_schema(responses=ReviewOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Read one decision."""
        return Response(ReviewOut(self.found()).data)


class AssessmentReviews(Resource):
    """The decision on one assessment: none, or one."""

    queryset = Review.objects.none()
    write_scope = Scope.REVIEW
    order = (Key("decided_at", datetime, descending=True), Key("id", UUID, descending=True))

    def _assessment(self) -> Assessment:
        found: Assessment = self.found(
            Assessment.objects.visible_to(self.actor).select_related("provider")
        )
        return found

    def get_queryset(self) -> QuerySet[Review]:
        """Narrow to the assessment's."""
        found: QuerySet[Review] = Review.objects.visible_to(self.actor)
        return found.filter(assessment=self._assessment())

    @extend_schema(responses=ReviewOut(many=True))
    def list(self, request: Request, pk: UUID) -> Response:
        """List the decision on an assessment, if there is one."""
        return self.page(self.get_queryset(), ReviewOut)

    @extend_schema(
        request=ReviewIn,
        responses={201: ReviewOut},
        examples=[
            request_example(
                "Returned", {"decision": "returned", "reason": "The period ends in March."}
            )
        ],
    )
    def create(self, request: Request, pk: UUID) -> Response:
        """Accept or return a submission. Of two reviewers at once, the first decides."""
        review = assessments.decide(
            assessment=self._assessment(),
            by=self.actor,
            now=timezone.now(),
            **self.body(ReviewIn),
        )
        return Response(ReviewOut(review).data, status=201)
