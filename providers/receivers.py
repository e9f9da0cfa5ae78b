"""What the sign-in machinery reports, written into the product's trail."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils import timezone

from providers.actors import ANONYMOUS, Actor
from providers.models import User
from providers.queries import actors
from providers.services import audit, tokens


@receiver(user_logged_in)
def tell_sign_in(*, user: User, **_: Any) -> None:
    """Tell that a person signed in."""
    _tell("person.signed_in", user)


@receiver(password_changed)
@receiver(password_reset)
@receiver(password_set)
def tell_password(*, user: User, **_: Any) -> None:
    """Tell that a person has a new password; other sessions and all tokens end with the old one."""
    _tell("person.changed_password", user)
    now = timezone.now()  # noqa: TID251 -- a door of the product, like a view
    tokens.revoke_all(user=user, by=actors.of_user(user), now=now)


@receiver(factors.authenticator_added)
def tell_factor_added(*, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Tell that a person signs in with one more factor."""
    _tell("person.added_factor", user, kind=authenticator.type)


@receiver(factors.authenticator_removed)
def tell_factor_removed(*, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Tell that a person signs in with one factor less."""
    _tell("person.removed_factor", user, kind=authenticator.type)


@receiver(factors.authenticator_reset)
def tell_factor_reset(*, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Tell that a person made new recovery codes."""
    _tell("person.renewed_factor", user, kind=authenticator.type)


@receiver(factors.authentication_failed)
def tell_factor_failed(*, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Tell that a wrong code was given for a person whose password was right."""
    # Who gave it is not known: perhaps somebody who learnt the password.
    _tell("person.failed_factor", user, by=ANONYMOUS, kind=authenticator.type)


def _tell(action: str, user: User, *, by: Actor | None = None, **detail: str) -> None:
    now = timezone.now()  # noqa: TID251 -- a door of the product, like a view
    by = by or actors.of_user(user)
    with audit.change(action=action, about=user, by=by, at=now, provider=None, detail=detail):
        pass
