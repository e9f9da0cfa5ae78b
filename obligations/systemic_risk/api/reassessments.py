"""/reassessments/ and the Commission's decisions about a model."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.law.milestones import CHAPTER_V_APPLIES
from obligations.systemic_risk.api.entries import DutyChangesOut, OfModel
from obligations.systemic_risk.models import Reassessment
from obligations.systemic_risk.models.reassessments import Outcome
from obligations.systemic_risk.services import decisions, reassessments
from providers.models import AIModel
from providers.rest import filters
from providers.rest.bodies import Body
from providers.rest.fields import Day, Instant, Prose
from providers.rest.pagination import Key
from providers.rest.references import NamedOut
from providers.rest.views import Resource


class ReassessmentIn(Body):
    """A request for reassessment (Art. 52(5))."""

    model = serializers.UUIDField()
    requested_on = Day(earliest=CHAPTER_V_APPLIES)
    reasons = Prose(allow_blank=False)
    evidence = Prose(allow_blank=False)


class OutcomeIn(Body):
    """What came of a request."""

    outcome = serializers.ChoiceField(choices=Outcome.values)
    decided_on = Day(earliest=CHAPTER_V_APPLIES)
    decision = Prose(required=False, default="")


class ReassessmentOut(serializers.Serializer[Any]):
    """One request; ``earliest_on`` is the first day on which it could be made."""

    id = serializers.UUIDField()
    model = NamedOut(source="ai_model")
    requested_on = serializers.DateField()
    earliest_on = serializers.DateField()
    reasons = serializers.CharField()
    evidence = serializers.CharField()
    outcome = serializers.CharField(help_text="Empty while it is not answered.")
    decided_on = serializers.DateField(allow_null=True)
    decision = serializers.SerializerMethodField(
        help_text="What the provider wrote down of the answer; empty for the AI Office."
    )
    recorded_at = Instant()
    recorded_by = serializers.CharField(source="recorded_by_name")

    def get_decision(self, row: Reassessment) -> str:
        """Give the provider's own words to its members alone."""
        readers = self.context.get("readers", frozenset())
        return row.decision if row.provider_id in readers else ""


class DecisionIn(Body):
    """A decision of the Commission, on the day the provider was informed of it."""

    decision = serializers.ChoiceField(choices=list(decisions.DECISIONS))
    on = Day(earliest=CHAPTER_V_APPLIES)
    note = Prose(required=False, default="")


class Reassessments(Resource):
    """Requests for reassessment of designations under Art. 52(4)."""

    queryset = Reassessment.objects.none()
    order = (Key("requested_on", date, descending=True), Key("id", UUID, descending=True))
    filtered_by = (
        filters.Ids("provider", "provider_id", "Requests of this provider."),
        filters.Ids("model", "ai_model_id", "Requests about this model."),
    )

    def get_queryset(self) -> QuerySet[Reassessment]:
        """Narrow to one's own; the AI Office reads all that were made to it."""
        mine = Reassessment.objects.visible_to(self.actor)
        return mine.select_related("ai_model__provider", "provider")

    @extend_schema(responses=ReassessmentOut(many=True))
    def list(self, request: Request) -> Response:
        """List requests, the latest first."""
        return self.page(self.filter_queryset(self.get_queryset()), self._shown)

    @extend_schema(responses=ReassessmentOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Read one request and what came of it."""
        return Response(self._shown(self.found()))

    @extend_schema(request=ReassessmentIn, responses={201: ReassessmentOut})
    def create(self, request: Request) -> Response:
        """Record a request; one before its earliest day is refused with that day."""
        given = self.body(ReassessmentIn)
        mine = AIModel.objects.visible_to(self.actor).filter(provider__in=self.actor.provider_ids)
        ai_model = self.found(mine.select_related("provider"), pk=given.pop("model"))
        row = reassessments.ask(ai_model=ai_model, by=self.actor, now=timezone.now(), **given)
        return Response(self._shown(row), status=201)

    @extend_schema(request=OutcomeIn, responses={201: ReassessmentOut})
    def decide(self, request: Request, pk: UUID) -> Response:
        """Record the outcome: maintained begins six new months, ended ends the designation."""
        decided = reassessments.decide(
            reassessment=self.found(),
            by=self.actor,
            now=timezone.now(),
            **self.body(OutcomeIn),
        )
        return Response(self._shown(decided.reassessment), status=201)

    def _shown(self, row: Reassessment) -> dict[str, Any]:
        readers = frozenset(self.actor.provider_ids)
        return dict(ReassessmentOut(row, context={"readers": readers}).data)


class Decisions(OfModel):
    """What the Commission decided about a model."""

    queryset = AIModel.objects.none()

    @extend_schema(request=DecisionIn, responses={201: DutyChangesOut})
    def create(self, request: Request, pk: UUID) -> Response:
        """Record a designation or a decision on arguments; answers what it changed."""
        recorded = decisions.record(
            ai_model=self.ai_model(), by=self.actor, now=timezone.now(), **self.body(DecisionIn)
        )
        return Response(DutyChangesOut(recorded.changes).data, status=201)
