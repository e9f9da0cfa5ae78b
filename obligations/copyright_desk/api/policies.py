"""/copyright-policies/: the versions of the policy, with their files."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations import downloads
from obligations.copyright_desk.api.bodies import (
    DeskPublicationOut,
    NamedModelOut,
    WithdrawalIn,
    models_named,
    provider_named,
)
from obligations.copyright_desk.models import PolicyVersion
from obligations.copyright_desk.permissions import check_write
from obligations.copyright_desk.queries import duties
from obligations.copyright_desk.services import policies, proofs, publications
from obligations.copyright_desk.services.policies import PROSE_LIMIT, TEXT_LIMIT, Wording
from obligations.delivery import email
from obligations.law import copyright_policy as law
from providers.errors import InvalidInput
from providers.rest import filters
from providers.rest.bodies import Body
from providers.rest.fields import Day, Instant, Name, Prose
from providers.rest.negotiation import AnyMediaType
from providers.rest.pagination import Key
from providers.rest.parsers import FormParser, StrictJSONParser
from providers.rest.references import NamedOut
from providers.rest.views import Resource


@extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
class Parts(serializers.JSONField):
    """Which part of the policy answers which measure, by the measure's key."""

    def to_internal_value(self, data: Any) -> dict[str, str]:
        """Read the mapping; in a form it is JSON in one field."""
        found = super().to_internal_value(data)
        if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
            raise serializers.ValidationError("Write an object of texts by the measure's key.")
        return found


class PolicyIn(Body):
    """A version of the policy: ``text``, or ``file`` with ``multipart/form-data``.

    ``after`` is the number of the latest version you saw, 0 where there is none.
    """

    provider = serializers.UUIDField()
    after = serializers.IntegerField(min_value=0, max_value=1_000_000)
    text = Prose(required=False, max_length=TEXT_LIMIT)
    file = serializers.FileField(required=False, allow_empty_file=True)
    covers = Parts()
    responsible = serializers.ListField(child=Name(max_length=300), max_length=50)
    models = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=500)
    in_force_from = Day(earliest=policies.EARLIEST)
    approved_by = Name()
    approved_on = Day(earliest=policies.EARLIEST)
    changes = Prose(allow_blank=False, max_length=PROSE_LIMIT)
    summary = Prose(required=False, max_length=PROSE_LIMIT)


class PolicyEvidenceIn(Body):
    """Which duties the version is evidence for, and as what."""

    duties = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=100)
    record = serializers.ChoiceField(choices=["policy", "summary"], required=False)


class PolicyEvidenceOut(serializers.Serializer[Any]):
    """The evidence that was recorded."""

    evidence = serializers.UUIDField(source="evidence_id")
    version = serializers.UUIDField(source="pk")
    sha256 = serializers.CharField()


