"""/models/: models, their versions and their lineage."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from providers.actors import Actor
from providers.api import known
from providers.api.changes import ChangesOut, changes_body
from providers.api.facts import KnownOn
from providers.api.known import Known, KnownOut
from providers.api.tenants import provider_of
from providers.errors import InvalidInput
from providers.models import AIModel, ModelVersion
from providers.rest import filters, revisions
from providers.rest.bodies import Body
from providers.rest.examples import request_example
from providers.rest.fields import EARLIEST_PLACING, Day, Instant, Name, Prose
from providers.rest.pagination import Key
from providers.rest.references import NamedOut
from providers.rest.renaming import as_sent
from providers.rest.views import Resource
from providers.services import ai_models


class Described(Body):
    """What is said of a model beside its facts."""

    name = Name(max_length=200)
    description = Prose(required=False)
    base_model = serializers.UUIDField(
        required=False, allow_null=True, help_text="A model of the same provider."
    )
    base_model_name = Name(
        required=False, allow_blank=True, max_length=200, help_text="A model of somebody else."
    )
    source = Prose(required=False, help_text="Of the facts.")  # type: ignore[assignment] # where the facts come from


class ModelIn(Known, Described):
    """A new model with what is known of it; null or absent means unknown."""

    provider = serializers.UUIDField(
        required=False, help_text="Needed by members of several providers."
    )
    known_on = KnownOn(help_text="Since when the facts are known; today, if left out.")


class ModelChangeIn(Described):
    """What to change; what is left out stays. Facts are recorded, not changed: see facts/."""


class ModelOut(serializers.Serializer[AIModel]):
    """A model. The AI Office reads id, provider and name alone, once something was submitted."""

    id = serializers.UUIDField()
    provider = NamedOut()
    name = serializers.CharField()
    description = serializers.CharField(required=False)
    base_model = NamedOut(required=False, allow_null=True)
    base_model_name = serializers.CharField(required=False)
    source = serializers.CharField(required=False)  # type: ignore[assignment] # where the facts come from
    created_at = Instant(required=False)
    revision = serializers.IntegerField(required=False, help_text="In quotes: the ETag.")
    known = KnownOut(required=False)


class RegisteredOut(ModelOut):
    """A new model, and what is owed because of it."""

    changes = ChangesOut()


class VersionIn(Body):
    """A version of a model; in law it is the same model (Guidelines, para. 22)."""

    label = Name(max_length=100)  # type: ignore[assignment] # a name of ours
    released_on = Day(earliest=EARLIEST_PLACING, required=False, allow_null=True)
    note = Prose(required=False)


class VersionOut(serializers.Serializer[ModelVersion]):
    """A version of a model."""

    id = serializers.UUIDField()
    label = serializers.CharField()  # type: ignore[assignment] # a name of ours
    released_on = serializers.DateField(allow_null=True)
    note = serializers.CharField()
    created_at = Instant()


class LineageOut(serializers.Serializer[Any]):
    """From what a model descends, nearest first, and what descends from it directly."""

    ancestors = NamedOut(many=True)
    base_model_name = serializers.CharField()
    derived = NamedOut(many=True)


class Models(Resource):
    """Models of the providers you are a member of."""

    queryset = AIModel.objects.none()
    order = (Key("name", str), Key("id", UUID))
    filtered_by = (
        filters.Ids("provider", "provider_id", "Models of this provider."),
        filters.Search("q", ("name",), "Models with this text in the name."),
    )

    def get_queryset(self) -> QuerySet[AIModel]:
        """Narrow to what the caller may know exists."""
        mine: QuerySet[AIModel] = AIModel.objects.visible_to(self.actor)
        return mine.select_related("provider", "base_model")

    @extend_schema(responses=ModelOut(many=True))
    def list(self, request: Request) -> Response:
        """List models by name."""
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(model_bodies(rows or (), self.actor))

    @extend_schema(
        request=ModelIn,
        responses={201: RegisteredOut},
        examples=[
            request_example(
                "A model above the threshold",
                {
                    "name": "Fictional Model One",
                    "union_market_date": "2026-12-15",
                    "training_compute_flop": "2.5e25",
                    "cumulative_compute_flop": "3e25",
                    "output_modalities": ["text", "code"],
                },
            )
        ],
    )
    def create(self, request: Request) -> Response:
        """Register a model with what is known of it, and hear what is owed because of it."""
        given, now = self.body(ModelIn), timezone.now()
        provider = provider_of(self.actor, given.get("provider"))
        said = self._described(given)
        facts = known.new_facts(
            given, known_on=KnownOn.or_today(given, now), source=given.get("source", "")
        )
        with as_sent(known.as_sent):
            registered = ai_models.register(
                provider=provider, **said, facts=facts, by=self.actor, now=now
            )
        body = model_bodies([registered.ai_model], self.actor)[0]
        body["changes"] = changes_body(registered.changes)
        response = Response(body, status=201)
        response["Location"] = f"{request.path}{registered.ai_model.pk}/"
        return revisions.tagged(response, registered.ai_model)

    @extend_schema(responses=ModelOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        """Read one model and what is known of it."""
        ai_model = self.found()
        response = Response(model_bodies([ai_model], self.actor)[0])
        return revisions.tagged(response, ai_model) if _is_mine(ai_model, self.actor) else response

    @extend_schema(request=ModelChangeIn, responses=ModelOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change what is said of a model."""
        ai_model, revision = self.found(), revisions.expected(request)
        given = self.body(ModelChangeIn, partial=True)
        changed = ai_models.update(
            ai_model=ai_model,
            revision=revision,
            by=self.actor,
            now=timezone.now(),
            **self._described(given),
        )
        return revisions.tagged(Response(model_bodies([changed], self.actor)[0]), changed)

    @extend_schema(responses=LineageOut)
    def lineage(self, request: Request, pk: str) -> Response:
        """Say from what a model descends, and what descends from it."""
        ai_model = self.found(self._mine())
        family = {one.pk: one for one in AIModel.objects.filter(provider=ai_model.provider_id)}
        ancestors, base = [], ai_model.base_model_id
        while base in family:
            ancestors.append(family[base])
            base = family[base].base_model_id
        derived = [one for one in family.values() if one.base_model_id == ai_model.pk]
        body = {
            "ancestors": ancestors,
            "base_model_name": (ancestors[-1] if ancestors else ai_model).base_model_name,
            "derived": sorted(derived, key=lambda one: one.name),
        }
        return Response(LineageOut(body).data)

    def _mine(self) -> QuerySet[AIModel]:
        return self.get_queryset().filter(provider__in=self.actor.provider_ids)

    def _described(self, given: dict[str, Any]) -> dict[str, Any]:
        """Keep what describes the model, with the base model found among one's own."""
        said = {name: given[name] for name in map(str, Described().fields) if name in given}
        if said.get("base_model"):
            base = self._mine().filter(pk=said["base_model"]).first()
            if base is None:
                raise InvalidInput("There is no such model among yours.", field="base_model")
            said["base_model"] = base
        return said


