"""Amounts of compute in templates."""

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from obligations.law.figures import plain, two_figures

register = template.Library()


@register.filter
def flop_short(value: Decimal | None) -> str:
    """Write an amount with two significant figures alone, for rows of lists."""
    return f"{two_figures(value)} FLOP" if value else "None"


@register.filter
def flop(value: Decimal | None) -> SafeString | str:
    """Write an amount with two significant figures, and its exact value below."""
    if not value:
        return "None"
    short, exact = two_figures(value), plain(value)
    if short == exact or short.replace(".0e", "e") == exact:
        return f"{short} FLOP"
    return format_html('{} FLOP<span class="sub">exactly {}</span>', short, exact)
