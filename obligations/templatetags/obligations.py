"""Words of the officer's pages: how far away a day is, what an event of the trail was."""

from __future__ import annotations

from datetime import date

from django import template

from obligations import actions

register = template.Library()

LONGEST_IN_DAYS = 99
DAYS_OF_A_MONTH = 30.44

TEXTS = {
    "cop-tr-": "Code of Practice, Transparency",
    "cop-cr-": "Code of Practice, Copyright",
    "cop-ss-": "Code of Practice, Safety and Security",
}
# Where the work of a duty is done, by its key: what the link says, and its address's name.
DESKS = {
    "aia-53-1-c": ("Copyright desk", "copyright-desk"),
    "cop-cr-": ("Copyright desk", "copyright-desk"),
}
KIND_ICONS = {"file": "file", "link": "link", "statement": "speech"}


@register.filter
def relative(day: date | None, today: date) -> str:
    """Say how far a day is from today: "in 14 days", "3 days ago"."""
    if day is None:
        return ""
    distance = (day - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if distance in near:
        return near[distance]
    count, unit = abs(distance), "days"
    if count > LONGEST_IN_DAYS:
        count, unit = round(count / DAYS_OF_A_MONTH), "months"
    return f"in {count} {unit}" if distance > 0 else f"{count} {unit} ago"


@register.filter
def action(name: str) -> str:
    """Say in words what an event of the audit trail was."""
    return actions.said(name)


@register.filter
def text_name(key: str) -> str:
    """Name the text, and the chapter of the Code, that a duty's key comes from."""
    return next((name for prefix, name in TEXTS.items() if key.startswith(prefix)), "AI Act")


@register.filter
def desk(key: str) -> tuple[str, str] | None:
    """Name the desk at which a duty's work is done, and its address; None where it has none."""
    return next((found for prefix, found in DESKS.items() if key.startswith(prefix)), None)


@register.filter
def kind_icon(kind: str) -> str:
    """Name the icon of a kind of evidence."""
    return KIND_ICONS[kind]
