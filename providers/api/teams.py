"""/providers/{id}/teams/: members who own duties together."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from providers.models import Provider, Team
from providers.rest import revisions
from providers.rest.bodies import Body
from providers.rest.fields import Instant, Name
from providers.rest.pagination import Key
from providers.rest.references import NamedOut
from providers.rest.views import Resource
from providers.services import teams


class TeamIn(Body):
    """A team's name, and the ids of the members in it."""

    name = Name(max_length=100)
    people = serializers.ListField(child=serializers.UUIDField(), max_length=500)


class TeamOut(serializers.Serializer[Team]):
    """A team."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    people = NamedOut(many=True)
    created_at = Instant()
    revision = serializers.IntegerField(help_text="In quotes: the ETag.")


class Teams(Resource):
    """Teams of a provider."""

    queryset = Team.objects.none()
    order = (Key("name", str), Key("id", UUID))

    def get_queryset(self) -> QuerySet[Team]:
        """Narrow to the present teams of one's own provider."""
        found: QuerySet[Team] = Team.objects.visible_to(self.actor)
        found = found.filter(provider=self._provider(), ended_at=None)
        return found.select_related("provider").prefetch_related("people")

    def _provider(self) -> Provider:
        mine = Provider.objects.visible_to(self.actor).filter(pk__in=self.actor.provider_ids)
        found: Provider = self.found(mine)
        return found

    def _team(self) -> Team:
        found: Team = self.found(self.get_queryset(), pk=self.kwargs["team"])
        return found

    @extend_schema(responses=TeamOut(many=True))
    def list(self, request: Request, pk: str) -> Response:
        """List the teams by name."""
        return self.page(self.get_queryset(), TeamOut)

    @extend_schema(request=TeamIn, responses={201: TeamOut})
    def create(self, request: Request, pk: str) -> Response:
        """Found a team."""
        team = teams.found(
            provider=self._provider(), by=self.actor, now=timezone.now(), **self.body(TeamIn)
        )
        return revisions.tagged(Response(TeamOut(team).data, status=201), team)

    @extend_schema(responses=TeamOut)
    def retrieve(self, request: Request, pk: str, team: str) -> Response:
        """Read one team."""
        row = self._team()
        return revisions.tagged(Response(TeamOut(row).data), row)

    @extend_schema(request=TeamIn, responses=TeamOut)
    def partial_update(self, request: Request, pk: str, team: str) -> Response:
        """Rename a team, or say anew who is in it; what is left out stays."""
        row, revision = self._team(), revisions.expected(request)
        given: dict[str, Any] = {
            "name": row.name,
            "people": [one.pk for one in row.people.all()],
        } | self.body(TeamIn, partial=True)
        teams.change(team=row, revision=revision, by=self.actor, now=timezone.now(), **given)
        changed = self._team()
        return revisions.tagged(Response(TeamOut(changed).data), changed)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str, team: str) -> Response:
        """End a team; what it owns keeps its name until somebody else is chosen."""
        teams.end(team=self._team(), by=self.actor, now=timezone.now())
        return Response(status=204)
