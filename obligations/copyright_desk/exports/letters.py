"""Letters to complainants, as text and as HTML.

Nothing that was typed into the public form is in them, so that the form sends nobody else's words
to an address somebody chose; what was said is read at the private address.
"""

from __future__ import annotations

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from obligations.copyright_desk.models import Letter
from obligations.copyright_desk.models.letters import LetterKind
from obligations.copyright_desk.queries import contact, receipts
from obligations.delivery import email

TOLD = {
    LetterKind.RECEIVED: (
        "Your complaint was received",
        "Your complaint was received. It will be examined and answered within a reasonable time.",
    ),
    LetterKind.EXAMINED: (
        "Your complaint is being examined",
        "Your complaint is being examined. You are told when it has been decided.",
    ),
    LetterKind.WRITTEN: (
        "There is a message about your complaint",
        "There is a message for you about your complaint.",
    ),
    LetterKind.DECIDED: (
        "Your complaint was decided",
        "Your complaint was decided. The answer can be read at your private address.",
    ),
    LetterKind.REOPENED: (
        "Your complaint was opened again",
        "Your complaint was opened again and is being examined.",
    ),
}


def compose(letter: Letter) -> EmailMultiAlternatives:
    """Write the letter; the same Message-ID at every try, answers go to the contact point."""
    complaint = letter.complaint
    point = contact.latest(complaint.provider_id)
    title, words = TOLD[LetterKind(letter.kind)]
    context = {
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
