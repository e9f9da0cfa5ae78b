"""Invitations: sent by mail, accepted by their person, revoked and sent again.

Who invites learns nothing about an address: not whether it has an account, whose it is, or that it
was closed. Whoever holds the link is told what they need.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from providers import permissions, text
from providers.actors import Actor, ActorKind, Role
from providers.errors import Conflict, Problems
from providers.models import Invitation, Membership, Provider, User
from providers.models.invitations import Outcome
from providers.queries import actors
from providers.services import audit, invitation_mails, people
from providers.services import providers as workspaces

LASTS = timedelta(days=7)
MOST_OPEN = 100


class AlreadyInvited(Conflict):
    """The address has an invitation that is open."""


class InvitationGone(Conflict):
    """The link is unknown, was used, was revoked, or is too old: which of them is not told."""

    def __init__(self) -> None:
        super().__init__(_("This invitation no longer works. Ask who invited you for a new one."))


class NotYours(Conflict):
    """The invitation is for somebody else than the person who is signed in."""


def invite(
    *, provider: Provider, email: str, name: str, role: str, by: Actor, now: datetime
) -> Invitation:
    """Offer a role to whoever reads the mail of an address, within seven days.

    Raises NotPermitted, InvalidInput, AlreadyInvited, or AlreadyMember for somebody the provider
    sees among its members anyway.
    """
    permissions.check_manage_members(by, provider)
    problems = Problems()
    with problems.gathered():
        email = people.clean_email(email)
    with problems.gathered():
        name = text.name(name, field="name")
    with problems.gathered():
        role = workspaces.clean_role(role)
    problems.raise_any()
    permissions.check_give_role(by, provider, Role(role))
    invitation = Invitation(
        provider=provider,
        email=email,
        name=name,
        role=role,
        invited_by_id=by.user_id,
        invited_by_name=by.name,
        created_at=now,
    )
    with audit.change(
        action="member.invited", about=invitation, by=by, at=now, detail={"role": role}
    ):
        _check_may_invite(provider, email)
        _give_link(invitation, now)
        invitation.save(force_insert=True)
    return invitation


def _check_may_invite(provider: Provider, email: str) -> None:
    if Membership.objects.filter(provider=provider, user__email=email, ended_at=None).exists():
        raise workspaces.AlreadyMember(
            _("{email} is a member already.").format(email=email), field="email"
        )
    still_open = Invitation.objects.filter(provider=provider, ended_at=None)
    if still_open.filter(email=email).exists():
        raise AlreadyInvited(
            _("{email} is invited already: send the invitation again, or revoke it.").format(
                email=email
            ),
            field="email",
        )
    if still_open.count() >= MOST_OPEN:
        raise AlreadyInvited(
            _("At most {most_open} invitations can be open; revoke some first.").format(
                most_open=MOST_OPEN
            )
        )


def resend(*, invitation: Invitation, by: Actor, now: datetime) -> Invitation:
    """Send an invitation again with a new link and seven new days; the old link works no more.

    Raises NotPermitted or InvitationGone.
    """
    permissions.check_manage_members(by, invitation.provider)
    permissions.check_give_role(by, invitation.provider, Role(invitation.role))
    with audit.change(action="member.invited_again", about=invitation, by=by, at=now):
        _check_open(invitation)
        _give_link(invitation, now)
        invitation.save(update_fields=["digest", "sent_at", "expires_at"])
    return invitation


def revoke(*, invitation: Invitation, by: Actor, now: datetime) -> Invitation:
    """End an invitation before it is accepted. Raises NotPermitted or InvitationGone."""
    permissions.check_manage_members(by, invitation.provider)
    with audit.change(action="member.invitation_revoked", about=invitation, by=by, at=now):
        _check_open(invitation)
        _end(invitation, Outcome.REVOKED, now)
    return invitation


def find(link: str, *, now: datetime) -> Invitation:
    """Find the open invitation behind a link, or raise InvitationGone."""
    rows = Invitation.objects.select_related("provider")
    found: Invitation | None = rows.filter(
        digest=_digest(link), ended_at=None, expires_at__gt=now
    ).first()
    if found is None:
        raise InvitationGone
    return found


def is_invited(email: str, *, now: datetime) -> bool:
    """Say whether an invitation to an address is open."""
    return Invitation.objects.filter(email=email, ended_at=None, expires_at__gt=now).exists()


def accept(*, link: str, user: User, now: datetime) -> Membership:
    """Make the person an invitation is for a member.

    Raises InvitationGone, NotYours, AlreadyMember, or InvalidInput for people of the AI Office.
    """
    invitation = find(link, now=now)
    by = actors.of_user(user)
    with audit.turn(invitation.provider):
        invitation = find(link, now=now)
        if user.email != invitation.email:
            raise NotYours(
                _("This invitation is for {invited}; you are {email}.").format(
                    invited=invitation.email, email=user.email
                )
            )
        membership = workspaces.join(
            provider=invitation.provider,
            user=user,
            role=invitation.role,
            by=by,
            now=now,
            invited_by=invitation.invited_by_name,
        )
        _end(invitation, Outcome.ACCEPTED, now, membership)
    return membership


def accept_as_new(*, link: str, name: str, password: str, now: datetime) -> Membership:
    """Make the account of the person an invitation is for, and make them a member.

    Raises InvitationGone, InvalidInput for a name or password that cannot be, or EmailTaken.
    """
    invitation = find(link, now=now)
    problems = Problems()
    with problems.gathered():
        name = text.name(name, field="name")
    with problems.gathered():
        people.check_password(password, User(email=invitation.email, name=name or ""))
    problems.raise_any()
    by = Actor(kind=ActorKind.PERSON, name=name)
    with audit.turn(invitation.provider):
        user = people.add(email=invitation.email, name=name, password=password, by=by, now=now)
        return accept(link=link, user=user, now=now)


def _check_open(invitation: Invitation) -> None:
    if not Invitation.objects.filter(pk=invitation.pk, ended_at=None).exists():
        raise InvitationGone


def _end(
    invitation: Invitation, outcome: Outcome, now: datetime, membership: Membership | None = None
) -> None:
    invitation.ended_at, invitation.outcome, invitation.membership = now, outcome, membership
    invitation.save(update_fields=["ended_at", "outcome", "membership"])


def _give_link(invitation: Invitation, now: datetime) -> None:
    link = secrets.token_urlsafe(32)
    invitation.digest = _digest(link)
    invitation.sent_at, invitation.expires_at = now, now + LASTS
    transaction.on_commit(lambda: invitation_mails.send(invitation, link), robust=True)


def _digest(link: str) -> str:
    return hashlib.sha256(link.encode()).hexdigest()
