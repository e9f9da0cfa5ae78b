"""From a person to the actor that permissions know."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser

from providers.actors import ANONYMOUS, Actor, ActorKind, Role, Scope
from providers.models import Membership, User


def memberships_of(user: User) -> tuple[Membership, ...]:
    """List a person's present memberships with their providers, oldest first, in one query."""
    present = Membership.objects.filter(user=user, ended_at=None).select_related("provider")
    return tuple(present.order_by("created_at", "pk"))


def of_user(
    user: User | AnonymousUser,
    *,
    kind: ActorKind = ActorKind.PERSON,
    scopes: frozenset[Scope] = frozenset(Scope),
    through: str = "",
    memberships: Sequence[Membership] | None = None,
) -> Actor:
    """Gather a person's present roles, in one query or from the memberships given.

    ``through`` names the token a program uses; it is shown beside the person's name wherever it is
    said who did something. Nobody, and an account that was closed, is anonymous.
    """
    if not isinstance(user, User) or not user.is_active:
        return ANONYMOUS
    present = memberships_of(user) if memberships is None else memberships
    name = str(user)
    return Actor(
        kind=kind,
        name=f"{name} ({through})" if through else name,
        user_id=user.pk,
        roles={one.provider_id: Role(one.role) for one in present},
        is_office=user.is_office,
        scopes=scopes,
    )
