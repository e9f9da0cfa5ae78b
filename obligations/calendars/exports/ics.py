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

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Calendar, Event, Timezone

from obligations.calendars.exports import events, office, targets
from obligations.calendars.models import CalendarEntry
from obligations.calendars.queries import told
from obligations.calendars.queries.feeds import Contents
from obligations.calendars.queries.told import Key
from obligations.catalogue.records import FixedDate
from obligations.models import Deadline
from obligations.phrasebook.shown import phrase
from obligations.queries import clocks

BRUSSELS = ZoneInfo("Europe/Brussels")
TYPE = "text/calendar; charset=utf-8"
REFRESH = timedelta(hours=1)
# What is counted in hours stands as an hour that ends with its clock.
LAST_HOUR = timedelta(hours=1)
# Alarms ring so many days before a last day, so many hours before the end of a clock.
DAYS = (14, 7, 1)
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
    if any(clocks.is_by_hours(row.matter) for row in contents.deadlines):
        calendar.add_component(_brussels())
    return calendar


@cache
def _brussels() -> Timezone:
    first, last = datetime(2024, 1, 1).date(), datetime(2040, 1, 1).date()  # noqa: DTZ001 -- days
    return Timezone.from_tzid(BRUSSELS.key, first_date=first, last_date=last)


def _deadline(row: Deadline, entry: CalendarEntry, is_discreet: bool) -> Event:
    event = events.of_entry(entry, row.page, is_cancelled=row.cancelled_at is not None)
    title, is_done = phrase(row.title), row.met_at is not None
    model = row.ai_model.name if row.ai_model else ""
    names = ", ".join(one for one in (phrase(row.matter_title), model) if one)
    event.add("summary", events.named(title, names, is_discreet=is_discreet, is_done=is_done))
    event.add("description", _description(row))
    event.add("categories", [_("AI Act")])
    is_open = not is_done and row.cancelled_at is None
    if clocks.is_by_hours(row.matter):
        _take_last_hour(event, row, HOURS if is_open else ())
    else:
        events.take_day(event, row.due_on)
        days = DAYS if is_open else ()
        events.ring_in_the_morning(event, lambda many: _in_days(many, title), days)
    return event


def _take_last_hour(event: Event, row: Deadline, ringing: Iterable[int]) -> None:
    """Put an event on the hour that ends with its clock, ringing so many hours before its end."""
    end = row.due_at.astimezone(BRUSSELS)
    event.add("dtstart", end - LAST_HOUR)
    event.add("dtend", end)
    for hours in ringing:
        words = _in_hours(hours, phrase(row.title))
        event.add_component(events.alarm(words, timedelta(hours=hours), RELATED="END"))


def _description(row: Deadline) -> str:
    lines = [
        _("Strict last day: {day}, in Brussels ({cite}).").format(
            day=events.said(row.due_on), cite=phrase(row.cite)
        ),
        phrase(row.because),
    ]
    if row.rolled_on > row.due_on:
        lines.append(
            _("Regulation 1182/71 might allow {day}; work to the earlier day.").format(
                day=events.said(row.rolled_on)
            )
        )
    lines.append(f"{settings.BASE_URL}{row.page}")
    return "\n".join(one for one in lines if one)


def _in_hours(hours: int, title: str) -> str:
    words = ngettext("Due in {count} hour: {title}", "Due in {count} hours: {title}", hours)
    return words.format(count=hours, title=title)


def _in_days(days: int, title: str) -> str:
    if days == 1:
        return _("Due tomorrow: {title}").format(title=title)
    words = ngettext("Due in {count} day: {title}", "Due in {count} days: {title}", days)
    return words.format(count=days, title=title)


def _fixed(one: FixedDate, read_at: datetime) -> Event:
    event = events.event(f"fixed-{one.key}", read_at, 0, "/catalogue/dates/")
    event.add("summary", phrase(one.title))
    said = (phrase(part) for part in (one.note, one.cite) if part)
    event.add("description", "\n".join(said))
    event.add("categories", [_("AI Act"), _("Set for everyone")])
    events.take_day(event, one.day)
    return event
