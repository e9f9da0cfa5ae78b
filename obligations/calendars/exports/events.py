"""Parts of a calendar that every kind of entry is made of (RFC 5545, 3.6.1 and 3.6.6)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Alarm, Event

from obligations.calendars.models import CalendarEntry
from providers import reader, written

# Alarms ring at nine o'clock in the morning of the day they name.
MORNING = timedelta(hours=9)


def event(uid: str, changed_at: datetime, sequence: int) -> Event:
    """Begin an entry; the same id always names the same thing."""
    made = Event()
    made.add("uid", f"{uid}@{urlsplit(settings.BASE_URL).hostname}")
    made.add("dtstamp", changed_at)
    made.add("last-modified", changed_at)
    made.add("sequence", sequence)
    return made


def whole_day(entry: CalendarEntry, day: date, path: str, *, is_cancelled: bool = False) -> Event:
    """Begin the entry of a whole day, which takes no time and leads to a page."""
    made = event(f"{entry.kind}-{entry.subject_id}", entry.changed_at, entry.sequence)
    made.add("url", f"{settings.BASE_URL}{path}")
    made.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    made.add("dtstart", day)
    made.add("dtend", day + timedelta(days=1))
    made.add("transp", "TRANSPARENT")
    return made


def morning_alarm(words: str, days: int) -> Alarm:
    """Ring in the morning so many days before a day, with words that are shown."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", MORNING - timedelta(days=days))
    return alarm


def named(title: str, names: str, *, is_discreet: bool, is_done: bool) -> str:
    """Write a title: with names where others may read them, and whether it is done."""
    said = f"{title} ({names})" if names and not is_discreet else title
    return _("Done: {title}").format(title=said) if is_done else said


def said(day: date) -> str:
    """Write a day in the language of the reader."""
    return written.full_day(day, reader.language())
