"""Words for entries and estimates."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from obligations.law.wording import lowered
from obligations.safety.kinds import KINDS
from obligations.safety.models import Entry
from obligations.safety.register import DECISIONS, PROBABILITY, SEVERITY, SPREAD

register = template.Library()
GIST = (
    "name",
    "which",
    "risk",
    "what",
    "event",
    "start",
    "result",
    "extent",
    "approver",
    "because",
)


@register.filter
def kind_title(kind: str) -> str:
    """Name a kind."""
    return _(KINDS[kind].title)


@register.filter
def gist(entry: Entry) -> str:
    """Say in a line what an entry is about: the first telling item it has."""
    for item in sorted(KINDS[entry.kind].items, key=_telling):
        value = entry.value.get(item.key)
        if isinstance(value, str):
            return _(item.options[value]) if value in item.options else value[:140]
    return ""


@register.filter
def estimate(entry: Entry, when: str) -> str:
    """Say an estimate in words; nothing is guessed."""
    value = entry.value
    if not value.get(f"probability_{when}"):
        return _("Not recorded")
    probability = _(PROBABILITY[value[f"probability_{when}"]])
    severity = lowered(_(SEVERITY[value[f"severity_{when}"]]))
    spread = value.get(f"spread_{when}")
    unsure = f" ({lowered(_(SPREAD[spread]))})" if spread else " " + _("(uncertainty not recorded)")
    return f"{probability}, {severity}{unsure}"


@register.filter
def decision(value: str) -> str:
    """Say a provider's decision."""
    return _(DECISIONS[value])


def _telling(item: object) -> int:
    key = getattr(item, "key", "")
    return GIST.index(key) if key in GIST else len(GIST)
