"""/notifications/: notifications to the Commission, drafted and sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations import downloads
from obligations.law.milestones import CHAPTER_V_APPLIES
from obligations.law.notifications import CONDITIONS, LINES, items
from obligations.systemic_risk.api.entries import DutyChangesOut
from obligations.systemic_risk.exports.notification import compute_text
from obligations.systemic_risk.models import Notification
from obligations.systemic_risk.models.notifications import Status
from obligations.systemic_risk.services import notifications, sending
from providers.models import AIModel
from providers.rest import filters, revisions
from providers.rest.bodies import Body
from providers.rest.fields import Day, DecimalOut, DecimalText, Instant, Name, Prose, Truth
from providers.rest.negotiation import AnyMediaType
from providers.rest.pagination import Key
from providers.rest.references import NamedOut
from providers.rest.views import Resource

BINARY = {(200, "application/octet-stream"): OpenApiTypes.BINARY}


class NotificationStartIn(Body):
    """The model that is notified; ``because`` where it is a further one."""

    model = serializers.UUIDField()
    because = Prose(required=False, default="")


class NotificationIn(Body):
    """Fields of a draft; what is left out stays, null and empty text take it away."""

    condition = serializers.ChoiceField(
        choices=[one.value for one in CONDITIONS], allow_blank=True, required=False
    )
    model_name = serializers.CharField(max_length=300, allow_blank=True, required=False)
    known_on = Day(allow_null=True, required=False)
    compute_flop = DecimalText(allow_null=True, required=False)
    approach = Prose(required=False)
    approximations = Prose(required=False)
    original_model = serializers.CharField(max_length=200, allow_blank=True, required=False)
    with_rebuttal = Truth(allow_null=False, required=False)
    line = serializers.ChoiceField(
        choices=[one.value for one in LINES], allow_blank=True, required=False
    )
    arguments = Prose(required=False)
    grounds = serializers.DictField(
        child=serializers.CharField(max_length=5000, allow_blank=True),
        required=False,
        help_text="Arguments by ground: benchmarks, architecture, parameters, examples, curation, "
        "techniques, modalities, tools, context. Mitigations are no valid ground.",
    )


class NotificationSendingIn(Body):
    """When and how it was sent."""

    sent_on = Day(earliest=CHAPTER_V_APPLIES)
    channel = Name(max_length=200)
    reference = serializers.CharField(max_length=200, allow_blank=True, required=False, default="")


class ItemOut(serializers.Serializer[Any]):
    """One thing the law asks for."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment] # what is asked
    is_stated = serializers.BooleanField()
    cite = serializers.CharField()


class NotificationOut(serializers.Serializer[Any]):
    """One notification."""

    id = serializers.UUIDField()
    model = NamedOut(source="ai_model")
    status = serializers.ChoiceField(choices=Status.choices)
    revision = serializers.IntegerField()
    follows = serializers.UUIDField(source="follows_id", allow_null=True)
    follows_because = serializers.CharField()
    condition = serializers.CharField()
    model_name = serializers.CharField()
    known_on = serializers.DateField(allow_null=True)
    compute_flop = DecimalOut(allow_null=True)
    compute = serializers.SerializerMethodField(help_text="With two significant figures.")
    approach = serializers.CharField()
    approximations = serializers.CharField()
    original_model = serializers.CharField()
    with_rebuttal = serializers.BooleanField()
    line = serializers.CharField()
    arguments = serializers.CharField()
    grounds = serializers.DictField(child=serializers.CharField())
    items = serializers.SerializerMethodField(help_text="Everything asked for, stated or missing.")
    sent_on = serializers.DateField(allow_null=True)
    channel = serializers.CharField()
    reference = serializers.CharField()
    pdf = serializers.UUIDField(source="pdf_id", allow_null=True, help_text="A rendering.")
    data = serializers.UUIDField(  # type: ignore[assignment] # the JSON beside the PDF
        source="data_id", allow_null=True, help_text="A rendering."
    )
    begun_at = Instant()
    sent_at = Instant(allow_null=True)
    sent_by = serializers.CharField(source="sent_by_name")

    def get_compute(self, row: Notification) -> str:
        """Write the compute as it is notified."""
        return compute_text(row.compute_flop)

    @extend_schema(responses=ItemOut(many=True))
    def get_items(self, row: Notification) -> list[dict[str, Any]]:
        """List what the law asks for."""
        return list(ItemOut(items(row.contents()), many=True).data)