class Versions(Resource):
    """Versions of one model."""

    queryset = ModelVersion.objects.none()
    order = (Key("created_at", datetime), Key("id", UUID))

    def get_queryset(self) -> QuerySet[ModelVersion]:
        """Narrow to the model's versions."""
        return ModelVersion.objects.visible_to(self.actor).filter(ai_model=self._ai_model())

    def _ai_model(self) -> AIModel:
        mine = AIModel.objects.visible_to(self.actor).filter(provider__in=self.actor.provider_ids)
        found: AIModel = self.found(mine.select_related("provider"))
        return found

    @extend_schema(responses=VersionOut(many=True))
    def list(self, request: Request, pk: str) -> Response:
        """List the versions of a model, oldest first."""
        return self.page(self.get_queryset(), VersionOut)

    @extend_schema(request=VersionIn, responses={201: VersionOut})
    def create(self, request: Request, pk: str) -> Response:
        """Add a version to a model."""
        ai_model = self._ai_model()
        version = ai_models.add_version(
            ai_model=ai_model, by=self.actor, now=timezone.now(), **self.body(VersionIn)
        )
        return Response(VersionOut(version).data, status=201)


def model_bodies(rows: Any, actor: Actor) -> list[dict[str, Any]]:
    """Write models: one's own in full, others as little as the AI Office may read."""
    mine = [row for row in rows if _is_mine(row, actor)]
    knowledge = known.of_models(row.pk for row in mine)
    bodies = []
    for row in rows:
        body = {"id": row.pk, "provider": NamedOut(row.provider).data, "name": row.name}
        if row.pk in knowledge:
            body |= _private(row) | {"known": knowledge[row.pk]}
        bodies.append(body)
    return bodies


def _private(row: AIModel) -> dict[str, Any]:
    return {
        "description": row.description,
        "base_model": NamedOut(row.base_model).data if row.base_model else None,
        "base_model_name": row.base_model_name,
        "source": row.source,
        "created_at": row.created_at,
        "revision": row.revision,
    }


def _is_mine(row: AIModel, actor: Actor) -> bool:
    return row.provider_id in actor.provider_ids
