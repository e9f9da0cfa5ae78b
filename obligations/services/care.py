"""What people settle about a duty: who works on it, until when, and how it is demonstrated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from obligations import permissions
from obligations.law.deadlines import brussels_day
from obligations.law.workflow import Route
from obligations.models import Duty
from obligations.queries import routes
from obligations.queries.notices import people_of_teams
from obligations.services import notices
from providers import text
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.models import Membership, Team, User
from providers.services import audit, revisions

EARLIEST_TARGET = date(2024, 1, 1)
LATEST_TARGET = date(2100, 12, 31)


def assign(
    *,
    duty: Duty,
    assignee: User | None,
    team: Team | None = None,
    target_on: date | None,
    revision: int,
    by: Actor,
    now: datetime,
) -> Duty:
    """Say which person or team works on a duty, and the provider's own target day.

    None leaves each open. Raises InvalidInput for a person or team that is not the provider's, or
    for both at once, StaleRevision where someone changed the duty meanwhile. Whoever is newly
    assigned is told, and so is everybody in the team.
    """
    permissions.check_assign(by, duty)
    _check_target(target_on)
    before = {"assignee": duty.assignee_id, "team": duty.team_id, "target_on": duty.target_on}
    with audit.change(action="duty.assigned", about=duty, by=by, at=now) as event:
        _check_member(duty, assignee)
        _check_team(duty, team, assignee)
        revisions.claim(
            duty,
            revision=revision,
            assignee=assignee,
            team=team,
            target_on=target_on,
            changed_at=now,
        )
        event.detail |= {
            "assignee": assignee.pk if assignee else None,
            "team": team.pk if team else None,
            "name": str(assignee or team or ""),
            "target_on": target_on,
            "before": before,
        }
        if assignee is not None and assignee.pk not in (before["assignee"], by.user_id):
            _tell(duty, [assignee.pk], "", by, now)
        if team is not None and team.pk != before["team"]:
            people = people_of_teams([team.pk]).get(team.pk, frozenset())
            _tell(duty, sorted(people - {by.user_id}), team.name, by, now)
    return duty


def _check_target(target_on: date | None) -> None:
    if target_on is not None and not EARLIEST_TARGET <= target_on <= LATEST_TARGET:
        raise InvalidInput(
            _("Give a target day from {earliest_target} to {latest_target}.").format(
                earliest_target=EARLIEST_TARGET, latest_target=LATEST_TARGET
            ),
            field="target_on",
        )


def _check_member(duty: Duty, assignee: User | None) -> None:
    if assignee is None:
        return
    members = Membership.objects.filter(provider=duty.provider_id, ended_at=None)
    # Somebody else's people are refused in the same words as people who do not exist.
    if not assignee.is_active or not members.filter(user=assignee).exists():
        raise InvalidInput(_("Choose a member of this provider."), field="assignee")


def _check_team(duty: Duty, team: Team | None, assignee: User | None) -> None:
    if team is None:
        return
    if assignee is not None:
        raise InvalidInput(_("Choose a person or a team, not both."), field="team")
    is_kept = team.pk == duty.team_id
    if team.provider_id != duty.provider_id or (team.ended_at is not None and not is_kept):
        raise InvalidInput(_("Choose a team of this provider."), field="team")


def _tell(duty: Duty, people: Sequence[UUID], whom: str, by: Actor, now: datetime) -> None:
    """Tell people that a duty is theirs, or that of their team ``whom``; in whole sentences."""
    title = duty.obligation.title
    asked = f"{by.name} asks you to work on this duty ({duty.cite})."
    if whom:
        asked = f"{by.name} asks {whom} to work on this duty ({duty.cite})."
    until = f" Target: {duty.target_on:%d %B %Y}." if duty.target_on else ""
    notices.queue(
        recipients=people,
        kind="duty.assigned",
        key=f"assigned:{duty.pk}:{duty.revision}",
        title=f"Assigned to {whom}: {title}" if whom else f"Assigned to you: {title}",
        text=f"{asked}{until}",
        path=f"/duties/{duty.pk}/",
        provider=duty.provider,
        now=now,
    )


def choose_route(
    *,
    duty: Duty,
    route: Route | str,
    explanation: str,
    because: str = "",
    takes_back: bool = False,
    revision: int,
    by: Actor,
    now: datetime,
) -> Duty:
    """Say how the provider demonstrates a duty.

    A way that replaces another needs a reason: an explanation of its own, or ``because`` where it
    was said elsewhere; the trail keeps either. Where it ``takes_back`` the choice that followed it,
    that is the reason, and the trail marks it. Raises InvalidInput for a way that is closed (see
    ``queries.routes.ways``), for other means without an explanation and for a change without a
    reason, StaleRevision where someone changed the duty meanwhile.
    """
    permissions.check_choose_route(by, duty)
    explained = text.prose(explanation, field="explanation")
    check_route(duty, route, explained, on=brussels_day(now))
    if revision == duty.revision and not (because or takes_back):
        _check_reason(duty, route, explained)
    before = {"route": duty.route, "explanation": duty.route_explanation}
    with audit.change(action="duty.route-chosen", about=duty, by=by, at=now) as event:
        revisions.claim(
            duty,
            revision=revision,
            route=Route(route).value,
            route_explanation=explained,
            changed_at=now,
        )
        event.detail |= {"route": duty.route, "explanation": explained, "before": before}
        event.detail |= {"because": because} if because else {}
        event.detail |= {"taken_back": True} if takes_back else {}
    return duty


def _check_reason(duty: Duty, route: Route | str, explanation: str) -> None:
    if not duty.route or route == duty.route:
        return
    if not explanation:
        raise InvalidInput(
            _("Say why this way replaces the one chosen before."), field="explanation"
        )
    if explanation == duty.route_explanation:
        told = _("This explains the way chosen before. Say why another replaces it.")
        raise InvalidInput(told, field="explanation")


def check_route(duty: Duty, route: Route | str, explanation: str, *, on: date) -> None:
    """Refuse a way that does not exist, is closed on a day, or lacks its explanation."""
    way = next((one for one in routes.ways(duty, on=on) if one.route == route), None)
    if way is None:
        known = ", ".join(one.value for one in Route)
        raise InvalidInput(_("Choose a way from: {known}.").format(known=known), field="route")
    if not way.is_open:
        raise InvalidInput(f"{way.because} ({way.cite})", field="route")
    if way.route is Route.OTHER_ADEQUATE_MEANS and not explanation:
        raise InvalidInput(
            _("Explain the other means, for a reviewer to judge."), field="explanation"
        )
