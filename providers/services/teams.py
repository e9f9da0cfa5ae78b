"""Teams: founded, renamed, filled and ended by officers; their people are members."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from providers import permissions, text
from providers.actors import Actor
from providers.errors import Conflict, InvalidInput, Problems
from providers.models import Membership, Provider, Team, User
from providers.services import audit, revisions

NAME_LIMIT = 100
MOST_TEAMS = 100


class TeamNameTaken(Conflict):
    """The provider has a team of this name."""


class TeamEnded(Conflict):
    """The team is no more."""


def found(
    *, provider: Provider, name: str, people: Collection[UUID], by: Actor, now: datetime
) -> Team:
    """Found a team of present members. Raises NotPermitted, InvalidInput or TeamNameTaken."""
    permissions.check_manage_members(by, provider)
    name, persons = _clean(provider, name, people)
    team = Team(provider=provider, name=name, created_at=now)
    with audit.change(action="team.founded", about=team, by=by, at=now) as event:
        _check_name(team)
        if Team.objects.filter(provider=provider, ended_at=None).count() >= MOST_TEAMS:
            raise Conflict(
                _("At most {most_teams} teams can be there; end one first.").format(
                    most_teams=MOST_TEAMS
                )
            )
        team.save(force_insert=True)
        team.people.set(User.objects.filter(pk__in=persons))
        event.detail["people"] = sorted(str(one) for one in persons)
    return team


def change(
    *,
    team: Team,
    name: str,
    people: Collection[UUID],
    revision: int,
    by: Actor,
    now: datetime,
) -> Team:
    """Rename a team and say anew who is in it.

    Raises NotPermitted, InvalidInput, TeamNameTaken, TeamEnded or StaleRevision.
    """
    permissions.check_manage_members(by, team.provider)
    name, persons = _clean(team.provider, name, people)
    with audit.change(action="team.changed", about=team, by=by, at=now) as event:
        before = _present(team)
        event.detail |= {
            "before": {"name": before.name, "people": _people_of(team)},
            "after": {"name": name, "people": sorted(str(one) for one in persons)},
        }
        team.name = name
        _check_name(team)
        revisions.claim(team, revision=revision, name=name)
        team.people.set(User.objects.filter(pk__in=persons))
    return team


def end(*, team: Team, by: Actor, now: datetime) -> Team:
    """End a team; what it owned keeps its name until somebody else is chosen.

    Raises NotPermitted or TeamEnded.
    """
    permissions.check_manage_members(by, team.provider)
    with audit.change(action="team.ended", about=team, by=by, at=now):
        _present(team)
        team.ended_at = now
        team.save(update_fields=["ended_at"])
    return team


def _clean(provider: Provider, name: str, people: Collection[UUID]) -> tuple[str, set[UUID]]:
    problems = Problems()
    with problems.gathered():
        name = text.name(name, field="name", limit=NAME_LIMIT)
    with problems.gathered():
        _check_members(provider, set(people))
    problems.raise_any()
    return name, set(people)


def _check_members(provider: Provider, people: set[UUID]) -> None:
    present = Membership.objects.filter(
        provider=provider, ended_at=None, user__is_active=True, user__in=people
    )
    # Somebody else's people are refused in the same words as people who do not exist.
    if present.count() < len(people):
        raise InvalidInput(_("Choose members of this provider."), field="people")


def _check_name(team: Team) -> None:
    others = Team.objects.filter(provider=team.provider, ended_at=None, name__iexact=team.name)
    if others.exclude(pk=team.pk).exists():
        raise TeamNameTaken(
            _("There is a team named {team} already.").format(team=team.name), field="name"
        )


def _present(team: Team) -> Team:
    present: Team | None = Team.objects.filter(pk=team.pk, ended_at=None).first()
    if present is None:
        raise TeamEnded(_("This team is no more."))
    return present


def _people_of(team: Team) -> list[str]:
    return sorted(str(one) for one in team.people.values_list("pk", flat=True))


def members(provider: Provider) -> list[User]:
    """List the present members of a provider by name, to choose from."""
    present = User.objects.filter(
        memberships__provider=provider, memberships__ended_at=None, is_active=True
    )
    return list(present.order_by("name", "pk"))
