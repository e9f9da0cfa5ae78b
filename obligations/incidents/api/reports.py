"""/incident-reports/: drafts and submitted reports; the AI Office reads the latter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.incidents import downloads
from obligations.incidents.api.parts import Part
from obligations.incidents.api.shapes import ReportOut, ReportWholeOut
from obligations.incidents.exports.files import FORMATS
from obligations.incidents.models import IncidentReport
from obligations.incidents.permissions import check_write
from obligations.incidents.services import reports, submissions
from obligations.law.incidents import Stage
from providers.rest import filters, revisions
from providers.rest.bodies import Body
from providers.rest.fields import Name, Word
from providers.rest.negotiation import AnyMediaType
from providers.rest.pagination import Key
from providers.rest.views import Resource

BINARY = {(200, "application/octet-stream"): OpenApiTypes.BINARY}


class IncidentDraftIn(Body):
    """Which report is begun; the next one where nothing is said."""

    stage = Word(Stage, required=False)


class AnswersIn(Body):
    """Lines to write: each with ``text``, ``missing_because`` or ``redacted``; others stay."""

    answers = serializers.DictField(
        child=serializers.DictField(
            child=serializers.CharField(allow_blank=True, max_length=20_000)
        )
    )


class SubmissionIn(Body):
    """To whom a report went, how, and when; without an instant, now."""

    recipients = Name(max_length=500)
    channel = Name(max_length=200)
    reference = serializers.CharField(required=False, allow_blank=True, max_length=200)
    submitted_at = serializers.DateTimeField(required=False)


class ReportsOfIncident(Part):
    """Reports on one incident."""

    queryset = IncidentReport.objects.none()
    order = (Key("number", int), Key("id", UUID))

    @extend_schema(responses=ReportOut(many=True))
    def list(self, request: Request, pk: UUID) -> Response:
        """List the reports on an incident, drafts too, in their order."""
        rows = IncidentReport.objects.visible_to(self.actor).filter(incident=self.incident())
        return self.page(rows.select_related("provider"), ReportOut)

    @extend_schema(request=IncidentDraftIn, responses={201: ReportWholeOut})
    def create(self, request: Request, pk: UUID) -> Response:
        """Begin the next report; what the last one says is taken over."""
        incident = self.writable()
        made = reports.draft(
            incident=incident, by=self.actor, now=timezone.now(), **self.body(IncidentDraftIn)
        )
        response = revisions.tagged(Response(ReportWholeOut(made).data, status=201), made)
        response["Location"] = f"/api/v1/incident-reports/{made.pk}/"
        return response


class Reports(Resource):
    """Reports one may know of: members their provider's, the AI Office submitted ones."""

    queryset = IncidentReport.objects.none()
    order = (Key("drafted_at", datetime, descending=True), Key("id", UUID, descending=True))
    filtered_by = (
        filters.Ids("provider", "provider_id", "Reports of this provider."),
        filters.Ids("incident", "incident_id", "Reports on this incident."),
        filters.Choice("stage", "stage", filters.words(Stage), "Reports of this stage."),
        filters.Truths(
            "submitted",
            {"true": Q(submitted_at__isnull=False), "false": Q(submitted_at=None)},
            "Submitted ones alone, or drafts alone; without this, both.",
        ),
    )

    def get_queryset(self) -> QuerySet[IncidentReport]:
        """Narrow to what the caller may know of."""
        rows: QuerySet[IncidentReport] = IncidentReport.objects.visible_to(self.actor)
        return rows.select_related("provider")

    @extend_schema(responses=ReportOut(many=True))
    def list(self, request: Request) -> Response:
        """List reports, those drafted last first."""
        return self.page(self.filter_queryset(self.get_queryset()), ReportOut)

    @extend_schema(responses=ReportWholeOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Read one report with what it says."""
        return _answer(self.found())

    @extend_schema(request=AnswersIn, responses=ReportWholeOut)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        """Write lines of a draft; those not named stay."""
        report, revision = self.found(), revisions.expected(request)
        check_write(self.actor, report.provider)
        answers: Mapping[str, Mapping[str, str]] = self.body(AnswersIn)["answers"]
        reports.edit(
            report=report, answers=answers, revision=revision, by=self.actor, now=timezone.now()
        )
        return _answer(report)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: UUID) -> Response:
        """Discard a draft; a submitted report is kept."""
        reports.discard(report=self.found(), by=self.actor, now=timezone.now())
        return Response(status=204)

    @extend_schema(request=SubmissionIn, responses=ReportWholeOut)
    def submit(self, request: Request, pk: UUID) -> Response:
        """Record that a report went out: it is frozen with its files.

        The next clock runs, unless the record is voluntary.
        """
        report = self.found()
        check_write(self.actor, report.provider)
        given: dict[str, Any] = self.body(SubmissionIn)
        submissions.submit(report=report, by=self.actor, now=timezone.now(), **given)
        return _answer(report)


class Files(Resource):
    """Files of a report: as they went out, or a draft's marked as one."""

    queryset = IncidentReport.objects.none()
    content_negotiation_class = AnyMediaType

    def get_queryset(self) -> QuerySet[IncidentReport]:
        """Narrow to what the caller may know of."""
        rows: QuerySet[IncidentReport] = IncidentReport.objects.visible_to(self.actor)
        related = ("provider", "incident__provider", "incident__bundled_into", *FORMATS)
        return rows.select_related(*related)

    @extend_schema(responses=BINARY)
    def pdf(self, request: Request, pk: UUID) -> HttpResponseBase:
        """Download the report as PDF."""
        return downloads.respond(self.found(), "pdf", now=timezone.now())

    @extend_schema(responses=BINARY)
    def docx(self, request: Request, pk: UUID) -> HttpResponseBase:
        """Download the report as DOCX."""
        return downloads.respond(self.found(), "docx", now=timezone.now())

    @extend_schema(responses=BINARY)
    def json(self, request: Request, pk: UUID) -> HttpResponseBase:
        """Download the report as JSON."""
        return downloads.respond(self.found(), "json", now=timezone.now())


def _answer(report: IncidentReport) -> Response:
    return revisions.tagged(Response(ReportWholeOut(report).data), report)
