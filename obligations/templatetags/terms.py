"""Help beside a term: its meaning in place, with its citation, and the way to the glossary.

The help opens from a button by the browser's own popover, so it needs no script, opens with Enter
or Space, closes with Escape, and stays until it is closed. A term is helped once on a page.
"""

from __future__ import annotations

from functools import cache

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from obligations.catalogue.loader import catalogue
from obligations.catalogue.records import Term
from obligations.phrasebook import shown
from obligations.templatetags.design import icon

register = template.Library()

# The term behind each kind of fact, where one is.
OF_KINDS = {
    "size": "sme-and-smc",
    "code-signature": "signatory",
    "representative": "authorised-representative",
    "placement": "placing-on-the-market",
    "compute": "training-compute",
    "general-purpose": "general-purpose-ai-model",
    "open-source": "free-and-open-source",
    "threshold-known": "high-impact-capabilities",
    "notification": "high-impact-capabilities",
    "designation": "systemic-risk",
    "modification": "modification",
}
# The term behind a question of a form, where one is.
OF_FIELDS = {
    "union_market_date": "placing-on-the-market",
    "training_compute_flop": "training-compute",
    "cumulative_compute_flop": "training-compute",
    "output_modalities": "general-purpose-ai-model",
    "licence_open": "free-and-open-source",
    "base_model_name": "modification",
    "compute_flop": "modification",
    "original_systemic": "systemic-risk",
    "signed_known": "signatory",
    "is_near_miss": "near-miss",
}
# The term a duty turns on, by its key or the beginning of it; the first that fits.
OF_DUTIES = {
    "aia-53-1-b": "downstream-provider",
    "aia-53-1": "general-purpose-ai-model",
    "aia-54": "authorised-representative",
    "aia-52": "high-impact-capabilities",
    "aia-55-1-c": "serious-incident-of-a-model",
    "aia-55": "systemic-risk",
    "cop-ss-9": "serious-incident-of-a-model",
    "cop-ss": "systemic-risk",
    "cop": "signatory",
}


@register.filter
def kind_term(kind: str) -> str:
    """Name the term behind a kind of fact; empty where there is none."""
    return OF_KINDS.get(kind, "")


@register.filter
def duty_term(key: str) -> str:
    """Name the term that a duty turns on; empty where there is none."""
    return next((name for start, name in OF_DUTIES.items() if key.startswith(start)), "")


@register.simple_tag(takes_context=True)
def term_help(context: template.Context, name: str) -> str | SafeString:
    """Draw the button and its help; nothing where the page helps with this term already.

    Raises KeyError for a term that the glossary does not have.
    """
    term = _terms()[name]
    request = context.get("request")
    helped: set[str] = getattr(request, "helped_terms", set())
    if name in helped:
        return ""
    if request is not None:
        request.helped_terms = helped | {name}
    title = shown.phrase(term.term)
    return format_html(
        '<span class="term"><button class="term-button" type="button" popovertarget="term-{name}"'
        ' aria-label="{label}">{icon}</button>'
        '<span class="term-panel" id="term-{name}" popover role="note">'
        '<strong class="term-name">{title}</strong> <span class="term-meaning">{meaning}</span>'
        ' <cite class="term-cite">{cite}</cite> <a href="{url}#{name}">{more}</a></span></span>',
        name=name,
        label=_("What “{term}” means").format(term=title),
        icon=icon("question"),
        title=title,
        meaning=shown.marked(term.meaning),
        cite=shown.phrase(term.cite),
        url=reverse("glossary"),
        more=_("Open the glossary"),
    )


@register.simple_tag(takes_context=True)
def kind_help(context: template.Context, kind: str) -> str | SafeString:
    """Draw the help of the term behind a kind of fact; nothing where there is none."""
    name = kind_term(kind)
    return term_help(context, name) if name else ""


@register.simple_tag(takes_context=True)
def field_help(context: template.Context, field: str) -> str | SafeString:
    """Draw the help of the term behind a question; nothing where there is none."""
    name = OF_FIELDS.get(field.rpartition(".")[2])
    return term_help(context, name) if name else ""


@cache
def _terms() -> dict[str, Term]:
    return {one.key: one for one in catalogue().glossary}
