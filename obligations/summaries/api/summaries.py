"""/summaries/: training summaries of one's own providers, where they stand, and what is done."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.documents.models import Document, DocumentVersion
from obligations.law.deadlines import brussels_day
from obligations.summaries.models import FurtherTraining, Publication
from obligations.summaries.models.worksheets import Measured
from obligations.summaries.queries import standing as queries
from obligations.summaries.services import publications, updates, worksheets
from providers.rest import filters
from providers.rest.bodies import Body
from providers.rest.fields import Day, Instant, Name, Prose, Truth
from providers.rest.pagination import Key
from providers.rest.references import NamedOut
from providers.rest.views import Resource


class FindingOut(serializers.Serializer[Any]):
    """Something the summary lacks."""

    item = serializers.CharField()
    text = serializers.CharField()
    cite = serializers.CharField()


class MeasurementOut(serializers.Serializer[Any]):
    """What must be named, by the sizes last recorded."""

    kind = serializers.CharField(source="worksheet.kind")
    modality = serializers.CharField(source="worksheet.modality")
    unit = serializers.CharField(source="worksheet.unit")
    total = serializers.IntegerField(source="named.total")
    names = serializers.ListField(child=serializers.CharField(), source="named.names")
    because = serializers.CharField(source="named.because")
    cite = serializers.CharField(source="named.cite")
    recorded_at = Instant(source="worksheet.recorded_at")


class SummaryOut(serializers.Serializer[Any]):
    """One summary; its answers are those of the document with the same id."""

    id = serializers.UUIDField()
    model = NamedOut(source="ai_model")
    version = serializers.IntegerField(source="latest_number", help_text="0: none is frozen.")
    public_version = serializers.IntegerField(source="public_number", allow_null=True)
    published_on = serializers.DateField(allow_null=True)
    changed_at = Instant()


class SummaryStandingOut(SummaryOut):
    """One summary with what it lacks and what must be named in it."""

    findings = FindingOut(many=True)
    sizes = MeasurementOut(many=True)


class PublicationIn(Body):
    """A version that became public; ``version`` is its number."""

    version = serializers.IntegerField(min_value=1, max_value=100_000)
    published_on = Day()
    website = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    channels = serializers.ListField(
        child=serializers.CharField(max_length=2000), required=False, max_length=100
    )


class PublicationOut(serializers.Serializer[Any]):
    """One public version."""

    id = serializers.UUIDField()
    version = serializers.IntegerField(source="number")
    published_on = serializers.DateField()
    website = serializers.CharField()
    channels = serializers.ListField(child=serializers.CharField())
    sha256 = serializers.CharField(source="version.sha256", help_text="Of the answers.")
    pdf = serializers.UUIDField(source="pdf_id", help_text="The rendering that holds the PDF.")


class TrainingIn(Body):
    """Further training on additional data."""

    ended_on = Day(earliest=updates.EARLIEST)
    description = Prose(allow_blank=False)
    changes_summary = Truth()
    is_material = Truth(required=False, default=False)
    because = Prose(allow_blank=False)


class TrainingOut(serializers.Serializer[Any]):
    """One further training."""

    id = serializers.UUIDField()
    ended_on = serializers.DateField()
    description = serializers.CharField()
    changes_summary = serializers.BooleanField()
    is_material = serializers.BooleanField()
    because = serializers.CharField()
    recorded_at = Instant()
    withdrawn_at = Instant(allow_null=True)
    withdrawn_because = serializers.CharField()


class TrainingWithdrawalIn(Body):
    """Why a record is taken back."""

    because = Prose(allow_blank=False)


class SizesIn(Body):
    """Sizes by name, as decimal strings in one unit."""

    kind = serializers.ChoiceField(choices=Measured.values)
    modality = serializers.CharField(required=False, default="", allow_blank=True, max_length=20)
    unit = Name(max_length=40)
    sizes = serializers.DictField(child=serializers.CharField(max_length=40))


class Summaries(Resource):
    """Training summaries; answers are written through /documents/."""

    queryset = Document.objects.none()
    order = (Key("changed_at", datetime, descending=True), Key("id", UUID, descending=True))
    filtered_by = (
        filters.Ids("provider", "provider_id", "Summaries of this provider."),
        filters.Ids("model", "ai_model_id", "The summary of this model."),
    )

    def get_queryset(self) -> QuerySet[Document]:
        """Narrow to one's own."""
        return queries.visible(self.actor)

    @extend_schema(responses=SummaryOut(many=True))
    def list(self, request: Request) -> Response:
        """List summaries, the last changed first."""
        return self.page(self.filter_queryset(self.get_queryset()), SummaryOut)

    @extend_schema(responses=SummaryStandingOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Read where a summary stands."""
        found: Document = self.found()
        now = timezone.now()
        standing = queries.standing(found, self.actor, now=now, on=brussels_day(now))
        body = SummaryOut(found).data
        body["findings"] = FindingOut(standing.findings, many=True).data
        body["sizes"] = MeasurementOut(standing.measurements, many=True).data
        return Response(body)


class Part(Resource):
    """Something of one summary."""

    def summary(self) -> Document:
        """Find the summary the address names among one's own."""
        mine = queries.visible(self.actor).filter(provider__in=self.actor.provider_ids)
        found: Document = self.found(mine, pk=self.kwargs["pk"])
        return found


class Publications(Part):
    """Public versions of one summary."""

    queryset = Publication.objects.none()
    order = (Key("number", int, descending=True),)

    @extend_schema(responses=PublicationOut(many=True))
    def list(self, request: Request, pk: UUID) -> Response:
        """List the public versions, newest first."""
        rows = Publication.objects.visible_to(self.actor).filter(document=self.summary())
        return self.page(rows.select_related("version"), PublicationOut)

    @extend_schema(request=PublicationIn, responses={201: PublicationOut})
    def create(self, request: Request, pk: UUID) -> Response:
        """Make a frozen version public, for good."""
        document = self.summary()
        given = self.body(PublicationIn)
        rows = DocumentVersion.objects.visible_to(self.actor).filter(document=document)
        rows = rows.select_related("document__provider", "document__ai_model")
        version = self.found(rows, number=given.pop("version"))
        made = publications.publish(version=version, by=self.actor, now=timezone.now(), **given)
        return Response(PublicationOut(made).data, status=201)


class Trainings(Part):
    """Further training of the model of one summary."""

    queryset = FurtherTraining.objects.none()
    order = (Key("ended_on", date, descending=True), Key("id", UUID, descending=True))

    @extend_schema(responses=TrainingOut(many=True))
    def list(self, request: Request, pk: UUID) -> Response:
        """List further training, the latest first; withdrawn records too."""
        rows = FurtherTraining.objects.visible_to(self.actor).filter(document=self.summary())
        return self.page(rows, TrainingOut)

    @extend_schema(request=TrainingIn, responses={201: TrainingOut})
    def create(self, request: Request, pk: UUID) -> Response:
        """Record further training; where it changes the summary, the clock of the update runs."""
        document = self.summary()
        row = updates.record_training(
            document=document, by=self.actor, now=timezone.now(), **self.body(TrainingIn)
        )
        return Response(TrainingOut(row).data, status=201)

    @extend_schema(request=TrainingWithdrawalIn, responses=TrainingOut)
    def withdraw(self, request: Request, pk: UUID, training: UUID) -> Response:
        """Take back a record made by mistake; its clock is cancelled."""
        rows = FurtherTraining.objects.visible_to(self.actor).filter(document=self.summary())
        row = self.found(rows.select_related("provider", "document"), pk=training)
        because = self.body(TrainingWithdrawalIn)["because"]
        updates.withdraw_training(training=row, because=because, by=self.actor, now=timezone.now())
        return Response(TrainingOut(row).data)


class Sizes(Part):
    """Sizes of datasets and domains of one summary; never public."""

    queryset = Document.objects.none()

    @extend_schema(request=SizesIn, responses={201: MeasurementOut(many=True)})
    def create(self, request: Request, pk: UUID) -> Response:
        """Record one list of sizes; answers what must be named by every latest list."""
        document = self.summary()
        now = timezone.now()
        worksheets.record(document=document, by=self.actor, now=now, **self.body(SizesIn))
        standing = queries.standing(document, self.actor, now=now, on=brussels_day(now))
        return Response(MeasurementOut(standing.measurements, many=True).data, status=201)
