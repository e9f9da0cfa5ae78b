"""Who is told, and what a person was told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from obligations.models import Mail, Notice
from providers.actors import Actor, Role
from providers.models import Membership, OfficeAccess, Provider, Team, User


def inbox(actor: Actor) -> QuerySet[Notice]:
    """Give a person's notices, newest first, with the provider each is about."""
    return _listed(Notice.objects.visible_to(actor).filter(recipient_id=actor.user_id))


def unread(actor: Actor, on: date) -> QuerySet[Notice]:
    """Give what a person has not read; what they put off is left out until its day."""
    own = Notice.objects.visible_to(actor).filter(recipient_id=actor.user_id)
    return _listed(own.unread(on))


def unread_count(actor: Actor, on: date) -> int:
    """Count what a person has not read and has not put off beyond that day."""
    return unread(actor, on).count()


def _listed(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    return notices.select_related("provider").order_by("-queued_at", "-id")


def people(provider: Provider, *roles: Role) -> tuple[UUID, ...]:
    """Name the active members of a provider in any of the roles; officers where none is given."""
    wanted = roles or (Role.OFFICER,)
    members = members_of([provider.pk]).get(provider.pk, {})
    return tuple(user for user, role in members.items() if role in wanted)


def members_of(providers: Iterable[UUID]) -> dict[UUID, dict[UUID, Role]]:
    """Give the role of every active member of several providers, by provider, in one query."""
    members = Membership.objects.filter(
        provider__in=set(providers), ended_at=None, user__is_active=True
    )
    found: dict[UUID, dict[UUID, Role]] = defaultdict(dict)
    rows = members.order_by("user_id").values_list("provider_id", "user_id", "role")
    for provider_id, user_id, role in rows:
        found[provider_id][user_id] = Role(role)
    return dict(found)


def people_of_teams(teams: Iterable[UUID | None]) -> dict[UUID, frozenset[UUID]]:
    """Name who is in each team and still an active member of its provider, in one query."""
    wanted = {one for one in teams if one}
    if not wanted:
        return {}
    present = Membership.objects.filter(
        provider=OuterRef("provider"), user=OuterRef("people"), ended_at=None
    )
    rows = Team.objects.filter(pk__in=wanted, people__is_active=True, ended_at=None)
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for team, person in rows.filter(Exists(present)).values_list("pk", "people"):
        found[team].add(person)
    return {team: frozenset(people) for team, people in found.items()}


def reviewers(provider: Provider) -> tuple[UUID, ...]:
    """Name the active reviewers of the AI Office who may read what a provider shared."""
    users = User.objects.filter(is_office=True, is_active=True)
    running = OfficeAccess.objects.running().filter(provider=provider, reviewer=OuterRef("pk"))
    users = users.filter(Q(needs_access=False) | Exists(running))
    return tuple(users.order_by("pk").values_list("pk", flat=True))


def operators() -> tuple[UUID, ...]:
    """Name the active operators of this installation."""
    users = User.objects.filter(is_superuser=True, is_active=True)
    return tuple(users.order_by("pk").values_list("pk", flat=True))


def still_readable(mails: Iterable[UUID]) -> frozenset[UUID]:
    """Keep the mails whose recipient may still read about the provider, and can still sign in."""
    member = Membership.objects.filter(
        provider=OuterRef("provider"), user=OuterRef("recipient"), ended_at=None
    )
    running = OfficeAccess.objects.running().filter(
        provider=OuterRef("provider"), reviewer=OuterRef("recipient")
    )
    reviews = Q(recipient__is_office=True) & (Q(recipient__needs_access=False) | Exists(running))
    may_read = Q(provider=None) | reviews | Exists(member)
    kept = Mail.objects.filter(may_read, pk__in=set(mails), recipient__is_active=True)
    return frozenset(kept.values_list("pk", flat=True))


def undelivered() -> QuerySet[Mail]:
    """Give the mails that were given up, and those that failed at least once, newest first."""
    failed = Mail.objects.filter(sent_at=None).exclude(last_error="")
    return failed.select_related("recipient", "provider").order_by("-made_at", "-id")
