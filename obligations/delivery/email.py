"""Mails: the notices of one person, as text and as HTML, with links that work outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from obligations.models import Mail, Notice
from obligations.phrasebook.shown import phrase


class NotDelivered(Exception):
    """The post did not take the mail; the message says what it answered."""


@dataclass(frozen=True, slots=True)
class Line:
    """One notice as a mail shows it."""

    title: str
    text: str
    url: str


def send(mail: Mail, notices: Sequence[Notice], connection: BaseEmailBackend) -> None:
    """Hand one mail to the post; raise NotDelivered where it refuses or cannot be reached."""
    hand_over(compose(mail, notices), connection)


def hand_over(message: EmailMultiAlternatives, connection: BaseEmailBackend) -> None:
    """Hand a written mail to the post; raise NotDelivered where it refuses or is out of reach."""
    message.connection = connection
    try:
        taken = message.send()
    # smtplib's errors are OSErrors; a header or address it cannot write is a ValueError.
    except (OSError, ValueError) as error:
        raise NotDelivered(f"{type(error).__name__}: {error}") from error
    if not taken:
        raise NotDelivered("The mail server took no recipient.")


def compose(mail: Mail, notices: Sequence[Notice]) -> EmailMultiAlternatives:
    """Write the mail: one subject, every notice, and the same Message-ID at every try.

    It speaks the language its recipient chose, English where none is chosen.
    """
    with translation.override(mail.recipient.language or settings.LANGUAGE_CODE):
        return _compose(mail, notices)


def _compose(mail: Mail, notices: Sequence[Notice]) -> EmailMultiAlternatives:
    context = {
        "name": mail.recipient.get_short_name(),
        "provider": mail.provider,
        "lines": [Line(phrase(n.title), phrase(n.text), absolute(n.path)) for n in notices],
        "inbox": absolute("/inbox/"),
    }
    message = EmailMultiAlternatives(
        subject=_subject(mail, notices),
        body=render_to_string("emails/notices.txt", context),
        to=[mail.recipient.email],
        headers={
            "Message-ID": f"<{mail.message_id}@{host()}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(render_to_string("emails/notices.html", context), "text/html")
    return message


def absolute(path: str) -> str:
    """Make a link of a path of this site; other sites cannot be named."""
    return f"{settings.BASE_URL.rstrip('/')}/{path.lstrip('/')}" if path else ""


def _subject(mail: Mail, notices: Sequence[Notice]) -> str:
    told = phrase(notices[0].title)
    if len(notices) > 1:
        told = _("{title} (and {count} more)").format(title=told, count=len(notices) - 1)
    about = f"{mail.provider}: " if mail.provider else ""
    # A line break in a name would begin a header of its own.
    return " ".join(f"{about}{told}".split())


def host() -> str:
    """Name this site, as a Message-ID ends."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"
