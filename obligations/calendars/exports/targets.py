"""Own target days in a feed: entries of their own kind, which say that no text sets them."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Event

from obligations.calendars.exports import events
from obligations.calendars.models import CalendarEntry
from obligations.law.workflow import WorkStatus
from obligations.models import Duty
from obligations.phrasebook.shown import phrase


def write(duty: Duty, entry: CalendarEntry, is_discreet: bool) -> Event:
    """Write the own target day of a duty; an open one has alarms a week and a day before."""
    assert duty.target_on is not None  # noqa: S101 -- duties with a target alone are in a feed
    path = f"/duties/{duty.pk}/"
    title = phrase(duty.obligation.title)
    is_done = duty.work_status == WorkStatus.HANDED_IN
    event = events.of_entry(entry, path)
    events.take_day(event, duty.target_on)
    event.add(
        "summary",
        events.named(
            _("Own target: {title}").format(title=title),
            duty.ai_model.name if duty.ai_model else "",
            is_discreet=is_discreet,
            is_done=is_done,
        ),
    )
    event.add("description", "\n".join(_lines(duty, path)))
    event.add("categories", [_("Own target day")])
    if not is_done:
        events.ring_in_the_morning(event, lambda days: _in_days(days, title))
    return event


def _lines(duty: Duty, path: str) -> list[str]:
    assert duty.target_on is not None  # noqa: S101 -- as above
    lines = [
        _("Own target day: {day}. People at the provider set it; it is no day of the law.").format(
            day=events.said(duty.target_on)
        )
    ]
    if duty.due_on is not None:
        told = _("Strict last day: {day}, in Brussels ({cite}).")
        lines.append(told.format(day=events.said(duty.due_on), cite=phrase(duty.cite)))
    return [*lines, f"{settings.BASE_URL}{path}"]


def _in_days(days: int, title: str) -> str:
    if days == 1:
        return _("Own target tomorrow: {title}").format(title=title)
    words = ngettext(
        "Own target in {count} day: {title}", "Own target in {count} days: {title}", days
    )
    return words.format(count=days, title=title)
