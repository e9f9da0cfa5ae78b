"""A reviewer's feed: what they asked for and their access, never what is the provider's own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import vobject
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from obligations.models import Deadline
from obligations.requests.models import Request
from providers.models import OfficeAccess, Provider, User
from tests.factories.assessments import remark, submitted
from tests.factories.duties import make_deadline
from tests.factories.evidence import make_duty
from tests.factories.providers import (
    NOW,
    actor_for,
    make_access,
    make_member,
    make_model,
    make_provider,
    make_user,
    user_of,
)
from tests.obligations.calendars.reading import alarms, events, issue, raw
from tests.obligations.requests.made import asked_here

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 18)
LATER = DAY + timedelta(days=7)


@pytest.fixture
def guest(db):
    """A reviewer who needs access."""
    return actor_for(make_user("Gerda", is_office=True, needs_access=True))


@pytest.fixture
def submission(ai_model, officer):
    return submitted(make_duty(ai_model), officer)


@pytest.fixture
def provider_asked(submission):
    Provider.objects.filter(pk=submission.provider_id).update(shared_with_office_at=NOW)
    return Provider.objects.get(pk=submission.provider_id)


def clock_of(comment):
    """What names the clock of a remark in a feed."""
    return f"remark-{Deadline.objects.get(matter_id=comment.pk).pk}"


def test_a_request_is_in_it_on_the_day_it_set(provider_asked, reviewer):
    made = asked_here(provider_asked, reviewer, DAY)

    event = events(issue(reviewer, None))[f"request-{made.pk}"]

    assert event["DTSTART"].dt == DAY
    assert event["SUMMARY"] == f"Answer to request {made.number} (Fictional Models SA)"
    assert "set in its request" in event["DESCRIPTION"]
    assert event["URL"].endswith(f"/office/requests/{made.pk}/")
    assert [days for days, _ in alarms(event)] == [7, 1]
    assert alarms(event)[1][1] == f"Tomorrow: Answer to request {made.number}"


def test_a_later_day_that_was_granted_moves_it(provider_asked, reviewer):
    made = asked_here(provider_asked, reviewer, DAY)
    feed = issue(reviewer, None)
    events(feed)
    made.extensions.create(provider=provider_asked, due_on=LATER, source="Letter.", recorded_at=NOW)

    event = events(feed)[f"request-{made.pk}"]

    assert (event["DTSTART"].dt, int(event["SEQUENCE"])) == (LATER, 1)


def test_what_was_answered_is_done_and_what_was_taken_back_cancelled(provider_asked, reviewer):
    answered, withdrawn = (asked_here(provider_asked, reviewer, DAY) for _ in range(2))
    today = timezone.localdate()
    Request.objects.filter(pk=answered.pk).update(answered_on=today)
    Request.objects.filter(pk=withdrawn.pk).update(withdrawn_on=today, withdrawn_because="Moot.")

    found = events(issue(reviewer, None))

    assert found[f"request-{answered.pk}"]["SUMMARY"].startswith("Done: ")
    assert found[f"request-{withdrawn.pk}"]["STATUS"] == "CANCELLED"
    assert [alarms(one) for one in found.values()] == [[], []]


def test_a_remark_leads_to_the_submission_in_the_office(submission, reviewer):
    made = remark(submission, reviewer, DAY)

    event = events(issue(reviewer, None))[clock_of(made)]

    assert event["DTSTART"].dt == DAY
    assert "no text sets it" in event["DESCRIPTION"]
    assert event["URL"].endswith(f"/office/submissions/{submission.pk}/#remarks")


def test_the_last_day_of_ones_own_access_is_in_it(submission, guest, reviewer, provider):
    access = make_access(provider, user_of(guest))
    other = make_access(provider, make_user("Otto", is_office=True, needs_access=True))

    found = events(issue(guest, None))

    assert found[f"access-{access.pk}"]["DTSTART"].dt == access.ends_on
    assert f"access-{other.pk}" not in found


def test_nothing_of_the_provider_is_in_it(submission, reviewer, ai_model):
    duty = make_duty(ai_model, "aia-53-1-b", target_on=DAY)
    make_deadline(duty, DAY, title="SECRET")
    make_deadline(submission.duty, DAY, title="SECRET")
    type(duty).objects.update(target_on=DAY)

    assert events(issue(reviewer, None)) == {}


def test_what_is_of_a_provider_without_access_is_not_in_it(
    submission, provider_asked, reviewer, guest, rival_model, rival
):
    make_access(provider_asked, user_of(guest))
    theirs = submitted(make_duty(rival_model), rival)
    remark(theirs, reviewer, DAY)
    mine = remark(submission, reviewer, DAY)

    found = events(issue(guest, None))

    assert {one for one in found if one.startswith("remark-")} == {clock_of(mine)}
    assert b"Rival" not in raw(issue(guest, None))


def test_everything_is_gone_once_access_has_ended(submission, provider_asked, guest, reviewer):
    access = make_access(provider_asked, user_of(guest))
    remark(submission, reviewer, DAY)
    asked_here(provider_asked, reviewer, DAY)
    feed = issue(guest, None)
    assert len(events(feed)) == 3

    OfficeAccess.objects.filter(pk=access.pk).update(ended_at=timezone.now(), ended_because="Over.")

    assert events(feed) == {}
    assert b"Fictional" not in raw(feed)


def test_mine_only_leaves_out_what_others_asked(submission, provider_asked, reviewer):
    other = actor_for(make_user("Otto", is_office=True))
    mine = {clock_of(remark(submission, reviewer, DAY))}
    mine |= {f"request-{asked_here(provider_asked, reviewer, DAY).pk}"}
    remark(submission, other, DAY)
    asked_here(provider_asked, other, DAY)

    assert events(issue(reviewer, None, mine_only=True)).keys() == mine
    assert len(events(issue(reviewer, None))) == 4


def test_discreet_titles_name_nothing(submission, provider_asked, reviewer):
    remark(submission, reviewer, DAY)
    asked_here(provider_asked, reviewer, DAY)

    said = raw(issue(reviewer, None, is_discreet=True))

    assert b"Fictional" not in said
    assert b"Meridian" not in said
    assert b"Technical documentation" not in said


def test_another_library_reads_the_same_in_the_language_of_the_reviewer(provider_asked, reviewer):
    asked_here(provider_asked, reviewer, DAY)
    User.objects.filter(pk=reviewer.user_id).update(language="fr")

    calendar = vobject.readOne(raw(issue(reviewer, None)).decode())

    [event] = calendar.vevent_list
    assert event.dtstart.value == DAY
    assert "vendredi 18 décembre 2026" in event.description.value
    assert calendar.method.value == "PUBLISH"


def test_many_cost_no_more_than_one(submission, provider_asked, reviewer, officer):
    def another(number):
        model = make_model(make_provider(f"P {number}"), f"M {number}")
        by = actor_for(make_member(model.provider, user=make_user(f"U {number}")))
        made = submitted(make_duty(model), by)
        remark(made, reviewer, DAY)
        asked_here(Provider.objects.get(pk=model.provider_id), reviewer, DAY)

    another(0)
    feed = issue(reviewer, None)
    raw(feed)
    with CaptureQueriesContext(connection) as one:
        raw(feed)
    for number in range(1, 5):
        another(number)
    raw(feed)

    with CaptureQueriesContext(connection) as many:
        raw(feed)

    assert len(events(feed)) == 10
    assert len(many) == len(one)
