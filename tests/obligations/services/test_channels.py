"""services/channels.py: a choice changes exactly the mails, and never loses a notice."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from obligations.models import ChannelChoice, Mail, Notice
from obligations.queries import channels as queries
from obligations.queries.notices import inbox
from obligations.services import channels, notices
from obligations.webhooks.kinds import KINDS
from providers.errors import InvalidInput, NotPermitted
from providers.models import AuditEvent, User
from tests.factories.duties import make_notice

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
# Noon in Brussels, and the seven in the morning that follows.
NOON = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


@pytest.fixture
def olivia(officer):
    return User.objects.get(pk=officer.user_id)


@pytest.fixture
def choose(olivia, officer):
    def choose(now=NOON, **given):
        return channels.choose(user=olivia, given=given, by=officer, now=now)

    return choose


def test_without_a_choice_everything_is_mailed_at_once(provider, olivia):
    make_notice(olivia.pk, provider)

    assert notices.send_due(now=NOON).sent == 1
    assert set(queries.chosen_by(olivia.pk).values()) == {"at-once"}


def test_the_inbox_alone_means_no_mail_ever_and_the_notice_stays(provider, olivia, officer, choose):
    choose(comments="inbox")
    quiet = make_notice(olivia.pk, provider, kind="comment.written")
    loud = make_notice(olivia.pk, provider, kind="duty.assigned")

    for hours in (0, 24, 48):
        notices.send_due(now=NOON + timedelta(hours=hours))

    assert len(mail.outbox) == 1
    assert list(Mail.objects.get().notices.all()) == [loud]
    assert set(inbox(officer)) == {quiet, loud}


def test_what_is_wanted_daily_waits_for_the_morning_and_leaves_in_one_mail(
    provider, olivia, officer, choose
):
    choose(comments="daily", reviews="daily")
    waiting = [
        make_notice(olivia.pk, provider, kind=kind)
        for kind in ("comment.written", "assessment.accepted", "comment.written")
    ]

    before = notices.send_due(now=NOON), notices.send_due(now=MORNING - MINUTE)
    assert [report.sent for report in before] == [0, 0]
    assert set(inbox(officer)) == set(waiting)

    assert notices.send_due(now=MORNING).sent == 1
    assert set(Mail.objects.get().notices.all()) == set(waiting)
    assert notices.send_due(now=MORNING + MINUTE).claimed == 0


def test_what_comes_at_seven_sharp_waits_for_the_next_morning():
    assert channels.next_daily_mail(MORNING) == MORNING + timedelta(days=1)
    assert channels.next_daily_mail(MORNING - MINUTE) == MORNING


def test_seven_in_the_morning_is_that_of_brussels_on_the_day_clocks_change():
    saturday = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)

    assert channels.next_daily_mail(saturday) == datetime(2026, 3, 29, 5, 0, tzinfo=UTC)


def test_a_choice_of_the_inbox_counts_for_what_still_waits(provider, olivia, choose):
    choose(comments="daily")
    make_notice(olivia.pk, provider, kind="comment.written")
    notices.send_due(now=NOON)

    choose(comments="inbox")

    assert notices.send_due(now=MORNING).claimed == 0
    assert Notice.objects.count() == 1


def test_a_choice_is_of_one_person(provider, olivia, colleague, choose):
    choose(comments="inbox")
    make_notice(colleague.user_id, provider, kind="comment.written")

    assert notices.send_due(now=NOON).sent == 1


@pytest.mark.parametrize("channel", ["daily", "inbox"])
def test_what_is_always_mailed_is_mailed_at_once_whatever_was_chosen(
    provider, olivia, choose, channel
):
    choose(**dict.fromkeys(queries.chosen_by(olivia.pk), channel))
    make_notice(olivia.pk, provider, is_always_mailed=True)

    assert notices.send_due(now=NOON).sent == 1


def test_a_kind_nobody_has_sorted_is_mailed_at_once(provider, olivia, choose):
    choose(**dict.fromkeys(queries.chosen_by(olivia.pk), "inbox"))
    make_notice(olivia.pk, provider, kind="audit.broken")
    make_notice(olivia.pk, provider, kind="something.new")

    assert notices.send_due(now=NOON).sent == 1
    assert Mail.objects.get().notices.count() == 2


def test_every_kind_a_webhook_hears_of_is_in_a_topic():
    assert [kind for kind in KINDS if queries.topic_of(kind) is None] == []


def test_choosing_is_on_the_trail_and_choosing_the_same_again_is_not(olivia, choose):
    choose(comments="daily", reviews="at-once")
    choose(comments="daily")

    event = AuditEvent.objects.get(action="person.channels_chosen")
    assert event.detail == {"before": {"comments": "at-once"}, "after": {"comments": "daily"}}
    assert ChannelChoice.objects.count() == 1


@pytest.mark.parametrize("given", [{}, {"weather": "daily"}, {"comments": "never"}])
def test_what_cannot_be_chosen_is_refused(choose, given):
    with pytest.raises(InvalidInput):
        choose(**given)

    assert not ChannelChoice.objects.exists()


def test_nobody_chooses_for_somebody_else(olivia, colleague):
    with pytest.raises(NotPermitted):
        channels.choose(user=olivia, given={"comments": "daily"}, by=colleague, now=NOON)


def test_the_page_keeps_what_was_chosen(sign_in, officer, olivia):
    client = sign_in(officer)
    page = reverse("notice-channels")
    given = {topic.value: "daily" for topic in queries.chosen_by(olivia.pk)}

    assert client.post(page, given | {"comments": "never"}).status_code == 422
    assert not ChannelChoice.objects.exists()
    assert client.post(page, given | {"comments": "inbox"})["Location"] == page
    assert queries.chosen_by(olivia.pk)["comments"] == "inbox"
    assert client.get(page).context["form"].initial["deadlines"] == "daily"
