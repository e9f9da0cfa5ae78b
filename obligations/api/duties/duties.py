"""/duties/ and /duties/{id}/."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.api.duties import owners
from obligations.api.duties.shapes import COLUMNS, DutyOut, bodies, body
from obligations.law.deadlines import Flag
from obligations.law.freshness import Freshness
from obligations.law.workflow import Claim, Decision, Route, WorkStatus
from obligations.models import Duty
from obligations.services import duties
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.models import Team, User
from providers.rest import filters, revisions
from providers.rest.bodies import Body
from providers.rest.fields import Day, Prose, Word
from providers.rest.filters import words
from providers.rest.pagination import Key
from providers.rest.renaming import as_sent
from providers.rest.views import Resource
from providers.services import audit

SHARED_FILTERS = (
    filters.Ids("provider", "provider_id", "Duties of this provider."),
    filters.Ids("model", "ai_model_id", "Duties about this model."),
    filters.Keys("key", "key", "Duties of this key, such as aia-53-1-a."),
)
OWN_FILTERS = (
    filters.Search("q", ("key", "obligation__title"), "Duties with this text in key or title."),
    filters.Choice("status", "work_status", words(WorkStatus), "By how far the work has come."),
    filters.Choice("claim", "claim", words(Claim), "By what the provider claims."),
    filters.Choice("decision", "decision", words(Decision), "By the reviewer's decision."),
    filters.Choice("freshness", "freshness", words(Freshness), "By the freshness of evidence."),
    filters.Choice("flag", "flag", words(Flag), "By how near the due day is."),
    filters.OnDay("due_before", "due_on__lt", "Due before this day."),
    filters.OnDay("due_after", "due_on__gt", "Due after this day."),
    filters.OnDay("target_before", "target_on__lt", "Own target day before this day."),
    filters.Truths(
        "owed",
        {"true": Q(owed=True), "unknown": Q(owed=None)},
        "true: owed; unknown: a fact is missing.",
    ),
    filters.Ids("assignee", "assignee_id", "Duties this person works on."),
    filters.Ids("team", "team_id", "Duties this team works on."),
    filters.Truths(
        "ended",
        {"false": Q(ended_on=None), "true": Q(ended_on__isnull=False), "any": Q()},
        "false, the usual: in force; true: ended; any: both.",
    ),
    filters.Instant("changed_after", "changed_at__gt", "Changed after this instant."),
)


class DutyChangeIn(Body):
    """What people settle about a duty; what is left out stays."""

    assignee = serializers.UUIDField(
        required=False, allow_null=True, help_text="A member of the provider; null: nobody."
    )
    team = serializers.UUIDField(
        required=False,
        allow_null=True,
        help_text="A team of the provider, in place of a person; null: none.",
    )
    target_on = Day(
        required=False, allow_null=True, help_text="The provider's own target; null: none."
    )
    route = Word(Route, required=False, help_text="How the duty is demonstrated.")
    route_explanation = Prose(
        required=False,
        help_text="Needed for other adequate means, and whenever a way replaces another: why. "
        "Left out, it stays with the way and is empty for another.",
    )


class Duties(Resource):
    """Duties of one's own providers; for the AI Office, those of which something was submitted."""

    queryset = Duty.objects.none()
    filtered_by = (*SHARED_FILTERS, *OWN_FILTERS)
    orders = {
        "due": (Key("due_on", date, nulls=True), Key("id", UUID)),
        "changed": (Key("changed_at", datetime), Key("id", UUID)),
        "opened": (Key("opened_at", datetime), Key("id", UUID)),
    }

    def get_queryset(self) -> QuerySet[Duty]:
        """Narrow to what the caller may know exists."""
        found: QuerySet[Duty] = Duty.objects.visible_to(self.actor)
        return found

    def present_filters(self) -> Sequence[filters.Filter]:
        """Keep from the AI Office what would tell by a row's absence what was not submitted."""
        return SHARED_FILTERS if self.actor.is_office else self.filtered_by

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Sort for the AI Office by what it may know."""
        super().initial(request, *args, **kwargs)
        if self.actor.is_office:
            self.order = (Key("shared_with_office_at", datetime, nulls=True), Key("id", UUID))

    @extend_schema(responses=DutyOut(many=True))
    def list(self, request: Request) -> Response:
        """List duties in force, the nearest due day first.

        To follow changes, read with ordering=changed and go on with changed_after.
        """
        rows = self.filter_queryset(self.get_queryset())
        if not self.actor.is_office and not self._asks_for_ended():
            rows = rows.filter(ended_on=None)
        page = self.paginate_queryset(rows.values(*COLUMNS))
        return self.get_paginated_response(bodies(page or [], self.actor))

    def _asks_for_ended(self) -> bool:
        asked = self.request.query_params
        return bool(asked.get("ended")) or WorkStatus.ENDED in asked.getlist("status")

    @extend_schema(responses=DutyOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        """Read one duty."""
        duty = self.found()
        return _answer(duty, self.actor)

    @extend_schema(request=DutyChangeIn, responses=DutyOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Say who works on a duty, until when, and how it is demonstrated."""
        duty: Duty = self.found(self.get_queryset().select_related("provider", "obligation"))
        revision = revisions.expected(request)
        given = self.body(DutyChangeIn, partial=True)
        if not given:
            raise InvalidInput("Name at least one field to change.")
        with as_sent(_sent_name), audit.turn(duty.provider):
            _settle(duty, given, revision, self.actor, timezone.now())
        return _answer(duty, self.actor)


def _settle(duty: Duty, given: dict[str, Any], revision: int, by: Actor, now: datetime) -> None:
    if given.keys() & {"assignee", "team", "target_on"}:
        person, team = _owner(duty, given)
        duties.assign(
            duty=duty,
            assignee=person,
            team=team,
            target_on=given.get("target_on", duty.target_on),
            revision=revision,
            by=by,
            now=now,
        )
        revision = duty.revision
    if "route" in given or "route_explanation" in given:
        route = given.get("route", duty.route)
        # What explained one way is no reason for another.
        kept = duty.route_explanation if route == duty.route else ""
        duties.choose_route(
            duty=duty,
            route=route,
            explanation=given.get("route_explanation", kept),
            revision=revision,
            by=by,
            now=now,
        )


def _owner(duty: Duty, given: dict[str, Any]) -> tuple[User | None, Team | None]:
    """Read who shall work on a duty; naming a person takes the team's place, and the other way."""
    person = owners.person(given["assignee"]) if "assignee" in given else duty.assignee
    team = owners.team(given["team"]) if "team" in given else duty.team
    if person is not None and team is not None and not {"assignee", "team"} <= given.keys():
        return (person, None) if "assignee" in given else (None, team)
    return person, team


def _sent_name(field: str) -> str:
    return {"explanation": "route_explanation"}.get(field, field)


def _answer(duty: Duty, actor: Actor) -> Response:
    response = Response(body(duty, actor))
    is_mine = duty.provider_id in actor.provider_ids
    return revisions.tagged(response, duty) if is_mine else response
