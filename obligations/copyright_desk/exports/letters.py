"""Letters to complainants, as text and as HTML.

Nothing that was typed into the public form is in them, so that the form sends nobody else's words
to an address somebody chose; what was said is read at the private address.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from obligations.copyright_desk.models import Letter
from obligations.copyright_desk.models.letters import LetterKind
from obligations.copyright_desk.queries import contact, receipts
from obligations.delivery import email
from providers.written import ENGLISH

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TOLD: Mapping[LetterKind, tuple[StrOrPromise, StrOrPromise]] = MappingProxyType(
    {
        LetterKind.RECEIVED: (
            _("Your complaint was received"),
            _(
                "Your complaint was received. It will be examined and answered within a reasonable "
                "time."
            ),
        ),
        LetterKind.EXAMINED: (
            _("Your complaint is being examined"),
            _("Your complaint is being examined. You are told when it has been decided."),
        ),
        LetterKind.WRITTEN: (
            _("There is a message about your complaint"),
            _("There is a message for you about your complaint."),
        ),
        LetterKind.DECIDED: (
            _("Your complaint was decided"),
            _("Your complaint was decided. The answer can be read at your private address."),
        ),
        LetterKind.REOPENED: (
            _("Your complaint was opened again"),
            _("Your complaint was opened again and is being examined."),
        ),
    }
)


def compose(letter: Letter) -> EmailMultiAlternatives:
    """Write the letter in the language in which the complaint came, whoever sends it.

    The same Message-ID at every try; answers go to the contact point.
    """
    with translation.override(letter.complaint.language or ENGLISH):
        return _compose(letter)


def _compose(letter: Letter) -> EmailMultiAlternatives:
    complaint = letter.complaint
    point = contact.latest(complaint.provider_id)
    title, words = TOLD[LetterKind(letter.kind)]
    context = {
        "language": translation.get_language(),
        "title": title,
        "words": words,
        "provider": complaint.provider,
        "reference": complaint.reference,
        "contact": point,
        "is_receipt": letter.kind == LetterKind.RECEIVED,
        "url": email.absolute(receipts.path(complaint)),
    }
    message = EmailMultiAlternatives(
        subject=" ".join(f"{complaint.provider}: {title} ({complaint.reference})".split()),
        body=render_to_string("emails/complaint.txt", context),
        to=[complaint.email],
        reply_to=[point.email] if point else None,
        headers={
            "Message-ID": f"<{letter.pk.hex}@{email.host()}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(render_to_string("emails/complaint.html", context), "text/html")
    return message
