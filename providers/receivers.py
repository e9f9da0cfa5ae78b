"""What the sign-in machinery reports, written into the product's trail."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils import timezone

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


def _tell(action: str, user: User) -> None:
    now = timezone.now()  # noqa: TID251 -- a door of the product, like a view
    with audit.change(action=action, about=user, by=actors.of_user(user), at=now, provider=None):
        pass
