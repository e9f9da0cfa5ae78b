"""The mails that invite a person: to a provider, or to review for the AI Office."""

from __future__ import annotations

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from providers import written
from providers.models import Invitation, User
from providers.reader import BRUSSELS


def send(invitation: Invitation, link: str) -> None:
    """Send the link of an invitation, in the language of its person where it is known."""
    person = User.objects.filter(email=invitation.email).first()
    language = (person.language if person else "") or settings.LANGUAGE_CODE
    with translation.override(language):
        roles = {
            "officer": _("compliance officer"),
            "colleague": _("read-only colleague"),
            "representative": _("authorised representative"),
        }
        context = {
            "name": invitation.name,
            "inviter": invitation.invited_by_name,
            "provider": invitation.provider.name,
            "role": roles[invitation.role],
            "until": written.instant(invitation.expires_at.astimezone(BRUSSELS), language),
            "link": settings.BASE_URL + reverse("invitation", kwargs={"link": link}),
            "language": language,
        }
        subject = _("You are invited to {provider}").format(provider=invitation.provider)
        mail = EmailMultiAlternatives(
            subject=" ".join(subject.split()),
            body=render_to_string("emails/invitation.txt", context),
            to=[invitation.email],
        )
        mail.attach_alternative(render_to_string("emails/invitation.html", context), "text/html")
    mail.send()


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
