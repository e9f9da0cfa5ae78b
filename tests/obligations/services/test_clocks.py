"""services/clocks.py: the deadlines of a matter agree with the clocks it wants, and are told."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from obligations.law import deadlines as law
from obligations.models import Deadline, Notice
from obligations.queries import clocks as queries
from obligations.services import clocks, scans
from obligations.services.clocks import Matter, Wanted
from providers.services import audit
from tests.factories.providers import NOW

pytestmark = pytest.mark.django_db
EVENT = date(2026, 11, 23)


@pytest.fixture
def matter(ai_model) -> Matter:
    return Matter(
        kind="incident",
        id=uuid4(),
        provider_id=ai_model.provider_id,
        ai_model_id=ai_model.pk,
        title="Weights exfiltrated",
        path="/incidents/1/",
    )


def wanted(last: date, *, clock="first", event=EVENT, done_on=None) -> Wanted:
    due = law.fixed(last, "Set by the request.")
    return Wanted(
        clock=clock, title="First report", event_on=event, due=due, cite="M9.3", done_on=done_on
    )


def follow(matter, *clocks_wanted, now: datetime = NOW):
    from providers.models import Provider

    with audit.turn(Provider.objects.get(pk=matter.provider_id)):
        return clocks.follow(matter, clocks_wanted, now=now)


def test_a_wanted_clock_opens_once(matter):
    first = follow(matter, wanted(date(2026, 11, 25)))
    again = follow(matter, wanted(date(2026, 11, 25)))

    (row,) = first.opened
    assert (row.due_on, row.flag, row.page) == (date(2026, 11, 25), "upcoming-7", "/incidents/1/")
    assert not again
    assert Deadline.objects.count() == 1


def test_a_day_that_moved_cancels_the_old_one_and_keeps_it(matter):
    follow(matter, wanted(date(2026, 12, 3)))

    moved = follow(matter, wanted(date(2026, 11, 25)))

    assert [row.due_on for row in moved.cancelled] == [date(2026, 12, 3)]
    assert [row.due_on for row in moved.opened] == [date(2026, 11, 25)]
    assert Deadline.objects.filter(cancelled_at__isnull=False).count() == 1


def test_what_was_done_stays_met_when_no_clock_is_wanted(matter):
    follow(matter, wanted(date(2026, 11, 25), done_on=date(2026, 11, 24)))

    gone = clocks.forget(matter, now=NOW)

    assert not gone
    assert Deadline.objects.get().met_at == NOW


def test_a_done_clock_runs_again_when_it_was_not_done_after_all(matter):
    follow(matter, wanted(date(2026, 11, 25), done_on=date(2026, 11, 24)))

    follow(matter, wanted(date(2026, 11, 25)))

    row = Deadline.objects.get()
    assert (row.met_at, row.done_on) == (None, None)
    assert row.next_check_at is not None


def test_the_scan_tells_officers_once_and_leads_to_the_matter(matter, officer):
    follow(matter, wanted(date(2026, 11, 25)))
    tomorrow = NOW + timedelta(days=1)

    scans.scan(now=tomorrow)
    scans.scan(now=tomorrow)

    (notice,) = Notice.objects.all()
    assert notice.path == "/incidents/1/"
    assert notice.title == "Due tomorrow: First report (Weights exfiltrated, Meridian)"


def test_the_mail_about_a_clock_of_a_matter_cannot_be_switched_off(matter, officer):
    follow(matter, wanted(date(2026, 11, 25)))

    scans.scan(now=NOW + timedelta(days=1))

    assert Notice.objects.get(recipient_id=officer.user_id).is_always_mailed


def test_hours_are_counted_for_the_last_two_days(matter, officer, provider):
    follow(matter, wanted(date(2026, 11, 25)), wanted(date(2026, 12, 1), clock="second"))

    near = queries.near(provider, officer, now=NOW).shown
    later = queries.near(provider, officer, now=NOW + timedelta(days=1)).shown
    over = queries.near(provider, officer, now=NOW + timedelta(days=3)).shown

    assert [one.hours for one in near] == [None, None]
    assert [one.hours for one in later] == [38, None]
    assert (over[0].is_over, over[0].hours_ago) == (True, 10)
