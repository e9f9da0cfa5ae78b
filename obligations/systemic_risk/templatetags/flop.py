"""Amounts of compute in templates."""

from datetime import date
from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from obligations.law.figures import plain, two_figures
from providers import reader, written

register = template.Library()

KINDS = {
    "pretraining": gettext_lazy("Pre-training"),
    "fine-tuning": gettext_lazy("Fine-tuning"),
    "synthetic-data": gettext_lazy("Synthetic data"),
    "merged-weights": gettext_lazy("Merged, averaged or initial weights"),
    "evaluation": gettext_lazy("Evaluation or red-teaming"),
    "distillation-parent": gettext_lazy("Parent model of a distillation"),
    "discarded-experiment": gettext_lazy("Research or a discarded experiment"),
    "auxiliary-model": gettext_lazy("Auxiliary model"),
}
METHODS = {
    "given": gettext_lazy("given as an amount"),
    "architecture": gettext_lazy("from the architecture"),
    "hardware": gettext_lazy("from the hardware"),
    "passes": gettext_lazy("from the passes"),
}


@register.filter
def flop_short(value: Decimal | None) -> str:
    """Write an amount with two significant figures alone, for rows of lists."""
    return f"{_said(two_figures(value))} FLOP" if value else _("None")


@register.filter
def flop(value: Decimal | None) -> SafeString | str:
    """Write an amount with two significant figures, and its exact value below."""
    if not value:
        return _("None")
    short, exact = two_figures(value), plain(value)
    if short == exact or short.replace(".0e", "e") == exact:
        return f"{_said(short)} FLOP"
    told = _("exactly {amount}").format(amount=_said(exact))
    return format_html('{} FLOP<span class="sub">{}</span>', _said(short), told)


@register.filter
def as_day(text: str | None) -> date | None:
    """Read a day as facts hold it, such as 2026-11-28, for ``legal_date``; nothing for nothing."""
    return date.fromisoformat(text) if text else None


@register.filter
def component(kind: str) -> str:
    """Say in the language of the reader what compute was spent on."""
    return str(KINDS.get(kind, kind))


@register.filter
def method(name: str) -> str:
    """Say in the language of the reader how an amount was found."""
    return str(METHODS.get(name, name))


def _said(amount: str) -> str:
    return written.figure(amount, reader.language())
