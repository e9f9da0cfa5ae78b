"""Stored English in the reader's language; loaded into every template.

``{{ duty.because|phrase }}`` is text, right in attributes and arguments too. ``{% said text %}`` is
for paragraphs: it marks as English what has no words in the reader's language.
"""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from obligations.law.terms import Period
from obligations.phrasebook import shown, sources
from providers import reader

register = template.Library()


@register.filter
def phrase(text: object) -> object:
    """Say a stored text, or each of several, in the reader's language; else leave it as it is."""
    if isinstance(text, list | tuple):
        return [phrase(one) for one in text]
    if isinstance(text, Period):
        text = str(text)
    return shown.phrase(text) if isinstance(text, str) else text


@register.simple_tag
def said(text: object) -> SafeString:
    """Say a stored paragraph in the reader's language; what stays English is marked as English."""
    return shown.marked(text)


@register.filter
def source(url: object) -> object:
    """Lead to a source in the reader's language, where it is EUR-Lex; else leave the address."""
    return sources.address(url, reader.language()) if isinstance(url, str) else url
