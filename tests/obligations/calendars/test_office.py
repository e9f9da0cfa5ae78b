"""A reviewer's feed: what they asked for and their access, never what is the provider's own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import vobject
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from obligations.calendars.models import Feed
from obligations.calendars.services import feeds
from obligations.models import Deadline
from obligations.requests.models import Request
from obligations.requests.services import asking
from obligations.requests.services.asking import Question
from obligations.services import comments
from providers.errors import InvalidInput, NotPermitted
from providers.models import AuditEvent, OfficeAccess, Provider, User
from tests.api.conftest import Program
from tests.factories.assessments import submitted
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

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 18)
LATER = DAY + timedelta(days=7)


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path


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


def ask(provider, by, day=DAY):
    question = Question(asks="How?", basis="aia-91", purpose="To check.", due_on=day)
    return asking.ask(provider=provider, question=question, by=by, now=NOW)


def remark(submission, by, day=DAY):
    comment = comments.write(
        duty=submission.duty, assessment=submission, text="Which version?", is_shared=True,
        answer_by=day, by=by, now=NOW,
    )  # fmt: skip
    return Deadline.objects.get(matter_id=comment.pk)


def test_a_request_is_in_it_on_the_day_it_set(provider_asked, reviewer):
    made = ask(provider_asked, reviewer)

    event = events(issue(reviewer, None))[f"request-{made.pk}"]

    assert event["DTSTART"].dt == DAY
    assert event["SUMMARY"] == f"Answer to request {made.number} (Fictional Models SA)"
    assert "set in its request" in event["DESCRIPTION"]
    assert event["URL"].endswith(f"/office/requests/{made.pk}/")
    assert [days for days, _ in alarms(event)] == [7, 1]
    assert alarms(event)[1][1] == f"Tomorrow: Answer to request {made.number}"


def test_a_later_day_that_was_granted_moves_it(provider_asked, reviewer):
    made = ask(provider_asked, reviewer)
    feed = issue(reviewer, None)
    events(feed)
    made.extensions.create(provider=provider_asked, due_on=LATER, source="Letter.", recorded_at=NOW)

    event = events(feed)[f"request-{made.pk}"]

    assert (event["DTSTART"].dt, int(event["SEQUENCE"])) == (LATER, 1)


def test_what_was_answered_is_done_and_what_was_taken_back_cancelled(provider_asked, reviewer):
    answered, withdrawn = ask(provider_asked, reviewer), ask(provider_asked, reviewer)
    today = timezone.localdate()
    Request.objects.filter(pk=answered.pk).update(answered_on=today)
    Request.objects.filter(pk=withdrawn.pk).update(withdrawn_on=today, withdrawn_because="Moot.")

    found = events(issue(reviewer, None))

    assert found[f"request-{answered.pk}"]["SUMMARY"].startswith("Done: ")
    assert found[f"request-{withdrawn.pk}"]["STATUS"] == "CANCELLED"
    assert [alarms(one) for one in found.values()] == [[], []]


def test_a_remark_leads_to_the_submission_in_the_office(submission, reviewer):
    row = remark(submission, reviewer)

    event = events(issue(reviewer, None))[f"remark-{row.pk}"]

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
    remark(theirs, reviewer)
    mine = remark(submission, reviewer)

    found = events(issue(guest, None))

    assert {one for one in found if one.startswith("remark-")} == {f"remark-{mine.pk}"}
    assert b"Rival" not in raw(issue(guest, None))


def test_everything_is_gone_once_access_has_ended(submission, provider_asked, guest, reviewer):
    access = make_access(provider_asked, user_of(guest))
    remark(submission, reviewer)
    ask(provider_asked, reviewer)
    feed = issue(guest, None)
    assert len(events(feed)) == 3

    OfficeAccess.objects.filter(pk=access.pk).update(ended_at=timezone.now(), ended_because="Over.")

    assert events(feed) == {}
    assert b"Fictional" not in raw(feed)


def test_mine_only_leaves_out_what_others_asked(submission, provider_asked, reviewer):
    other = actor_for(make_user("Otto", is_office=True))
    mine = {f"remark-{remark(submission, reviewer).pk}"}
    mine |= {f"request-{ask(provider_asked, reviewer).pk}"}
    remark(submission, other)
    ask(provider_asked, other)

    assert events(issue(reviewer, None, mine_only=True)).keys() == mine
    assert len(events(issue(reviewer, None))) == 4


def test_discreet_titles_name_nothing(submission, provider_asked, reviewer):
    remark(submission, reviewer)
    ask(provider_asked, reviewer)

    said = raw(issue(reviewer, None, is_discreet=True))

    assert b"Fictional" not in said
    assert b"Meridian" not in said
    assert b"Technical documentation" not in said


def test_another_library_reads_the_same_in_the_language_of_the_reviewer(provider_asked, reviewer):
    ask(provider_asked, reviewer)
    User.objects.filter(pk=reviewer.user_id).update(language="fr")

    calendar = vobject.readOne(raw(issue(reviewer, None)).decode())

    [event] = calendar.vevent_list
    assert event.dtstart.value == DAY
    assert "vendredi 18 décembre 2026" in event.description.value
    assert calendar.method.value == "PUBLISH"


@pytest.mark.parametrize("end", ["office", "account", "revoked", "renewed"])
def test_a_feed_ends(end, reviewer):
    feed, person = issue(reviewer, None), User.objects.filter(pk=reviewer.user_id)
    assert raw(feed)
    if end == "office":
        person.update(is_office=False)
    elif end == "account":
        person.update(is_active=False)
    elif end == "revoked":
        feeds.revoke(feed=feed, by=reviewer, now=NOW)
    else:
        feeds.renew(feed=feed, by=reviewer, now=NOW)

    assert Client().get(feed.address).status_code == 404


def test_members_of_providers_have_none_and_reviewers_none_with_targets(officer, reviewer):
    with pytest.raises(NotPermitted):
        issue(officer, None)
    with pytest.raises(InvalidInput) as refused:
        issue(reviewer, None, with_targets=True)

    assert refused.value.field == "with_targets"


def test_the_page_issues_shows_and_revokes_it(sign_in, reviewer):
    client = sign_in(reviewer)
    assert "/account/calendar/" in client.get("/account/").content.decode()

    wrong = client.post("/account/calendar/", {"about": "office", "label": ""})
    made = client.post("/account/calendar/", {"about": "office", "label": "Phone"})
    feed = Feed.objects.get()

    assert (wrong.status_code, made.status_code) == (422, 200)
    assert "http://testserver/calendar/" in made.content.decode()
    assert (feed.provider, feed.mine_only, feed.is_discreet) == (None, False, False)
    assert (
        "Requests and observations of every reviewer"
        in client.get("/account/calendar/").content.decode()
    )
    assert AuditEvent.objects.get(action="calendar-feed.issued").provider is None
    client.post(f"/account/calendar/{feed.pk}/revoke/")
    feed.refresh_from_db()
    assert feed.revoked_at


def test_a_reviewer_is_offered_no_feed_of_a_provider(sign_in, reviewer, provider):
    answer = sign_in(reviewer).post(
        "/account/calendar/", {"label": "x", "provider": str(provider.pk)}
    )

    assert answer.status_code == 422
    assert not Feed.objects.exists()


def test_a_member_cannot_ask_for_a_reviewers(sign_in, officer):
    answer = sign_in(officer).post("/account/calendar/", {"about": "office", "label": "x"})

    assert answer.status_code in (403, 422)
    assert not Feed.objects.exists()


def test_who_is_neither_is_sent_home(sign_in):
    nobody = actor_for(make_user("Nora"))

    assert sign_in(nobody).get("/account/calendar/").status_code == 302


def test_somebody_who_is_both_has_both(sign_in, reviewer, provider):
    make_member(provider, user=user_of(reviewer))

    text = sign_in(reviewer).get("/account/calendar/").content.decode()

    assert 'id="new-provider"' in text
    assert 'id="new-office"' in text
    assert 'value="office"' in text


def test_a_program_reads_that_it_is_about_no_one_provider(reviewer):
    issue(reviewer, None)

    [row] = Program(reviewer).get("calendar-feeds/").json()["results"]

    assert (row["provider"], row["with_targets"]) == (None, False)


def test_many_cost_no_more_than_one(submission, provider_asked, reviewer, officer):
    def another(number):
        model = make_model(make_provider(f"P {number}"), f"M {number}")
        by = actor_for(make_member(model.provider, user=make_user(f"U {number}")))
        made = submitted(make_duty(model), by)
        remark(made, reviewer)
        ask(Provider.objects.get(pk=model.provider_id), reviewer)

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
