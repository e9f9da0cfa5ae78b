"""Days that concern a reviewer at the AI Office, in their feed."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Event

from obligations.calendars.exports import events
from obligations.calendars.models import CalendarEntry
from obligations.phrasebook.shown import phrase
from obligations.queries.office_days import OfficeDay, State


def write(one: OfficeDay, entry: CalendarEntry, is_discreet: bool) -> Event:
    """Write one day; while it is open, with alarms a week and a day before."""
    title = str(one.title)
    is_cancelled = one.state is State.CANCELLED
    event = events.of_entry(entry, one.path, is_cancelled=is_cancelled)
    events.take_day(event, one.day)
    names = ", ".join(phrase(name) for name in one.about)
    is_done = one.state is State.DONE
    event.add("summary", events.named(title, names, is_discreet=is_discreet, is_done=is_done))
    lines = [f"{events.said(one.day)}. {one.text}", f"{settings.BASE_URL}{one.path}"]
    event.add("description", "\n".join(lines))
    event.add("categories", [_("AI Office")])
    if one.state is State.OPEN:
        events.ring_in_the_morning(event, lambda days: _in_days(days, title))
    return event


def _in_days(days: int, title: str) -> str:
    if days == 1:
        return _("Tomorrow: {title}").format(title=title)
    words = ngettext("In {count} day: {title}", "In {count} days: {title}", days)
    return words.format(count=days, title=title)
