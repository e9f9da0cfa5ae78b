"""From a person to the actor that permissions know."""

from __future__ import annotations

from collections.abc import Sequence

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef

from providers.actors import ANONYMOUS, Actor, ActorKind, Role, Scope
from providers.models import Membership, User
from providers.queries.sign_in import SECOND_FACTORS, has_second_factor


def memberships_of(user: User) -> tuple[Membership, ...]:
    """List a person's present memberships with their providers, oldest first, in one query."""
    present = Membership.objects.filter(user=user, ended_at=None).select_related("provider")
    factors = Authenticator.objects.filter(user=OuterRef("user"), type__in=SECOND_FACTORS)
    present = present.annotate(has_second_factor=Exists(factors))
    return tuple(present.order_by("created_at", "pk"))


def of_user(
    user: User | AnonymousUser,
    *,
    kind: ActorKind = ActorKind.PERSON,
    scopes: frozenset[Scope] = frozenset(Scope),
    through: str = "",
    memberships: Sequence[Membership] | None = None,
    proved_elsewhere: bool = False,
) -> Actor:
    """Gather a person's present roles, in one query or from the memberships given.

    ``through`` names the token a program uses; it is shown beside the person's name wherever it is
    said who did something. Nobody, and an account that was closed, is anonymous. Roles where
    everybody needs two factors are withheld from a person who has none, and who did not sign in
    at an organisation that asks for two itself (``proved_elsewhere``).
    """
    if not isinstance(user, User) or not user.is_active:
        return ANONYMOUS
    present = memberships_of(user) if memberships is None else memberships
    waiting = [one for one in present if _waits(one)]
    office_waits = _office_waits(user)
    if (waiting or office_waits) and (proved_elsewhere or _proves_elsewhere(user, kind)):
        waiting, office_waits = [], False
    name = str(user)
    return Actor(
        kind=kind,
        name=f"{name} ({through})" if through else name,
        user_id=user.pk,
        roles={one.provider_id: Role(one.role) for one in present if one not in waiting},
        is_office=user.is_office and not office_waits,
        needs_access=user.needs_access,
        waits_for_factor=bool(waiting) or office_waits,
        scopes=scopes,
    )


def _waits(membership: Membership) -> bool:
    if not membership.provider.requires_two_factors:
        return False
    has_factor: bool = membership.has_second_factor  # type: ignore[attr-defined] # annotated
    return not has_factor


def _office_waits(user: User) -> bool:
    asked = user.is_office and settings.OFFICE_NEEDS_TWO_FACTORS
    return asked and not has_second_factor(user.pk)


def _proves_elsewhere(user: User, kind: ActorKind) -> bool:
    """Say whether a token's person signs in where two factors are asked for; pages know better."""
    trusted = settings.SIGN_IN_WITH_TWO_FACTORS
    if kind is not ActorKind.TOKEN or not trusted:
        return False
    found: bool = SocialAccount.objects.filter(user=user, provider__in=trusted).exists()
    return found
