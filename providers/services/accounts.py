"""Close the accounts of people who left for good."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.utils.translation import pgettext

from providers import permissions
from providers.actors import Actor
from providers.models import Membership, User
from providers.services import audit, sessions, tokens
from providers.services import providers as workspaces


def remove_factors(*, user: User, by: Actor, now: datetime) -> int:
    """Take a person's second factors away who has lost them all; answer how many there were.

    Only the operator may, once they know by another way that it is the person. Every session and
    token of the person ends, for whoever asks may be somebody else. Raises NotPermitted.
    """
    permissions.check_operator(by, what=pgettext("may", "take second factors away"))
    with audit.change(
        action="person.factors_removed", about=user, by=by, at=now, provider=None
    ) as event:
        count: int
        count, _ = Authenticator.objects.filter(user=user).delete()
        tokens.revoke_all(user=user, by=by, now=now)
        sessions.end_others(user=user, here=None, by=by, now=now)
        event.detail["count"] = count
    return count


def close(*, user: User, by: Actor, now: datetime) -> User:
    """End a person's memberships and tokens, and let them sign in no more; what they did stays.

    Only the operator may. Raises NotPermitted, or LastOfficer where a provider would be left
    without an officer; nothing is changed then.
    """
    permissions.check_operator(by, what=pgettext("may", "close accounts"))
    present = Membership.objects.filter(user=user, ended_at=None).select_related("provider")
    memberships = list(present.order_by("provider_id"))
    with (
        audit.turns([one.provider for one in memberships]),
        audit.change(action="person.closed", about=user, by=by, at=now, provider=None),
    ):
        for membership in memberships:
            workspaces.remove_member(membership=membership, by=by, now=now)
        tokens.revoke_all(user=user, by=by, now=now)
        user.is_active = False
        user.is_office = False
        user.save(update_fields=["is_active", "is_office"])
    return user
