"""/duties/assignments/: who works on many duties, and until when, in one request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.api.duties import owners
from obligations.api.duties.shapes import COLUMNS, DutyOut, bodies
from obligations.models import Duty
from obligations.permissions import check_choose_many
from obligations.services import bulk
from providers.actors import Actor
from providers.models import Provider
from providers.rest.bodies import Body
from providers.rest.examples import request_example
from providers.rest.fields import Day
from providers.rest.views import Resource

EXAMPLE = {
    "provider": "2f0c8a5e-4d0b-4a0e-9c6f-0d9f0f6b2a11",
    "duties": [
        {"id": "6b1d3f0a-7e5c-4b1e-8a52-8f3d5f1f7c01", "revision": 3},
        {"id": "0a9e4c77-52b1-4f8e-b3a4-1d2c3b4a5f02", "revision": 1},
    ],
    "assignee": "c3a1e2d4-9b8f-4a7c-8d6e-5f4a3b2c1d03",
    "target_on": "2027-03-31",
}


class ChosenDutyIn(Body):
    """One duty, and the revision of it that was read."""

    id = serializers.UUIDField()
    revision = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class DutyAssignmentsIn(Body):
    """The duties chosen, and what is settled about each; what is left out stays on each."""

    provider = serializers.UUIDField()
    duties = serializers.ListField(child=ChosenDutyIn(), allow_empty=False, max_length=bulk.MOST)
    assignee = serializers.UUIDField(
        required=False, allow_null=True, help_text="A member of the provider; null: nobody."
    )
    team = serializers.UUIDField(
        required=False, help_text="A team of the provider, in place of a person."
    )
    target_on = Day(
        required=False, allow_null=True, help_text="The provider's own target; null: none."
    )

    def validate_duties(self, given: Sequence[Mapping[str, Any]]) -> dict[UUID, int]:
        """Read which duties are chosen, each with its revision; refuse one chosen twice."""
        chosen = {one["id"]: one["revision"] for one in given}
        if len(chosen) < len(given):
            raise serializers.ValidationError("A duty is named twice.")
        return chosen


class DutyAssignmentsOut(serializers.Serializer[Any]):
    """Which duties were changed, and which were left as they were."""

    done = DutyOut(many=True)
    left = DutyOut(
        many=True, help_text="Ended, or changed by somebody else since the revision given."
    )


class DutyAssignments(Resource):
    """Many duties of one provider, settled at once."""

    queryset = Duty.objects.none()

    @extend_schema(
        request=DutyAssignmentsIn,
        responses={200: DutyAssignmentsOut},
        examples=[request_example("One person, one day, two duties", EXAMPLE)],
    )
    def create(self, request: Request) -> Response:
        """Say for many duties which person or team works on them, and until when.

        A duty that has ended, or that somebody changed since its revision was read, is left and
        named; sent again, the same request therefore changes nothing twice. Whatever else is
        wrong refuses the whole request: then no duty is changed.
        """
        given = self.body(DutyAssignmentsIn)
        mine = Provider.objects.visible_to(self.actor).filter(pk__in=self.actor.provider_ids)
        provider: Provider = self.found(mine, pk=given["provider"])
        check_choose_many(self.actor, provider)
        outcome = bulk.assign(
            provider=provider,
            chosen=given["duties"],
            by=self.actor,
            now=timezone.now(),
            **_settled(given),
        )
        return Response(
            {"done": _bodies(outcome.done, self.actor), "left": _bodies(outcome.left, self.actor)}
        )


def _settled(given: Mapping[str, Any]) -> dict[str, Any]:
    """Take what the body settles; what it leaves out is left to the service, which keeps it."""
    found: dict[str, Any] = {}
    if "assignee" in given:
        found["assignee"] = owners.person(given["assignee"])
    if "team" in given:
        found["team"] = owners.team(given["team"])
    if "target_on" in given:
        found["target_on"] = given["target_on"]
    return found


def _bodies(duties: Sequence[Duty], actor: Actor) -> list[dict[str, Any]]:
    """Write duties as they are now, in the order given."""
    rows = Duty.objects.filter(pk__in=[one.pk for one in duties]).values(*COLUMNS)
    by_id = {row["id"]: row for row in rows}
    return bodies([by_id[one.pk] for one in duties], actor)