class PolicyOut(serializers.Serializer[Any]):
    """One version; ``missing`` are binding measures that no part of it answers."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    provider = NamedOut()
    text = serializers.CharField()
    file_name = serializers.CharField()
    sha256 = serializers.CharField()
    size = serializers.IntegerField()
    covers = serializers.DictField(child=serializers.CharField())
    missing = serializers.SerializerMethodField()
    responsible = serializers.ListField(child=serializers.CharField())
    models = NamedModelOut(source="ai_models", many=True)
    in_force_from = serializers.DateField()
    approved_by = serializers.CharField()
    approved_on = serializers.DateField()
    changes = serializers.CharField()
    summary = serializers.CharField()
    summary_published_at = serializers.SerializerMethodField()
    recorded_at = Instant()
    recorded_by = serializers.CharField(source="recorded_by_name")

    def get_missing(self, row: PolicyVersion) -> list[str]:
        """Name the measures by their keys."""
        return [one.key for one in law.missing(row.covers)]

    @extend_schema_field({"type": ["string", "null"], "format": "date-time"})
    def get_summary_published_at(self, row: PolicyVersion) -> Any:
        """Say when its summary became public, if it did; it may have been taken back since."""
        publication = getattr(row, "publication", None)
        return Instant().to_representation(publication.published_at) if publication else None


class Policies(Resource):
    """Versions of the policies of one's own providers."""

    queryset = PolicyVersion.objects.none()
    parser_classes = [FormParser, StrictJSONParser]
    order = (Key("number", int, descending=True), Key("id", UUID, descending=True))
    filtered_by = (filters.Ids("provider", "provider_id", "Policies of this provider."),)

    def get_queryset(self) -> QuerySet[PolicyVersion]:
        """Narrow to one's own."""
        mine: QuerySet[PolicyVersion] = PolicyVersion.objects.visible_to(self.actor)
        mine = mine.filter(provider__in=self.actor.provider_ids)
        return mine.select_related("provider", "publication")

    @extend_schema(responses=PolicyOut(many=True))
    def list(self, request: Request) -> Response:
        """List versions, the newest first."""
        return self.page(self.filter_queryset(self.get_queryset()), PolicyOut)

    @extend_schema(
        request={"application/json": PolicyIn, "multipart/form-data": PolicyIn},
        responses={201: PolicyOut},
    )
    def create(self, request: Request) -> Response:
        """Record a version of the policy; it stays as it is, and ends the draft."""
        given = self.body(PolicyIn)
        provider = provider_named(self, given.pop("provider"))
        after = given.pop("after")
        made = policies.record(
            provider=provider,
            wording=Wording(
                upload=given.pop("file", None),
                ai_models=models_named(self, provider, given.pop("models", ())),
                **given,
            ),
            after=after,
            by=self.actor,
            now=timezone.now(),
        )
        return Response(PolicyOut(made).data, status=201)

    @extend_schema(responses=PolicyOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Read one version."""
        return Response(PolicyOut(self.found()).data)

    @extend_schema(request=None, responses={201: DeskPublicationOut})
    def publish(self, request: Request, pk: UUID) -> Response:
        """Make the summary of a version public; the feed tells of it."""
        made = publications.publish_summary(version=self.found(), by=self.actor, now=timezone.now())
        return Response(DeskPublicationOut(made).data, status=201)

    @extend_schema(request=WithdrawalIn, responses={201: DeskPublicationOut})
    def withdraw(self, request: Request, pk: UUID) -> Response:
        """Take the public summary back, with the reason; the feed says so."""
        found: PolicyVersion = self.found()
        because = self.body(WithdrawalIn)["because"]
        made = publications.withdraw_summary(
            provider=found.provider,
            because=because,
            version=found,
            by=self.actor,
            now=timezone.now(),
        )
        return Response(DeskPublicationOut(made).data, status=201)

    @extend_schema(request=PolicyEvidenceIn, responses={201: PolicyEvidenceOut})
    def prove(self, request: Request, pk: UUID) -> Response:
        """Record a version as evidence for duties of Art. 53(1)(c) or the Copyright chapter."""
        found: PolicyVersion = self.found()
        check_write(self.actor, found.provider)
        given = self.body(PolicyEvidenceIn)
        served = [*duties.served(found.provider, self.actor).filter(pk__in=given["duties"])]
        if len(served) < len(set(given["duties"])):
            raise InvalidInput("Name duties of this desk that are in force.", field="duties")
        page = email.absolute(reverse("public-copyright", args=[found.provider_id]))
        version = proofs.record(
            version=found,
            duties=served,
            public_url=f"{page}#summary" if given.get("record") == "summary" else "",
            by=self.actor,
            now=timezone.now(),
        )
        return Response(PolicyEvidenceOut(version).data, status=201)


class PolicyFile(Policies):
    """The file of a version."""

    content_negotiation_class = AnyMediaType

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def download(self, request: Request, pk: UUID) -> FileResponse:
        """Download the file of a version."""
        found: PolicyVersion = self.found()
        if found.stored_file_id is None:
            raise Http404
        return downloads.respond(found)
