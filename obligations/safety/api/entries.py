"""/confirmations/, /provisions/, /risks/ and the other kinds of safety entries."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.documents.models import DocumentVersion
from obligations.safety.models import Entry
from obligations.safety.services import entries as services
from providers.errors import InvalidInput
from providers.models import AIModel, Provider
from providers.rest import filters
from providers.rest.bodies import Body
from providers.rest.fields import Day, Instant, Prose
from providers.rest.pagination import Key
from providers.rest.views import Resource


class SafetyEntryIn(Body):
    """One entry; ``value`` holds the items its kind asks for, as a form shows them.

    Days are YYYY-MM-DD, choices their words, lists arrays, yes and no booleans.
    """

    provider = serializers.UUIDField()
    model = serializers.UUIDField(required=False)
    on = Day()
    value = serializers.DictField()
    version = serializers.UUIDField(required=False)
    about = serializers.UUIDField(required=False)
    supersedes = serializers.UUIDField(required=False)
    because = Prose(required=False, default="", allow_blank=True)


class SafetyWithdrawalIn(Body):
    """Why an entry is taken back."""

    because = Prose(allow_blank=False)


class SafetyEntryOut(serializers.Serializer[Any]):
    """One entry as it was recorded."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    provider = serializers.UUIDField(source="provider_id")
    model = serializers.UUIDField(source="ai_model_id", allow_null=True)
    on = serializers.DateField()
    value = serializers.DictField()
    version = serializers.UUIDField(source="version_id", allow_null=True)
    about = serializers.UUIDField(source="about_id", allow_null=True)
    pdf = serializers.UUIDField(
        source="pdf_id", allow_null=True, help_text="The rendering that holds the PDF as given."
    )
    json = serializers.UUIDField(source="json_id", allow_null=True)
    supersedes = serializers.UUIDField(source="supersedes_id", allow_null=True)
    is_withdrawn = serializers.BooleanField()
    because = serializers.CharField()
    recorded_at = Instant()
    recorded_by = serializers.CharField(source="recorded_by_name")


class Entries(Resource):
    """Entries about Framework, Model Reports and risks; superseded, never edited."""

    queryset = Entry.objects.none()
    order = (Key("on", date, descending=True), Key("id", UUID, descending=True))
    filtered_by = (
        filters.Ids("provider", "provider_id", "Entries of this provider."),
        filters.Ids("model", "ai_model_id", "Entries about this model."),
        filters.Truths(
            "current",
            {
                "true": Q(superseded_by=None, is_withdrawn=False),
                "false": ~Q(superseded_by=None) | Q(is_withdrawn=True),
            },
            "Whether it still counts; without this, both.",
        ),
    )

    def get_queryset(self) -> QuerySet[Entry]:
        """Narrow to one's own."""
        mine: QuerySet[Entry] = Entry.objects.visible_to(self.actor)
        return mine.filter(provider__in=self.actor.provider_ids)

    @extend_schema(responses=SafetyEntryOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        """Read one entry, whether or not it still counts."""
        return Response(SafetyEntryOut(self.found()).data)

    @extend_schema(request=SafetyWithdrawalIn, responses={201: SafetyEntryOut})
    def withdraw(self, request: Request, pk: str) -> Response:
        """Take an entry back: it stays on record, and its clocks are cancelled."""
        entry = self.found(self.get_queryset().select_related("provider", "ai_model", "version"))
        because = self.body(SafetyWithdrawalIn)["because"]
        gone = services.withdraw(entry=entry, because=because, by=self.actor, now=timezone.now())
        return Response(SafetyEntryOut(gone).data, status=201)


class EntriesOfKind(Entries):
    """Entries of one kind."""

    entry_kind: ClassVar[str] = ""

    def get_queryset(self) -> QuerySet[Entry]:
        """Narrow to the kind."""
        return super().get_queryset().filter(kind=self.entry_kind)

    @extend_schema(responses=SafetyEntryOut(many=True))
    def list(self, request: Request) -> Response:
        """List entries of this kind, the latest day first."""
        return self.page(self.filter_queryset(self.get_queryset()), SafetyEntryOut)

    @extend_schema(request=SafetyEntryIn, responses={201: SafetyEntryOut})
    def create(self, request: Request) -> Response:
        """Record an entry of this kind; the clocks that follow are counted in the same step."""
        given = self.body(SafetyEntryIn)
        actor = self.actor
        mine = Provider.objects.filter(pk__in=actor.provider_ids)
        models = AIModel.objects.visible_to(actor).select_related("provider")
        versions = DocumentVersion.objects.visible_to(actor)
        related = versions.select_related("document__ai_model", "document__provider")
        rows = Entry.objects.visible_to(actor).select_related("about")
        made = services.record(
            provider=_named(mine, given, "provider"),
            kind=self.entry_kind,
            on=given["on"],
            value=given["value"],
            ai_model=_named(models, given, "model"),
            version=_named(related, given, "version"),
            about=_named(rows, given, "about"),
            supersedes=_named(rows, given, "supersedes"),
            because=given["because"],
            by=actor,
            now=timezone.now(),
        )
        response = Response(SafetyEntryOut(made).data, status=201)
        response["Location"] = f"/api/v1/safety-entries/{made.pk}/"
        return response


def _named(rows: QuerySet[Any], given: dict[str, Any], field: str) -> Any:
    """Find the row a body names among the visible ones; None where it names none."""
    if field not in given:
        return None
    found = rows.filter(pk=given[field]).first()
    if found is None:
        raise InvalidInput(f"There is no such {field}.", field=field)
    return found
