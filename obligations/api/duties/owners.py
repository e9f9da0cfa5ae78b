"""Whom a body names to work on a duty: a person or a team of the provider."""

from __future__ import annotations

from uuid import UUID

from providers.errors import InvalidInput
from providers.models import Team, User


def team(team_id: UUID | None) -> Team | None:
    """Find a team by its id; raise InvalidInput where there is none. None names none.

    Whether it is the provider's is for the service to say.
    """
    if team_id is None:
        return None
    found: Team | None = Team.objects.filter(pk=team_id).first()
    if found is None:
        raise InvalidInput("Choose a team of this provider.", field="team")
    return found


def person(user_id: UUID | None) -> User | None:
    """Find a person by their id; raise InvalidInput where there is none. None names nobody."""
    if user_id is None:
        return None
    found = User.objects.filter(pk=user_id).first()
    if found is None:
        raise InvalidInput("Choose a member of this provider.", field="assignee")
    return found
