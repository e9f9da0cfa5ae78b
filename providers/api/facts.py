"""/models/{id}/facts/ and /providers/{id}/facts/: statements that are superseded, never edited."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from providers.api.changes import ChangesOut, changes_body
from providers.errors import InvalidInput
from providers.kinds import KINDS, Kind, Subject, kinds_about
from providers.models import AIModel, Fact, ModelVersion, Provider
from providers.rest import filters
from providers.rest.bodies import Body, read
from providers.rest.examples import request_example
from providers.rest.fields import EARLIEST_PLACING, Day, Instant, Prose, Text
from providers.rest.kind_fields import body_of
from providers.rest.pagination import Key
from providers.rest.views import Resource
from providers.services import facts
from providers.services.facts import BRUSSELS


class KnownOn(Day):
    """Since when something is known: not in the future, and not always today."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(earliest=EARLIEST_PLACING, required=False, **rest)

    @staticmethod
    def or_today(given: Mapping[str, Any], now: datetime) -> date:
        """Take the day given, else today in Brussels."""
        found: date = given.get("known_on") or now.astimezone(BRUSSELS).date()
        return found


class FactIn(Body):
    """A fact: its kind, since when it is known, and its fields, beside these or in ``value``."""

    kind = Text(max_length=40)
    known_on = KnownOn(help_text="Since when it is known; today, if left out.")
    note = Prose(required=False)
    source = Prose(required=False, help_text="From where.")  # type: ignore[assignment] # where a fact comes from
    version = serializers.UUIDField(
        required=False, allow_null=True, help_text="The version of the model it was learnt from."
    )
    supersedes = serializers.UUIDField(
        required=False,
        allow_null=True,
        help_text="The fact you have seen as the latest; a later one then answers 409.",
    )


class FactOut(serializers.Serializer[Fact]):
    """A recorded fact; ``superseded_by`` is empty while it is the latest of its kind."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    value = serializers.DictField(help_text="Every field of the kind; null means unknown.")
    known_on = serializers.DateField()
    note = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment] # where a fact comes from
    version = serializers.UUIDField(source="version_id", allow_null=True)
    supersedes = serializers.UUIDField(source="supersedes_id", allow_null=True)
    superseded_by = serializers.UUIDField(source="later_id", allow_null=True)
    recorded_at = Instant()
    recorded_by = serializers.CharField(source="recorded_by_name")


class RecordedOut(FactOut):
    """A recorded fact, and everything that followed from it."""

    changes = ChangesOut()


def _typed(kind: Kind) -> type[Body]:
    """Describe the body of one kind for the OpenAPI document."""
    value = body_of(kind)
    name = value.__name__.removesuffix("Value")
    fields = {
        **FactIn().get_fields(),
        "kind": serializers.ChoiceField(choices=[kind.name]),
        "value": value(required=False, help_text="Or beside kind, one by one."),
        **value().get_fields(),
    }
    return type(f"{name}FactIn", (Body,), {"__doc__": f"{kind.title}.", **fields})


def _request(subject: Subject) -> PolymorphicProxySerializer:
    return PolymorphicProxySerializer(
        component_name=f"{subject.value.capitalize()}Fact",
        serializers={kind.name: _typed(kind) for kind in kinds_about(subject)},
        resource_type_field_name="kind",
    )


class Facts(Resource):
    """Facts about one subject; ``is_current=true`` keeps the latest of each kind."""

    queryset = Fact.objects.none()
    order = (Key("recorded_at", datetime, descending=True), Key("id", UUID, descending=True))
    filtered_by = (
        filters.Choice("kind", "kind", tuple(KINDS), "Facts of this kind."),
        filters.Truths(
            "is_current",
            {"true": Q(superseded_by=None), "false": Q(superseded_by__isnull=False)},
            "true: the latest of each kind; false: those that were superseded.",
        ),
    )

    def subject(self) -> tuple[Provider, AIModel | None]:
        """Find whom the facts are about; Http404 for what is not the caller's own."""
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[Fact]:
        """Narrow to the subject's facts."""
        provider, ai_model = self.subject()
        rows: QuerySet[Fact] = Fact.objects.visible_to(self.actor)
        return rows.filter(provider=provider, ai_model=ai_model).select_related("superseded_by")

    def listed(self) -> Response:
        """Answer one page of the subject's facts."""
        return self.page(self.filter_queryset(self.get_queryset()), fact_body)

    def record(self) -> Response:
        """Record a fact about the subject, and answer what followed from it."""
        provider, ai_model = self.subject()
        now = timezone.now()
        given, value = _read(self.request.data, Subject.MODEL if ai_model else Subject.PROVIDER)
        recorded = facts.record(
            provider=provider,
            ai_model=ai_model,
            version=self._version(ai_model, given.get("version")),
            kind=given["kind"],
            value=value,
            known_on=KnownOn.or_today(given, now),
            note=given.get("note", ""),
            source=given.get("source", ""),
            supersedes=given.get("supersedes"),
            by=self.actor,
            now=now,
        )
        body = fact_body(recorded.fact) | {"changes": changes_body(recorded.changes)}
        return Response(body, status=201)

    def _version(self, ai_model: AIModel | None, version: UUID | None) -> ModelVersion | None:
        if version is None:
            return None
        mine = ModelVersion.objects.visible_to(self.actor).filter(ai_model=ai_model, pk=version)
        found: ModelVersion | None = mine.first() if ai_model else None
        if found is None:
            raise InvalidInput("There is no such version of this model.", field="version")
        return found


