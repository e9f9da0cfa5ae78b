"""/requests/: requests of downstream providers and of the AI Office, and their answers."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request as HttpRequest
from rest_framework.response import Response

from obligations import downloads
from obligations.law.deadlines import brussels_day
from obligations.requests.api.bodies import (
    ExplanationIn,
    ExtensionIn,
    QuestionIn,
    RequestAnswerIn,
    RequestAnswerOut,
    RequestIn,
    RequestOut,
    TakeBackIn,
    WholeRequestOut,
)
from obligations.requests.models import Answer, AnswerFile, Asker, Request
from obligations.requests.queries import requests as queries
from obligations.requests.services import answers, asking, requests
from obligations.requests.services.answers import Said
from obligations.requests.services.asking import Question
from obligations.requests.services.requests import Asked
from providers.actors import Scope
from providers.models import AIModel, Provider
from providers.rest import filters, revisions
from providers.rest.pagination import Key
from providers.rest.views import Resource


class Requests(Resource):
    """Requests to one's own providers; for the AI Office, those it made here."""

    @property
    def write_scope(self) -> Scope:
        """The AI Office asks as part of its review."""
        return Scope.REVIEW if self.actor.is_office else Scope.WRITE

    queryset = Request.objects.none()
    order = (Key("received_on", date, descending=True), Key("id", UUID, descending=True))
    filtered_by = (
        filters.Ids("provider", "provider_id", "Requests to this provider."),
        filters.Ids("model", "ai_model_id", "Requests about this model."),
        filters.Choice("asker", "asker", tuple(Asker.values), "By who asks."),
        filters.Truths("state", queries.STATES, "open, answered, or taken-back."),
    )

    def get_queryset(self) -> QuerySet[Request]:
        """Narrow to one's own; for the AI Office, to the requests it made here."""
        return queries.visible(self.actor)

    @extend_schema(responses=RequestOut(many=True))
    def list(self, request: HttpRequest) -> Response:
        """List requests, the last received first."""
        return self.page(self.filter_queryset(self.get_queryset().order_by()), RequestOut)

    @extend_schema(request=RequestIn, responses={201: WholeRequestOut})
    def create(self, request: HttpRequest) -> Response:
        """Record a request that was received; its clock runs from that day.

        The AI Office makes requests at ``/requests/made-here/``.
        """
        given = self.body(RequestIn)
        mine = Provider.objects.visible_to(self.actor).filter(pk__in=self.actor.provider_ids)
        provider = self.found(mine, pk=given.pop("provider"))
        models, model = AIModel.objects.visible_to(self.actor), given.pop("model", None)
        made = requests.record(
            provider=provider,
            ai_model=self.found(models.filter(provider=provider), pk=model) if model else None,
            asked=Asked(**given),
            by=self.actor,
            now=timezone.now(),
        )
        return self._answer(made.pk, 201)

    @extend_schema(responses=WholeRequestOut)
    def retrieve(self, request: HttpRequest, pk: UUID) -> Response:
        """Read one request."""
        return self._answer(pk)

    @extend_schema(request=ExtensionIn, responses={201: WholeRequestOut})
    def extend(self, request: HttpRequest, pk: UUID) -> Response:
        """Record a later day that the AI Office granted."""
        found: Request = self.found()
        given = self.body(ExtensionIn)
        requests.extend(request=found, by=self.actor, now=timezone.now(), **given)
        return self._answer(pk, 201)

    @extend_schema(request=ExplanationIn, responses=WholeRequestOut)
    def explain(self, request: HttpRequest, pk: UUID) -> Response:
        """Say why circumstances are exceptional (Measure 1.2). It moves no day. Send If-Match."""
        found, revision = self.found(), revisions.expected(request)
        given = self.body(ExplanationIn)
        requests.explain(
            request=found, revision=revision, by=self.actor, now=timezone.now(), **given
        )
        return self._answer(pk)

    @extend_schema(request=QuestionIn, responses={201: WholeRequestOut})
    def ask(self, request: HttpRequest) -> Response:
        """Make a request to a provider, as the AI Office; the provider is told at once."""
        given = self.body(QuestionIn)
        provider = self.found(queries.addressable(self.actor), pk=given.pop("provider"))
        models, model = AIModel.objects.visible_to(self.actor), given.pop("model", None)
        made = asking.ask(
            provider=provider,
            ai_model=self.found(models.filter(provider=provider), pk=model) if model else None,
            question=Question(**given),
            by=self.actor,
            now=timezone.now(),
        )
        return self._answer(made.pk, 201)

    @extend_schema(request=TakeBackIn, responses=WholeRequestOut)
    def take_back(self, request: HttpRequest, pk: UUID) -> Response:
        """Record that the asker took the request back; its clock stops. Send If-Match."""
        found, revision = self.found(), revisions.expected(request)
        given = self.body(TakeBackIn)
        requests.take_back(
            request=found, revision=revision, by=self.actor, now=timezone.now(), **given
        )
        return self._answer(pk)

    def _answer(self, pk: UUID, status: int = 200) -> Response:
        row: Any = self.found(pk=pk)
        row.by = requests.answer_by(row, on=brussels_day(timezone.now()))
        return revisions.tagged(Response(WholeRequestOut(row).data, status=status), row)


class RequestAnswers(Resource):
    """Answers to one request."""

    queryset = Answer.objects.none()
    order = (Key("number", int),)

    def _request(self) -> Request:
        found: Request = self.found(queries.visible(self.actor), pk=self.kwargs["pk"])
        return found

    @extend_schema(responses=RequestAnswerOut(many=True))
    def list(self, request: HttpRequest, pk: UUID) -> Response:
        """List the answers that were sent, in their order."""
        rows = Answer.objects.visible_to(self.actor).filter(request=self._request())
        return self.page(rows.prefetch_related("files__rendering"), RequestAnswerOut)

    @extend_schema(request=RequestAnswerIn, responses={201: RequestAnswerOut})
    def create(self, request: HttpRequest, pk: UUID) -> Response:
        """Record an answer that was sent; a final one stops the clock. Send If-Match."""
        found, revision = self._request(), revisions.expected(request)
        given = self.body(RequestAnswerIn)
        files = given.pop("given_files", ())
        row = answers.answer(
            request=found,
            said=Said(**given),
            files=files,
            revision=revision,
            by=self.actor,
            now=timezone.now(),
        )
        return Response(RequestAnswerOut(row).data, status=201)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def file(self, request: HttpRequest, pk: UUID, answer_file: UUID) -> FileResponse:
        """Download a file that was given with an answer, as it was made."""
        rows = AnswerFile.objects.visible_to(self.actor).select_related("rendering")
        found = self.found(rows.filter(answer__request=self._request()), pk=answer_file)
        return downloads.respond(found.rendering)
