"""How the pages of webhooks show a state."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from obligations.templatetags.design import icon
from obligations.webhooks import words
from obligations.words import Word

register = template.Library()


@register.simple_tag
def delivery_state(value: str) -> SafeString:
    """Show how far a delivery has come."""
    return _badge(_("Delivery"), words.STATE[value])


@register.simple_tag
def webhook_standing(value: str) -> SafeString:
    """Show how a webhook fares."""
    return _badge(_("Webhook"), words.STANDING[value])


def _badge(kind: str, shown: Word) -> SafeString:
    return format_html(
        '<span class="badge tone-{}" title="{}">{}<span class="sr-only">{}: </span>{}</span>',
        shown.tone,
        _(shown.meaning),
        icon(shown.icon),
        kind,
        _(shown.text),
    )