class ModelFacts(Facts):
    """Facts about a model."""

    def subject(self) -> tuple[Provider, AIModel | None]:
        """Find the model among the caller's own."""
        mine = AIModel.objects.visible_to(self.actor).filter(provider__in=self.actor.provider_ids)
        ai_model: AIModel = self.found(mine.select_related("provider"))
        return ai_model.provider, ai_model

    @extend_schema(responses=FactOut(many=True))
    def list(self, request: Request, pk: str) -> Response:
        """List the facts about a model, newest first."""
        return self.listed()

    @extend_schema(
        request=_request(Subject.MODEL),
        responses={201: RecordedOut},
        examples=[
            request_example(
                "Compute above the threshold",
                {
                    "kind": "compute",
                    "known_on": "2026-11-23",
                    "training_compute_flop": "2.5e25",
                    "cumulative_compute_flop": "3e25",
                    "method": "hardware",
                },
            )
        ],
    )
    def create(self, request: Request, pk: str) -> Response:
        """Record a fact about a model; hear what is newly owed, what changed and what ended."""
        return self.record()


class ProviderFacts(Facts):
    """Facts about a provider, which bear on all its models."""

    def subject(self) -> tuple[Provider, AIModel | None]:
        """Find the provider among the caller's own."""
        mine = Provider.objects.visible_to(self.actor).filter(pk__in=self.actor.provider_ids)
        return self.found(mine), None

    @extend_schema(responses=FactOut(many=True))
    def list(self, request: Request, pk: str) -> Response:
        """List the facts about a provider, newest first."""
        return self.listed()

    @extend_schema(
        request=_request(Subject.PROVIDER),
        responses={201: RecordedOut},
        examples=[
            request_example(
                "Two chapters signed",
                {
                    "kind": "code-signature",
                    "known_on": "2025-08-01",
                    "chapters": {"transparency": "2025-08-01", "copyright": None},
                },
            )
        ],
    )
    def create(self, request: Request, pk: str) -> Response:
        """Record a fact about a provider; hear what is newly owed, what changed and what ended."""
        return self.record()


def _read(data: Any, subject: Subject) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read the frame of a fact and the fields of its kind; list every mistake of both at once."""
    if not isinstance(data, Mapping):
        raise InvalidInput("Write a JSON object with named fields.")
    kind = _kind(data.get("kind"), subject)
    frame = {name: value for name, value in data.items() if name in FactIn().fields}
    beside = {name: value for name, value in data.items() if name not in {*frame, "value"}}
    if "value" in data and beside:
        raise InvalidInput(
            "Give the fields of the fact beside kind, or all of them in value, not both.",
            field="value",
        )
    given: dict[str, Any] = {}
    value: dict[str, Any] = {}
    problems: dict[str, Any] = {}
    try:
        given = read(FactIn, frame)
    except serializers.ValidationError as error:
        problems |= dict(error.detail)  # type: ignore[arg-type] # by field
    try:
        value = read(body_of(kind), data.get("value", beside))
    except serializers.ValidationError as error:
        found = dict(error.detail)  # type: ignore[arg-type] # by field
        problems |= {"value": found} if "value" in data else found
    if problems:
        raise serializers.ValidationError(problems)
    return given, value


def _kind(name: Any, subject: Subject) -> Kind:
    known = {kind.name: kind for kind in kinds_about(subject)}
    if not isinstance(name, str) or name not in known:
        told = f"Choose a kind of fact about a {subject.value}: {', '.join(known)}."
        raise InvalidInput(told, field="kind")
    return known[name]


def fact_body(fact: Fact) -> dict[str, Any]:
    """Write a fact."""
    later = getattr(fact, "superseded_by", None)
    return {
        "id": fact.pk,
        "kind": fact.kind,
        "value": fact.value,
        "known_on": fact.known_on,
        "note": fact.note,
        "source": fact.source,
        "version": fact.version_id,
        "supersedes": fact.supersedes_id,
        "superseded_by": later.pk if later else None,
        "recorded_at": fact.recorded_at,
        "recorded_by": fact.recorded_by_name,
    }
