"""How the pages of packages show a status."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from obligations.packages import words
from obligations.templatetags.design import icon
from obligations.words import Word

register = template.Library()


@register.simple_tag
def package_status(value: str) -> SafeString:
    """Show how far a package is."""
    return _badge(_("Package"), words.STATUS[value])


@register.simple_tag
def sending_state(value: str) -> SafeString:
    """Show how a deadline towards the AI Office stands."""
    return _badge(_("Sending"), words.STATE[value])


def _badge(kind: str, shown: Word) -> SafeString:
    return format_html(
        '<span class="badge tone-{}" title="{}">{}<span class="sr-only">{}: </span>{}</span>',
        shown.tone,
        shown.meaning,
        icon(shown.icon),
        kind,
        shown.text,
    )
