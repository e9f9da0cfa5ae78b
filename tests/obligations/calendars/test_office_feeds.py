"""A reviewer's feed: who gets one, at which page, and when it ends."""

from __future__ import annotations

import pytest
from django.test import Client

from obligations.calendars.models import Feed
from obligations.calendars.services import feeds
from providers.errors import InvalidInput, NotPermitted
from providers.models import AuditEvent, User
from tests.api.conftest import Program
from tests.factories.providers import NOW, actor_for, make_member, make_user, user_of
from tests.obligations.calendars.reading import issue, raw

pytestmark = pytest.mark.django_db


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

    assert answer.status_code == 422
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
