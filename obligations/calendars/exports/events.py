"""Parts of a calendar that every kind of entry is made of (RFC 5545, 3.6.1 and 3.6.6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Alarm, Event

from obligations.calendars.models import CalendarEntry
from providers import reader, written

# Alarms ring at nine o'clock in the morning of the day they name; so many days before, where no
# text sets the day.
MORNING = timedelta(hours=9)
DAYS = (7, 1)


def event(
    uid: str, changed_at: datetime, sequence: int, path: str, *, is_cancelled: bool = False
) -> Event:
    """Begin an event that takes no time and leads to a page; one id always names the same thing."""
    made = Event()
    made.add("uid", f"{uid}@{urlsplit(settings.BASE_URL).hostname}")
    made.add("dtstamp", changed_at)
    made.add("last-modified", changed_at)
    made.add("sequence", sequence)
    made.add("url", f"{settings.BASE_URL}{path}")
    made.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    made.add("transp", "TRANSPARENT")
    return made


def of_entry(entry: CalendarEntry, path: str, *, is_cancelled: bool = False) -> Event:
    """Begin the event of an entry, whose changes are counted."""
    uid = f"{entry.kind}-{entry.subject_id}"
    return event(uid, entry.changed_at, entry.sequence, path, is_cancelled=is_cancelled)


def take_day(made: Event, day: date) -> None:
    """Put an event on a whole day."""
    made.add("dtstart", day)
    made.add("dtend", day + timedelta(days=1))


def alarm(words: str, before: timedelta, **parameters: str) -> Alarm:
    """Ring so long before an event begins, with words that are shown."""
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", words)
    made.add("trigger", -before, parameters=parameters)
    return made


def ring_in_the_morning(made: Event, say: Callable[[int], str], days: Iterable[int] = DAYS) -> None:
    """Add alarms so many days before; ``say`` writes the words for a number of days."""
    for many in days:
        made.add_component(alarm(say(many), timedelta(days=many) - MORNING))


def named(title: str, names: str, *, is_discreet: bool, is_done: bool) -> str:
    """Write a title: with names where others may read them, and whether it is done."""
    said = f"{title} ({names})" if names and not is_discreet else title
    return _("Done: {title}").format(title=said) if is_done else said


def said(day: date) -> str:
    """Write a day in the language of the reader."""
    return written.full_day(day, reader.language())
