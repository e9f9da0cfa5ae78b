"""Amounts of compute in templates."""

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from obligations.law.figures import plain, two_figures

register = template.Library()

KINDS = {
    "pretraining": gettext_lazy("pretraining"),
    "fine-tuning": gettext_lazy("fine-tuning"),
    "synthetic-data": gettext_lazy("synthetic-data"),
    "merged-weights": gettext_lazy("merged-weights"),
    "evaluation": gettext_lazy("evaluation"),
    "distillation-parent": gettext_lazy("distillation-parent"),
    "discarded-experiment": gettext_lazy("discarded-experiment"),
    "auxiliary-model": gettext_lazy("auxiliary-model"),
}
METHODS = {
    "given": gettext_lazy("given"),
    "architecture": gettext_lazy("architecture"),
    "hardware": gettext_lazy("hardware"),
    "passes": gettext_lazy("passes"),
}


@register.filter
def flop_short(value: Decimal | None) -> str:
    """Write an amount with two significant figures alone, for rows of lists."""
    return f"{two_figures(value)} FLOP" if value else _("None")


@register.filter
def flop(value: Decimal | None) -> SafeString | str:
    """Write an amount with two significant figures, and its exact value below."""
    if not value:
        return _("None")
    short, exact = two_figures(value), plain(value)
    if short == exact or short.replace(".0e", "e") == exact:
        return f"{short} FLOP"
    told = _("exactly {amount}").format(amount=exact)
    return format_html('{} FLOP<span class="sub">{}</span>', short, told)


@register.filter
def component(kind: str) -> str:
    """Say in the language of the reader what compute was spent on."""
    return str(KINDS.get(kind, kind))


@register.filter
def method(name: str) -> str:
    """Say in the language of the reader how an amount was found."""
    return str(METHODS.get(name, name))
