"""Words of the officer's pages: how far away a day is, what an event of the trail was."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils.timesince import timesince
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from obligations import actions
from obligations.forms.catalogue import KINDS
from obligations.law.terms import Kind
from obligations.queries import texts
from providers import reader, written

register = template.Library()

LONGEST_IN_DAYS = 99
DAYS_OF_A_MONTH = 30.44

# Where the work of a duty is done, by its key: what the link says, and its address's name.
DESKS = {
    "aia-53-1-c": (_("Copyright desk"), "copyright-desk"),
    "cop-cr-": (_("Copyright desk"), "copyright-desk"),
}
KIND_ICONS = {"file": "file", "link": "link", "statement": "speech"}


@register.filter
def day_of_month(day: date) -> str:
    """Write a day of another month beside those of a month: 31 Oct, 31 oct., 31. Okt."""
    return written.day_of_month(day, reader.language())


@register.filter
def relative(day: date | None, today: date) -> str:
    """Say how far a day is from today: "in 14 days", "3 days ago"."""
    if day is None:
        return ""
    distance = (day - today).days
    near = {0: gettext("today"), 1: gettext("tomorrow"), -1: gettext("yesterday")}
    if distance in near:
        return near[distance]
    count = abs(distance)
    if count > LONGEST_IN_DAYS:
        count = round(count / DAYS_OF_A_MONTH)
        ahead = ngettext("in {count} month", "in {count} months", count)
        past = ngettext("{count} month ago", "{count} months ago", count)
    else:
        ahead = ngettext("in {count} day", "in {count} days", count)
        past = ngettext("{count} day ago", "{count} days ago", count)
    return (ahead if distance > 0 else past).format(count=count)


@register.filter
def ago(instant: datetime) -> str:
    """Say how long ago an instant was: "just now", "2 days, 3 hours ago"."""
    age = timesince(instant)
    # Less than a minute is none in every language.
    return gettext("just now") if age[0] == "0" else gettext("{age} ago").format(age=age)


@register.filter
def action(name: str) -> str:
    """Say in words what an event of the audit trail was."""
    return actions.said(name)


@register.filter
def text_name(key: str) -> str:
    """Name the text, and the chapter of the Code, that a duty's key comes from."""
    return str(texts.text_of(key).title)


@register.filter
def desk(key: str) -> tuple[str, str] | None:
    """Name the desk at which a duty's work is done, and its address; None where it has none."""
    found = next((one for prefix, one in DESKS.items() if key.startswith(prefix)), None)
    return (str(found[0]), found[1]) if found else None


@register.filter
def kind_icon(kind: str) -> str:
    """Name the icon of a kind of evidence."""
    return KIND_ICONS[kind]


@register.filter
def entry_kind(kind: str) -> str:
    """Say what kind of entry of the catalogue something is: an obligation, a measure."""
    return str(KINDS[Kind(kind)])