class SubmissionOut(serializers.Serializer[Any]):
    """The notification as it was sent, and what that changed."""

    notification = NotificationOut()
    changes = DutyChangesOut()


class Notifications(Resource):
    """Notifications under Art. 52(1)."""

    queryset = Notification.objects.none()
    order = (Key("begun_at", datetime, descending=True), Key("id", UUID, descending=True))
    filtered_by = (
        filters.Ids("provider", "provider_id", "Notifications of this provider."),
        filters.Ids("model", "ai_model_id", "Notifications of this model."),
    )

    def get_queryset(self) -> QuerySet[Notification]:
        """Narrow to one's own; the AI Office reads those that were sent."""
        mine = Notification.objects.visible_to(self.actor)
        return mine.select_related("ai_model__provider", "provider", "follows")

    @extend_schema(responses=NotificationOut(many=True))
    def list(self, request: Request) -> Response:
        """List notifications, the last begun first."""
        return self.page(self.filter_queryset(self.get_queryset()), NotificationOut)

    @extend_schema(responses=NotificationOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Read one with everything the law asks for, stated or missing."""
        row = self.found()
        return revisions.tagged(Response(NotificationOut(row).data), row)

    @extend_schema(request=NotificationStartIn, responses={201: NotificationOut})
    def create(self, request: Request) -> Response:
        """Begin a notification, filled from ledger and facts."""
        given = self.body(NotificationStartIn)
        mine = AIModel.objects.visible_to(self.actor).filter(provider__in=self.actor.provider_ids)
        ai_model = self.found(mine.select_related("provider"), pk=given["model"])
        row = notifications.start(
            ai_model=ai_model, because=given["because"], by=self.actor, now=timezone.now()
        )
        return revisions.tagged(Response(NotificationOut(row).data, status=201), row)

    @extend_schema(request=NotificationIn, responses=NotificationOut)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        """Change fields of a draft."""
        row = self.found()
        notifications.save(
            notification=row,
            given=self.body(NotificationIn, partial=True),
            revision=revisions.expected(request),
            by=self.actor,
            now=timezone.now(),
        )
        return revisions.tagged(Response(NotificationOut(row).data), row)

    @extend_schema(request=NotificationSendingIn, responses={201: SubmissionOut})
    def submit(self, request: Request, pk: UUID) -> Response:
        """Record that a draft was sent; its files are kept, and the facts follow."""
        row = self.found()
        sent = sending.send(
            notification=row,
            revision=row.revision,
            by=self.actor,
            now=timezone.now(),
            **self.body(NotificationSendingIn),
        )
        body = {
            "notification": NotificationOut(sent.notification).data,
            "changes": DutyChangesOut(sent.changes).data,
        }
        return Response(body, status=201)


class NotificationFiles(Resource):
    """Files of a sent notification, as they were made when it was sent."""

    queryset = Notification.objects.none()
    content_negotiation_class = AnyMediaType

    def get_queryset(self) -> QuerySet[Notification]:
        """Narrow to sent ones that the caller may know of."""
        mine: QuerySet[Notification] = Notification.objects.visible_to(self.actor)
        return mine.filter(status=Status.SENT).select_related("pdf", "data")

    @extend_schema(responses=BINARY)
    def pdf(self, request: Request, pk: UUID) -> HttpResponseBase:
        """Download the notification as PDF; a draft has no file."""
        return downloads.respond(self.found().pdf)

    @extend_schema(responses=BINARY)
    def json(self, request: Request, pk: UUID) -> HttpResponseBase:
        """Download the notification as JSON; a draft has no file."""
        return downloads.respond(self.found().data)
