"""Calendar feeds: what stands in them, read by libraries that nobody here wrote."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from obligations.calendars.models import CalendarEntry, Feed
from obligations.calendars.services import feeds
from obligations.law.deadlines import first_instant_after
from obligations.models import Deadline
from obligations.services import catalogue
from providers.models import AuditEvent, Membership, User
from tests.api.conftest import Program
from tests.factories import duties as make
from tests.factories.evidence import make_duty
from tests.factories.providers import user_of

pytestmark = pytest.mark.django_db
BRUSSELS = ZoneInfo("Europe/Brussels")


DAY = date(2026, 12, 18)


def make_deadline(duty, **fields):
    return make.make_deadline(duty, DAY, **fields)


@pytest.fixture
def issue(officer, provider, now):
    def issued(**chosen):
        usual = {"mine_only": False, "with_fixed_dates": False, "is_discreet": False}
        feed, token = feeds.issue(
            user=user_of(officer), provider=provider, label="Outlook", by=officer, now=now,
            **{**usual, **chosen},
        )  # fmt: skip
        feed.address = f"/calendar/{token}.ics"
        return feed

    return issued


def incident(provider, **more):
    day = date(2026, 12, 4)
    return Deadline.objects.create(
        provider=provider, matter="incident", matter_id=uuid4(), matter_title="Leak of weights",
        path="/incidents/x/", clock="report", title="First report", due_on=day, rolled_on=day,
        due_at=first_instant_after(day), because="Counted from awareness.", cite="Measure 9.3",
        opened_at=timezone.now(), **more,
    )  # fmt: skip


def read(feed, **headers):
    answer = Client().get(feed.address, headers=headers)
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content), answer


def events(feed):
    calendar, _ = read(feed)
    return {str(one["UID"]): one for one in calendar.walk("VEVENT")}


def test_a_deadline_is_a_day_with_alarms_in_the_morning(issue, ai_model):
    row = make_deadline(make_duty(ai_model))

    (event,) = events(issue()).values()

    assert str(event["UID"]).startswith(f"deadline-{row.pk}@")
    assert event["DTSTART"].dt == row.due_on
    assert event["DTEND"].dt == row.due_on + timedelta(days=1)
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert "Meridian" in event["SUMMARY"]
    alarms = [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
    nine = datetime.combine(row.due_on, datetime.min.time())
    assert [str(nine + one) for one in alarms] == [
        str(nine - timedelta(days=days) + timedelta(hours=9)) for days in (14, 7, 1)
    ]
    assert (str(event["STATUS"]), int(event["SEQUENCE"])) == ("CONFIRMED", 0)


def test_a_clock_of_an_incident_is_its_last_hour(issue, provider):
    incident(provider)
    calendar, _ = read(issue())

    (event,) = calendar.walk("VEVENT")

    assert event["DTEND"].dt == datetime(2026, 12, 5, tzinfo=BRUSSELS)
    assert event["DTSTART"].dt == datetime(2026, 12, 4, 23, tzinfo=BRUSSELS)
    alarms = event.walk("VALARM")
    assert [one["TRIGGER"].dt for one in alarms] == [-timedelta(hours=24), -timedelta(hours=2)]
    assert {one["TRIGGER"].params["RELATED"] for one in alarms} == {"END"}
    (zone,) = calendar.walk("VTIMEZONE")
    assert str(zone["TZID"]) == "Europe/Brussels"


def test_another_library_reads_the_same(issue, provider, ai_model):
    title = "Ümlaut, semicolon; and much more " + "x" * 90
    row = make_deadline(make_duty(ai_model), title=title)
    incident(provider)
    _, answer = read(issue())

    calendar = vobject.readOne(answer.content.decode())

    found = {one.uid.value.split("@")[0]: one for one in calendar.vevent_list}
    day = found[f"deadline-{row.pk}"]
    assert day.dtstart.value == row.due_on
    assert day.summary.value.startswith(row.title)
    timed = next(one for name, one in found.items() if one is not day)
    assert timed.dtend.value.astimezone(BRUSSELS) == datetime(2026, 12, 5, tzinfo=BRUSSELS)
    assert calendar.method.value == "PUBLISH"
    assert calendar.vtimezone.tzid.value == "Europe/Brussels"


def test_a_feed_speaks_the_language_of_its_person_whoever_asks(issue, officer, ai_model, now):
    catalogue.sync(now=now)
    make_deadline(make_duty(ai_model), rolled_on=DAY + timedelta(days=3))
    feed = issue(with_fixed_dates=True)
    english, _ = read(feed, **{"Accept-Language": "fr"})
    User.objects.filter(pk=officer.user_id).update(language="de")

    german, _ = read(feed, **{"Accept-Language": "fr"})

    def said(calendar):
        found = next(one for one in calendar.walk("VEVENT") if "deadline-" in one["UID"])
        return [
            str(found["DESCRIPTION"]),
            *(str(one["SUMMARY"]) for one in calendar.walk("VEVENT")),
        ]

    assert "Friday 18 December 2026" in said(english)[0]
    assert "Freitag, 18. Dezember 2026" in said(german)[0]
    assert "December" not in said(german)[0]
    assert set(said(german)[2:]) - set(said(english))


def test_another_language_changes_the_words_and_counts_no_change_of_the_deadline(
    issue, officer, ai_model
):
    title = "Publish {title} and {count}"
    make_deadline(make_duty(ai_model), title=title)
    feed = issue()
    english, first = read(feed)
    User.objects.filter(pk=officer.user_id).update(language="de")

    german, second = read(feed, **{"If-None-Match": first["ETag"]})

    (before,), (after,) = english.walk("VEVENT"), german.walk("VEVENT")
    alarms = [str(one["DESCRIPTION"]) for one in before.walk("VALARM")]
    assert alarms == [
        f"Due in 14 days: {title}", f"Due in 7 days: {title}", f"Due tomorrow: {title}",
    ]  # fmt: skip
    assert str(after["DESCRIPTION"]) != str(before["DESCRIPTION"])
    assert second["ETag"] != first["ETag"]
    for name in ("SEQUENCE", "LAST-MODIFIED", "DTSTAMP"):
        assert after[name].to_ical() == before[name].to_ical()


def test_lines_are_folded_and_end_as_the_standard_says(issue, ai_model):
    make_deadline(make_duty(ai_model))
    _, answer = read(issue())

    lines = answer.content.split(b"\r\n")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert max(len(one) for one in lines) <= 75
    assert b"\n" not in b"".join(lines)
    text = answer.content.decode()
    for name in (
        "METHOD:PUBLISH", "X-WR-CALNAME:", "NAME:", "X-PUBLISHED-TTL:PT1H", "VERSION:2.0",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "CALSCALE:GREGORIAN",
    ):  # fmt: skip
        assert name in text


def test_what_is_done_says_so_and_what_is_cancelled_is_cancelled(issue, ai_model, now):
    feed, row = issue(), make_deadline(make_duty(ai_model))
    events(feed)

    Deadline.objects.filter(pk=row.pk).update(met_at=timezone.now())
    (done,) = events(feed).values()
    Deadline.objects.filter(pk=row.pk).update(met_at=None, cancelled_at=timezone.now())
    (gone,) = events(feed).values()

    assert done["SUMMARY"].startswith("Done: ")
    assert done.walk("VALARM") == []
    assert [int(one["SEQUENCE"]) for one in (done, gone)] == [1, 2]
    assert str(gone["STATUS"]) == "CANCELLED"
    assert done["UID"] == gone["UID"]
    assert done["LAST-MODIFIED"].dt <= gone["LAST-MODIFIED"].dt


def test_the_same_contents_are_not_sent_twice(issue, ai_model):
    make_deadline(make_duty(ai_model))
    feed = issue()
    _, first = read(feed)

    again = Client().get(feed.address, headers={"If-None-Match": first["ETag"]})
    weak = Client().get(feed.address, headers={"If-None-Match": f'W/{first["ETag"]}, "x"'})
    head = Client().head(feed.address)

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"] == head["ETag"]
    assert weak.status_code == 304
    Deadline.objects.update(met_at=timezone.now())
    assert Client().get(feed.address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_discreet_titles_name_nothing(issue, provider, ai_model):
    make_deadline(make_duty(ai_model))
    incident(provider)

    _, answer = read(issue(is_discreet=True))

    assert b"Meridian" not in answer.content
    assert b"Leak" not in answer.content


def test_mine_only_leaves_out_duties_of_others_and_keeps_matters(
    issue, officer, provider, ai_model
):
    mine = make_deadline(make_duty(ai_model, assignee=user_of(officer)))
    make_deadline(make_duty(ai_model, key="aia-53-1-b"))
    matter = incident(provider)

    found = events(issue(mine_only=True))

    assert {one.split("@")[0] for one in found} == {
        f"deadline-{mine.pk}", f"deadline-{matter.pk}",
    }  # fmt: skip


def test_the_days_set_for_everyone(issue, now):
    catalogue.sync(now=now)

    found = events(issue(with_fixed_dates=True))

    assert len(found) > 5
    assert all(one.startswith("fixed-") for one in found)


def test_a_rivals_deadlines_are_not_in_it(issue, rival_model):
    make_deadline(make_duty(rival_model))

    assert events(issue()) == {}


@pytest.mark.parametrize("end", ["membership", "account", "revoked", "renewed"])
def test_a_feed_ends(end, issue, officer, provider, now):
    feed = issue()
    if end == "membership":
        Membership.objects.filter(user=officer.user_id).update(ended_at=now)
    elif end == "account":
        User.objects.filter(pk=officer.user_id).update(is_active=False)
    elif end == "revoked":
        feeds.revoke(feed=feed, by=officer, now=now)
    else:
        fresh = feeds.renew(feed=feed, by=officer, now=now)
        assert Client().get(f"/calendar/{fresh}.ics").status_code == 200

    assert Client().get(feed.address).status_code == 404


def test_the_address_is_shown_once_and_stored_as_a_hash(sign_in, officer, provider):
    client = sign_in(officer)
    form = {"label": "Phone", "provider": str(provider.pk)}

    text = client.post("/account/calendar/", form).content.decode()
    address = text.split("http://testserver/calendar/")[1].split(".ics")[0]

    assert address not in client.get("/account/calendar/").content.decode()
    assert Feed.objects.get().token_hash != address
    assert Client().get(f"/calendar/{address}.ics").status_code == 200
    assert AuditEvent.objects.filter(action="calendar-feed.issued").count() == 1
    assert address not in str(AuditEvent.objects.get(action="calendar-feed.issued").detail)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"label": ""}, "This field is required"),
        ({"label": "x", "provider": str(uuid4())}, "valid"),
    ],
)
def test_mistakes_are_said(form, said, sign_in, officer, provider):
    answer = sign_in(officer).post("/account/calendar/", {"provider": str(provider.pk), **form})

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_nobody_touches_the_feed_of_somebody_else(issue, sign_in, colleague, rival):
    feed = issue()

    for who in (colleague, rival):
        for step in ("renew", "revoke"):
            assert sign_in(who).post(f"/account/calendar/{feed.pk}/{step}/").status_code == 404


def test_a_program_reads_feeds_and_issues_none(issue, officer, provider):
    issue()
    api = Program(officer)

    assert len(api.get("calendar-feeds/").json()["results"]) == 1
    body = {"label": "x", "provider": str(provider.pk)}
    assert api.post("calendar-feeds/", body).status_code == 403


@pytest.mark.parametrize("count", [1, 9])
def test_a_full_calendar_asks_no_more_often(count, issue, ai_model, django_assert_num_queries):
    for number in range(count):
        make_deadline(make_duty(ai_model, key=f"aia-{number}"))
    feed = issue()
    read(feed)

    with django_assert_num_queries(6):
        read(feed)
    assert CalendarEntry.objects.count() == count
