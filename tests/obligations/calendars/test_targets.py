"""Own target days in a feed: of their own kind, never to be taken for days of the law."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import vobject
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from obligations.calendars.models import CalendarEntry, Feed
from obligations.models import Duty
from providers.models import Team
from tests.api.conftest import Program
from tests.factories.duties import make_deadline
from tests.factories.evidence import make_duty
from tests.factories.providers import user_of
from tests.obligations.calendars.reading import alarms, events, issue, raw

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 18)


@pytest.fixture
def duty(ai_model):
    return make_duty(ai_model, target_on=DAY, due_on=date(2027, 2, 1))


@pytest.fixture
def feed(officer, provider):
    return issue(officer, provider, with_targets=True)


def test_a_target_is_a_day_that_says_whose_it_is_with_alarms_a_week_and_a_day_before(feed, duty):
    event = events(feed)[f"target-{duty.pk}"]

    assert (event["DTSTART"].dt, event["DTEND"].dt) == (DAY, DAY + timedelta(days=1))
    assert event["SUMMARY"] == "Own target: Technical documentation of the model (Meridian)"
    assert "no day of the law" in event["DESCRIPTION"]
    assert "Strict last day: Monday 1 February 2027" in event["DESCRIPTION"]
    assert event["URL"].endswith(f"/duties/{duty.pk}/")
    assert "AI Act" not in event["CATEGORIES"].to_ical().decode()
    title = "Technical documentation of the model"
    assert alarms(event) == [
        (7, f"Own target in 7 days: {title}"),
        (1, f"Own target tomorrow: {title}"),
    ]


def test_another_library_reads_the_same(feed, duty):
    calendar = vobject.readOne(raw(feed).decode())

    [event] = calendar.vevent_list
    assert event.dtstart.value == DAY
    assert event.summary.value.startswith("Own target: ")
    assert len(event.valarm_list) == 2


def test_they_are_in_feeds_that_ask_for_them_alone(officer, provider, duty):
    assert events(issue(officer, provider)) == {}


def test_a_moved_target_is_the_same_entry_with_a_higher_number(feed, duty):
    first = events(feed)[f"target-{duty.pk}"]
    Duty.objects.update(target_on=DAY + timedelta(days=3))

    moved = events(feed)[f"target-{duty.pk}"]

    assert (int(first["SEQUENCE"]), int(moved["SEQUENCE"])) == (0, 1)
    assert moved["DTSTART"].dt == DAY + timedelta(days=3)


def test_what_was_handed_in_says_so_and_rings_no_more(feed, duty):
    Duty.objects.update(work_status="handed-in")

    event = events(feed)[f"target-{duty.pk}"]

    assert event["SUMMARY"].startswith("Done: Own target: ")
    assert alarms(event) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"target_on": None},
        {"ended_on": DAY},
        {"work_status": "handed-in", "target_on": "2025-01-01"},
    ],
)
def test_what_is_taken_away_or_long_over_is_gone(feed, duty, fields):
    Duty.objects.update(**fields)

    assert events(feed) == {}


def test_discreet_titles_name_no_model(officer, provider, duty):
    assert b"Meridian" not in raw(issue(officer, provider, with_targets=True, is_discreet=True))


def test_mine_only_keeps_those_of_my_teams_and_mine(officer, provider, ai_model, now):
    team = Team.objects.create(provider=provider, name="Legal", created_at=now)
    team.people.add(officer.user_id)
    make_duty(ai_model, "aia-1", target_on=DAY)
    mine = make_duty(ai_model, "aia-2", target_on=DAY, assignee=user_of(officer))
    ours = make_duty(ai_model, "aia-3", target_on=DAY, team=team)

    found = events(issue(officer, provider, with_targets=True, mine_only=True))

    assert found.keys() == {f"target-{mine.pk}", f"target-{ours.pk}"}


def test_a_rivals_targets_are_in_no_feed_of_mine(feed, rival_model):
    make_duty(rival_model, target_on=DAY)

    assert events(feed) == {}


def test_a_duty_with_both_days_has_both_entries(feed, duty):
    row = make_deadline(duty, DAY)

    assert events(feed).keys() == {f"target-{duty.pk}", f"deadline-{row.pk}"}
    assert set(CalendarEntry.objects.values_list("kind", "subject_id")) == {
        ("target", duty.pk), ("deadline", row.pk),
    }  # fmt: skip


def test_the_page_offers_them(sign_in, officer, provider):
    client = sign_in(officer)

    client.post("/account/calendar/", {"label": "A", "provider": provider.pk, "with_targets": "on"})
    client.post("/account/calendar/", {"label": "B", "provider": provider.pk})

    assert dict(Feed.objects.values_list("label", "with_targets")) == {"A": True, "B": False}
    assert "and own target days" in client.get("/account/calendar/").content.decode()


def test_programs_read_whether_they_are_in(feed, officer):
    [row] = Program(officer).get("calendar-feeds/").json()["results"]

    assert row["with_targets"] is True


def test_the_database_refuses_them_in_a_reviewers_feed(feed):
    with pytest.raises(IntegrityError), transaction.atomic():
        Feed.objects.update(provider=None)


def test_many_cost_no_more_than_one(feed, duty, ai_model):
    raw(feed)
    with CaptureQueriesContext(connection) as one:
        raw(feed)
    for number in range(9):
        make_duty(ai_model, key=f"aia-{number}", target_on=DAY)
    raw(feed)

    with CaptureQueriesContext(connection) as many:
        raw(feed)

    assert len(many) == len(one)
