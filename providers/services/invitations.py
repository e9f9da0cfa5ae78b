"""The mail that tells a person about a new membership, and lets them set a password."""

from __future__ import annotations

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from providers.actors import Actor
from providers.models import Membership, User


def send(*, membership: Membership, by: Actor) -> None:
    """Send the mail. Should it get lost, "forgot your password?" sends the same link again."""
    user = membership.user
    context = {
        "membership": membership,
        "inviter": by.name,
        "site": settings.BASE_URL,
        "password_link": None if user.has_usable_password() else password_link(user),
    }
    send_mail(
        subject=f"You have been added to {membership.provider}",
        message=render_to_string("emails/invitation.txt", context),
        from_email=None,
        recipient_list=[user.email],
    )


def send_to_reviewer(user: User) -> None:
    """Send a new reviewer of the AI Office the mail that lets them set a password."""
    send_mail(
        subject="You have been appointed a reviewer",
        message=render_to_string(
            "emails/reviewer.txt", {"user": user, "password_link": password_link(user)}
        ),
        from_email=None,
        recipient_list=[user.email],
    )


def password_link(user: User) -> str:
    """Build the address where a person sets a password, once and within three days."""
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse(
        "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key}
    )
    return f"{settings.BASE_URL}{path}"
