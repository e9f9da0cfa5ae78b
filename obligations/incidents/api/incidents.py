"""/incidents/: incidents and near misses of one's own providers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.incidents.api.shapes import ClocksOut, IncidentOut
from obligations.incidents.models import Incident
from obligations.incidents.permissions import check_write
from obligations.incidents.queries import lists, pages
from obligations.incidents.services import bundles, incidents, resolutions
from obligations.law.high_risk_systems import HighRisk
from obligations.law.incidents import IncidentClass
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.models import AIModel, Provider
from providers.rest import filters, revisions
from providers.rest.bodies import Body
from providers.rest.fields import Name, Prose, Word, Words
from providers.rest.pagination import Key
from providers.rest.views import Resource


class IncidentChangeIn(Body):
    """What is corrected or completed; instants carry their offset."""

    title = Name(max_length=200)
    description = Prose(max_length=20_000, required=False)
    occurred_at = serializers.DateTimeField(required=False, allow_null=True)
    ended_at = serializers.DateTimeField(required=False, allow_null=True)
    first_report_received_at = serializers.DateTimeField(required=False, allow_null=True)
    aware_at = serializers.DateTimeField(required=False, allow_null=True)
    aware_by = serializers.CharField(required=False, allow_blank=True, max_length=200)
    aware_because = Prose(required=False)
    classified_at = serializers.DateTimeField(required=False, allow_null=True)
    high_risk = Word(HighRisk, required=False)
    models = serializers.ListField(
        child=serializers.UUIDField(), required=False, max_length=100, help_text="Their ids."
    )


class IncidentIn(IncidentChangeIn):
    """An incident or a near miss; the first needs ``aware_at`` and ``aware_by``."""

    provider = serializers.UUIDField(required=False, help_text="Needed where you have several.")
    is_near_miss = serializers.BooleanField(required=False)
    classes = Words(IncidentClass, required=False)


class BecauseIn(Body):
    """Why."""

    because = Prose(allow_blank=False)


class ResolutionIn(Body):
    """When it was resolved, and by which corrective measures."""

    resolved_at = serializers.DateTimeField()
    resolution = Prose(allow_blank=False)


class EscalationIn(Body):
    """From when, and by whom, a near miss is known as an incident."""

    aware_at = serializers.DateTimeField()
    aware_by = Name(max_length=200)


class BundlingIn(Body):
    """The first of similar incidents."""

    head = serializers.UUIDField()


class Incidents(Resource):
    """Incidents and near misses of one's own providers."""

    queryset = Incident.objects.none()
    order = (Key("number", int, descending=True), Key("id", UUID, descending=True))
    filtered_by = (
        filters.Ids("provider", "provider_id", "Incidents of this provider."),
        filters.Ids("model", "involvements__ai_model_id", "Incidents that involve this model."),
        filters.Truths(
            "near_miss",
            {"true": Q(is_near_miss=True), "false": Q(is_near_miss=False)},
            "Near misses alone, or incidents alone; without this, both.",
        ),
        filters.Truths("state", dict(lists.STATES), "Where it stands."),
        filters.Search("q", ("title", "description"), "With this text in title or description."),
    )

    def get_queryset(self) -> QuerySet[Incident]:
        """Narrow to one's own."""
        return lists.visible(self.actor)

    @extend_schema(responses=IncidentOut(many=True))
    def list(self, request: Request) -> Response:
        """List incidents and near misses, the highest number first."""
        return self.page(self.filter_queryset(self.get_queryset()).distinct(), IncidentOut)

    @extend_schema(request=IncidentIn, responses={201: IncidentOut})
    def create(self, request: Request) -> Response:
        """Record an incident; its clocks run from the same transaction."""
        given = self.body(IncidentIn)
        provider = _provider(self.actor, given.pop("provider", None))
        models = _models(self.actor, provider, given.pop("models", []))
        made = incidents.open_incident(
            provider=provider, models=models, by=self.actor, now=timezone.now(), **given
        )
        response = self.answer(made, status=201)
        response["Location"] = f"/api/v1/incidents/{made.pk}/"
        return response

    @extend_schema(responses=IncidentOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Read one incident."""
        return self.answer(self.found())

    @extend_schema(request=IncidentChangeIn, responses=IncidentOut)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        """Correct or complete a record; its clocks follow."""
        incident, revision = self.found(), revisions.expected(request)
        given = self.body(IncidentChangeIn, partial=True)
        if not given:
            raise InvalidInput("Name at least one field to change.")
        models = given.pop("models", None)
        check_write(self.actor, incident.provider)
        incidents.edit(
            incident=incident,
            models=None if models is None else _models(self.actor, incident.provider, models),
            revision=revision,
            by=self.actor,
            now=timezone.now(),
            **given,
        )
        return self.answer(incident)

    @extend_schema(responses=ClocksOut)
    def clocks(self, request: Request, pk: UUID) -> Response:
        """Read the clocks of an incident, on what they rest, and their open questions."""
        found = pages.standing(self.found().pk, self.actor, now=timezone.now())
        if found is None:
            raise LookupError("It was found a moment ago.")
        answer = found.basis.answer
        body = {
            "owed": answer.answer,
            "is_benchmark": found.basis.is_benchmark,
            "is_voluntary": found.basis.is_voluntary,
            "is_without_clock": found.is_without_clock,
            "because": answer.because,
            "cite": answer.cite,
            "doubts": found.doubts,
            "clocks": found.clocks,
        }
        return Response(ClocksOut(body).data)

    @extend_schema(request=ResolutionIn, responses=IncidentOut)
    def resolve(self, request: Request, pk: UUID) -> Response:
        """Record the resolution; 60 days for the final report run from it."""
        return self._step(resolutions.resolve, ResolutionIn)

    @extend_schema(request=BecauseIn, responses=IncidentOut)
    def dismiss(self, request: Request, pk: UUID) -> Response:
        """Record, with the reason, that it was no serious incident; it can be opened again."""
        return self._step(resolutions.dismiss, BecauseIn)

    @extend_schema(request=BecauseIn, responses=IncidentOut)
    def reopen(self, request: Request, pk: UUID) -> Response:
        """Take a dismissal or a resolution back; the clocks run from their days."""
        return self._step(resolutions.reopen, BecauseIn)

    @extend_schema(request=EscalationIn, responses=IncidentOut)
    def escalate(self, request: Request, pk: UUID) -> Response:
        """Make an incident of a near miss."""
        return self._step(incidents.escalate, EscalationIn)

    @extend_schema(request=BundlingIn, responses=IncidentOut)
    def bundle(self, request: Request, pk: UUID) -> Response:
        """Tell it in the reports of an earlier, similar incident, whose clocks govern."""
        incident = self.found()
        check_write(self.actor, incident.provider)
        named = self.body(BundlingIn)["head"]
        head = lists.visible(self.actor).filter(pk=named).first()
        if head is None:
            raise InvalidInput("There is no such incident.", field="head")
        bundles.join(incident=incident, head=head, by=self.actor, now=timezone.now())
        return self.answer(incident)

    @extend_schema(request=BecauseIn, responses=IncidentOut)
    def part(self, request: Request, pk: UUID) -> Response:
        """Report it for itself again; its own clocks run."""
        return self._step(bundles.part, BecauseIn)

    def _step(self, service: Any, kind: type[Body]) -> Response:
        incident = self.found()
        check_write(self.actor, incident.provider)
        service(incident=incident, by=self.actor, now=timezone.now(), **self.body(kind))
        return self.answer(incident)

    def answer(self, incident: Incident, *, status: int = 200) -> Response:
        """Answer with an incident as it is now, under its ETag."""
        fresh = self.get_queryset().get(pk=incident.pk)
        return revisions.tagged(Response(IncidentOut(fresh).data, status=status), fresh)


def _provider(actor: Actor, named: UUID | None) -> Provider:
    mine = list(Provider.objects.filter(pk__in=actor.provider_ids).order_by("pk"))
    if named is None and len(mine) == 1:
        return mine[0]
    found = next((one for one in mine if one.pk == named), None)
    if found is None:
        raise InvalidInput("Name one of your providers.", field="provider")
    return found


def _models(actor: Actor, provider: Provider, ids: list[UUID]) -> list[AIModel]:
    rows = AIModel.objects.visible_to(actor).filter(provider=provider, pk__in=ids)
    found = list(rows.order_by("name", "pk"))
    if len(found) < len(set(ids)):
        raise InvalidInput("There is no such model of this provider.", field="models")
    return found
