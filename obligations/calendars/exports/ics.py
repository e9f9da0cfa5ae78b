"""A feed as iCalendar (RFC 5545, RFC 7986), as Google, Outlook, Apple and Thunderbird read it.

Kept to: lines folded at 75 octets and ended by CRLF (3.1; the library does); METHOD:PUBLISH, so
that nobody is asked to answer (RFC 5546, 3.2.1); a VTIMEZONE for every TZID (3.6.5), none for
days; DTEND of a day is the day after (3.6.1); a UID that never changes (RFC 7986, 5.3) with
SEQUENCE and LAST-MODIFIED; STATUS:CANCELLED for what no longer applies; days take no time
(TRANSP:TRANSPARENT); X-WR-CALNAME and NAME for the title, REFRESH-INTERVAL and X-PUBLISHED-TTL for
how often to look (RFC 7986, 5.7). DTSTAMP is when the entry last changed, so that the same contents
are the same bytes. It speaks the language that its person chose, as mails do. SEQUENCE and
LAST-MODIFIED count what changes about a deadline, the same for all who read it: who chooses another
language gets other words, and an ETag that says so, under the same numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Alarm, Calendar, Event, Timezone

from obligations.calendars.exports import office, targets
from obligations.calendars.exports.events import event as _event
from obligations.calendars.models import CalendarEntry
from obligations.calendars.queries import told
from obligations.calendars.queries.feeds import Contents
from obligations.calendars.queries.told import Key
from obligations.catalogue.records import FixedDate
from obligations.models import Deadline
from obligations.phrasebook.shown import phrase
from providers import reader, written

BRUSSELS = ZoneInfo("Europe/Brussels")
TYPE = "text/calendar; charset=utf-8"
REFRESH = timedelta(hours=1)
# An incident is a matter of hours: its reports stand as an hour that ends with the clock.
TIMED = ("incident",)
LAST_HOUR = timedelta(hours=1)
# So long before the day begins; at nine o'clock in the morning of the day they name.
DAYS = (14, 7, 1)
MORNING = timedelta(hours=9)
HOURS = (24, 2)


def write(contents: Contents, entries: Mapping[Key, CalendarEntry]) -> bytes:
    """Write a feed in the language of its person; the same contents are the same bytes."""
    with translation.override(contents.feed.user.language or settings.LANGUAGE_CODE):
        return _write(contents, entries)


def _write(contents: Contents, entries: Mapping[Key, CalendarEntry]) -> bytes:
    calendar = _calendar(contents)
    is_discreet = contents.feed.is_discreet
    for row in contents.deadlines:
        entry = entries[told.DEADLINE, row.pk]
        calendar.add_component(_deadline(row, entry, is_discreet))
    for duty in contents.targets:
        entry = entries[told.TARGET, duty.pk]
        calendar.add_component(targets.write(duty, entry, is_discreet))
    for day in contents.office:
        calendar.add_component(office.write(day, entries[day.kind, day.id], is_discreet))
    for one in contents.fixed:
        calendar.add_component(_fixed(one, contents.read_at))
    return bytes(calendar.to_ical())


def _calendar(contents: Contents) -> Calendar:
    provider = contents.feed.provider
    name = _("AI Act: days of a reviewer at the AI Office")
    if provider is not None:
        name = _("AI Act deadlines: {provider}").format(provider=provider.name)
    calendar = Calendar()
    calendar.add("prodid", "-//Code of Practice Tracker//Calendar feed//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", BRUSSELS.key)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    if any(row.matter in TIMED for row in contents.deadlines):
        calendar.add_component(_brussels())
    return calendar


@cache
def _brussels() -> Timezone:
    first, last = datetime(2024, 1, 1).date(), datetime(2040, 1, 1).date()  # noqa: DTZ001 -- days
    return Timezone.from_tzid(BRUSSELS.key, first_date=first, last_date=last)


def _deadline(row: Deadline, entry: CalendarEntry, is_discreet: bool) -> Event:
    event = _event(f"deadline-{row.pk}", entry.changed_at, entry.sequence)
    is_open = row.met_at is None and row.cancelled_at is None
    event.add("summary", _title(row, is_discreet))
    event.add("description", _description(row))
    event.add("url", f"{settings.BASE_URL}{row.page}")
    event.add("status", "CANCELLED" if row.cancelled_at else "CONFIRMED")
    if row.matter in TIMED:
        end = row.due_at.astimezone(BRUSSELS)
        event.add("dtstart", end - LAST_HOUR)
        event.add("dtend", end)
    else:
        event.add("dtstart", row.due_on)
        event.add("dtend", row.due_on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("categories", [_("AI Act")])
    if is_open:
        for alarm in _alarms(row):
            event.add_component(alarm)
    return event


def _title(row: Deadline, is_discreet: bool) -> str:
    title = phrase(row.title)
    names = ", ".join(one for one in (phrase(row.matter_title), _model(row)) if one)
    if names and not is_discreet:
        title = f"{title} ({names})"
    return _("Done: {title}").format(title=title) if row.met_at else title


def _model(row: Deadline) -> str:
    return row.ai_model.name if row.ai_model else ""


def _description(row: Deadline) -> str:
    lines = [
        _("Strict last day: {day}, in Brussels ({cite}).").format(
            day=_day(row.due_on), cite=phrase(row.cite)
        ),
        phrase(row.because),
    ]
    if row.rolled_on > row.due_on:
        lines.append(
            _("Regulation 1182/71 might allow {day}; work to the earlier day.").format(
                day=_day(row.rolled_on)
            )
        )
    lines.append(f"{settings.BASE_URL}{row.page}")
    return "\n".join(one for one in lines if one)


def _day(day: date) -> str:
    return written.full_day(day, reader.language())


def _alarms(row: Deadline) -> list[Alarm]:
    title = phrase(row.title)
    if row.matter in TIMED:
        found = [_alarm(_in_hours(hours, title)) for hours in HOURS]
        for alarm, hours in zip(found, HOURS, strict=True):
            alarm.add("trigger", timedelta(hours=-hours), parameters={"RELATED": "END"})
        return found
    found = [_alarm(_in_days(days, title)) for days in DAYS]
    for alarm, days in zip(found, DAYS, strict=True):
        alarm.add("trigger", MORNING - timedelta(days=days))
    return found


def _in_hours(hours: int, title: str) -> str:
    words = ngettext("Due in {count} hour: {title}", "Due in {count} hours: {title}", hours)
    return words.format(count=hours, title=title)


def _in_days(days: int, title: str) -> str:
    if days == 1:
        return _("Due tomorrow: {title}").format(title=title)
    words = ngettext("Due in {count} day: {title}", "Due in {count} days: {title}", days)
    return words.format(count=days, title=title)


def _alarm(words: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    return alarm


def _fixed(one: FixedDate, read_at: datetime) -> Event:
    event = _event(f"fixed-{one.key}", read_at, 0)
    event.add("summary", phrase(one.title))
    said = (phrase(part) for part in (one.note, one.cite) if part)
    event.add("description", "\n".join(said))
    event.add("url", f"{settings.BASE_URL}/catalogue/dates/")
    event.add("status", "CONFIRMED")
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("categories", [_("AI Act"), _("Set for everyone")])
    return event
