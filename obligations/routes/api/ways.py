"""/duties/{id}/gap-analyses/, /route-reviews/ and /signatories/."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.law.ways import GapAnswer
from obligations.law.workflow import Route
from obligations.models import Duty
from obligations.routes.models import Cause, GapAnalysis, Outcome, RouteReview
from obligations.routes.queries import ways as queries
from obligations.routes.services import gaps, reviews
from obligations.routes.services.gaps import Line
from providers.models import Provider
from providers.rest import filters
from providers.rest.bodies import Body
from providers.rest.fields import Day, Instant, Prose, Text, Word
from providers.rest.pagination import Key
from providers.rest.views import Resource


class GapLineIn(Body):
    """The answer to one measure."""

    answer = Word(GapAnswer)
    words = Prose(required=False)
    by_when = Day(required=False, allow_null=True)


class GapAnalysisIn(Body):
    """Answers by the key of the measure; ``after`` is the number of the version that was read."""

    lines = serializers.DictField(child=GapLineIn())
    remark = Prose(required=False)
    after = serializers.IntegerField(min_value=0, max_value=100_000)


class GapAnalysisOut(serializers.Serializer[Any]):
    """One version of a gap analysis: a count of answers is never a verdict."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    lines = serializers.ListField(child=serializers.DictField())
    remark = serializers.CharField()
    recorded_at = Instant()


class RouteResolutionIn(Body):
    """Another way, or none, with the reason."""

    words = Prose(allow_blank=False)
    route = Word(Route, required=False)
    explanation = Prose(required=False)


class RouteConfirmationIn(Body):
    """One reason for every way that waits because of one change of a text."""

    provider = serializers.UUIDField()
    text_to = Text(max_length=60, help_text="The edition, as in the reviews.")
    words = Prose(allow_blank=False)


class RouteConfirmationOut(serializers.Serializer[Any]):
    """How many were confirmed."""

    confirmed = serializers.IntegerField()


class RouteReviewOut(serializers.Serializer[Any]):
    """That the way of a duty is to be looked at again, and what was done about it."""

    id = serializers.UUIDField()
    duty = serializers.UUIDField(source="duty_id")
    route = serializers.CharField()
    cause = serializers.ChoiceField(choices=Cause.choices)
    text_from = serializers.CharField(help_text="The edition before, where a text changed.")
    text_to = serializers.CharField(help_text="The edition since, where a text changed.")
    doubts = serializers.ListField(child=serializers.CharField(), help_text="Open questions.")
    because = serializers.CharField()
    cite = serializers.CharField()
    claim = serializers.CharField(help_text="That of the duty when its way fell.")
    decision = serializers.CharField()
    opened_at = Instant()
    outcome = serializers.ChoiceField(choices=Outcome.choices, allow_blank=True)
    words = serializers.CharField()
    resolved_at = Instant(allow_null=True)


class SignatoriesOut(serializers.Serializer[Any]):
    """One list of signatories as of its day, and how it differs from the one before."""

    as_of = serializers.DateField(source="snapshot.as_of")
    source_url = serializers.CharField(source="snapshot.source_url")
    confidence = serializers.CharField(source="snapshot.confidence")
    note = serializers.CharField(source="snapshot.note")
    precision = serializers.CharField(source="snapshot.precision")
    signatories = serializers.SerializerMethodField()
    some_chapters = serializers.SerializerMethodField()
    added = serializers.ListField(child=serializers.CharField())
    gone = serializers.ListField(child=serializers.CharField())

    def get_signatories(self, row: queries.Change) -> list[str]:
        """Name them, in the order of the list."""
        return [one.name for one in row.snapshot.signatories]

    def get_some_chapters(self, row: queries.Change) -> dict[str, list[str]]:
        """Give the chapters of those who signed some only."""
        whole = {one.name for one in row.full}
        rest = [one for one in row.snapshot.signatories if one.name not in whole]
        return {one.name: list(one.chapters) for one in rest}


class GapAnalyses(Resource):
    """Gap analyses of one duty."""

    queryset = GapAnalysis.objects.none()
    order = (Key("number", int, descending=True),)

    def _duty(self) -> Duty:
        mine = Duty.objects.visible_to(self.actor).filter(provider__in=self.actor.provider_ids)
        found: Duty = self.found(mine.select_related("provider", "obligation"))
        return found

    @extend_schema(responses=GapAnalysisOut(many=True))
    def list(self, request: Request, pk: UUID) -> Response:
        """List the versions, newest first."""
        rows = GapAnalysis.objects.visible_to(self.actor).filter(duty=self._duty())
        return self.page(rows, GapAnalysisOut)

    @extend_schema(request=GapAnalysisIn, responses={201: GapAnalysisOut})
    def create(self, request: Request, pk: UUID) -> Response:
        """Record the next version; measures left out stay not yet looked at."""
        duty, given = self._duty(), self.body(GapAnalysisIn)
        lines = {key: Line(**line) for key, line in given.pop("lines").items()}
        made = gaps.record(duty=duty, lines=lines, by=self.actor, now=timezone.now(), **given)
        return Response(GapAnalysisOut(made).data, status=201)


class RouteReviews(Resource):
    """Ways to look at again."""

    queryset = RouteReview.objects.none()
    order = (Key("opened_at", datetime, descending=True), Key("id", UUID, descending=True))
    filtered_by = (
        filters.Ids("provider", "provider_id", "Of this provider."),
        filters.Ids("duty", "duty_id", "Of this duty."),
    )

    def get_queryset(self) -> Any:
        """Narrow to one's own."""
        rows = RouteReview.objects.visible_to(self.actor)
        return rows.filter(provider__in=self.actor.provider_ids)

    @extend_schema(responses=RouteReviewOut(many=True))
    def list(self, request: Request) -> Response:
        """List them, newest first, resolved ones too."""
        return self.page(self.filter_queryset(self.get_queryset()), RouteReviewOut)

    @extend_schema(request=RouteResolutionIn, responses=RouteReviewOut)
    def resolve(self, request: Request, pk: UUID) -> Response:
        """Choose another way, or confirm that it was looked at, with the reason."""
        rows = self.get_queryset().select_related("duty__provider", "duty__obligation")
        review: RouteReview = self.found(rows)
        given = self.body(RouteResolutionIn)
        reviews.resolve(review=review, by=self.actor, now=timezone.now(), **given)
        return Response(RouteReviewOut(review).data)

    @extend_schema(request=RouteConfirmationIn, responses=RouteConfirmationOut)
    def confirm(self, request: Request) -> Response:
        """Confirm all that wait because of one change of a text, with one reason."""
        given = self.body(RouteConfirmationIn)
        mine = Provider.objects.visible_to(self.actor).filter(pk__in=self.actor.provider_ids)
        provider: Provider = get_object_or_404(mine, pk=given.pop("provider"))
        count = reviews.confirm_all(provider=provider, by=self.actor, now=timezone.now(), **given)
        return Response({"confirmed": count})


class Signatories(Resource):
    """Lists of signatories, for everybody."""

    authentication_classes = []
    permission_classes = []
    pagination_class = None
    queryset = RouteReview.objects.none()

    @extend_schema(responses=SignatoriesOut(many=True))
    def list(self, request: Request) -> Response:
        """List the snapshots, newest first; lists disagree, so each carries its day."""
        return Response(SignatoriesOut(queries.signatory_changes(), many=True).data)
