"""A feed as a calendar program reads it: through its address, without an account."""

from __future__ import annotations

from django.test import Client
from icalendar import Calendar, Event

from obligations.calendars.services import feeds
from tests.factories.providers import NOW, user_of


def issue(by, provider, **chosen):
    """A feed of the person, and its address."""
    usual = {"mine_only": False, "with_fixed_dates": False, "is_discreet": False}
    feed, token = feeds.issue(
        user=user_of(by), provider=provider, label="Phone", by=by, now=NOW, **usual | chosen
    )
    feed.address = f"/calendar/{token}.ics"
    return feed


def raw(feed) -> bytes:
    answer = Client().get(feed.address)
    assert answer.status_code == 200
    return answer.content


def events(feed) -> dict[str, Event]:
    """The entries by what stands before the host in their id."""
    found = Calendar.from_ical(raw(feed)).walk("VEVENT")
    return {str(one["UID"]).split("@")[0]: one for one in found}


def alarms(event: Event) -> list[tuple[int, str]]:
    """How many days before its day each alarm rings, and what it says."""
    return [
        ((-one["TRIGGER"].dt).days + 1, str(one["DESCRIPTION"])) for one in event.walk("VALARM")
    ]
