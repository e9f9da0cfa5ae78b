"""services/notices.py: told once, mailed until the post takes it, and given up in plain sight."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from obligations.models import Mail, Notice
from obligations.services import notices, reading
from providers.errors import NotPermitted
from providers.models import Membership, User
from tests.factories.duties import make_notice
from tests.factories.providers import make_member, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def olivia(officer):
    return User.objects.get(pk=officer.user_id)


@pytest.fixture
def post(monkeypatch):
    """A post office whose answers a test may change: an error refuses, None takes the mail."""

    class Post:
        error = None

    def send(self, messages):
        if Post.error:
            raise Post.error
        return taken(self, messages)

    taken = EmailBackend.send_messages
    monkeypatch.setattr(EmailBackend, "send_messages", send)
    return Post


def queue(provider, recipients, now, **fields):
    said = {
        "kind": "deadline.flagged",
        "key": "deadline:1:overdue",
        "title": "Overdue",
        "text": "It is late.",
        "path": "/duties/1/",
    }
    return notices.queue(recipients=recipients, provider=provider, now=now, **said | fields)


def test_a_thing_is_told_once_to_each_person(provider, officer, colleague, now):
    people = [officer.user_id, colleague.user_id]

    told = [queue(provider, people, now), queue(provider, [*people, officer.user_id], now)]

    assert told == [2, 0]
    assert Notice.objects.count() == 2


def test_another_person_is_told_though_the_first_was(provider, officer, colleague, now):
    queue(provider, [officer.user_id], now)

    assert queue(provider, [officer.user_id, colleague.user_id], now) == 1


def test_a_title_too_long_for_its_column_is_shortened(provider, olivia, now):
    queue(provider, [olivia], now, title="x" * 500)

    assert Notice.objects.get().title == "x" * 299 + "…"


def test_a_notice_is_sent_once(provider, officer, now):
    queue(provider, [officer.user_id], now)

    first = notices.send_due(now=now)
    second = notices.send_due(now=now + MINUTE)

    assert (first.sent, second.claimed) == (1, 0)
    assert len(mail.outbox) == 1
    assert Mail.objects.get().sent_at == now


def test_what_waits_for_a_person_about_a_provider_leaves_in_one_mail(
    provider, rival_provider, officer, rival, now
):
    for _ in range(3):
        make_notice(officer.user_id, provider)
    make_notice(rival.user_id, rival_provider)

    assert notices.send_due(now=now).sent == 2
    assert sorted(len(one.notices.all()) for one in Mail.objects.all()) == [1, 3]
    assert sorted("and 2 more" in one.subject for one in mail.outbox) == [False, True]


def test_a_flood_is_split_into_mails_of_a_readable_length(provider, officer, now):
    for _ in range(notices.NOTICES_PER_MAIL + 1):
        make_notice(officer.user_id, provider)

    assert notices.send_due(now=now).sent == 2


def test_a_refused_mail_is_tried_again_ever_later_and_then_given_up(provider, officer, now, post):
    queue(provider, [officer.user_id], now)
    post.error = ConnectionRefusedError("no post today")
    waits, at = [], now
    while (report := notices.send_due(now=at)).postponed:
        assert notices.send_due(now=at).claimed == 0
        following = Mail.objects.get().next_try_at
        waits.append(following - at)
        at = following

    assert report.given_up == 1
    assert waits[:4] == [2 * MINUTE, 4 * MINUTE, 8 * MINUTE, 16 * MINUTE]
    assert waits == sorted(waits)
    assert len(waits) == notices.TRIES - 1
    letter = Mail.objects.get()
    assert letter.given_up_at == at
    assert letter.last_error == "ConnectionRefusedError: no post today"
    assert notices.send_due(now=at + timedelta(days=9)).claimed == 0


def test_a_mail_leaves_once_the_post_is_back(provider, officer, now, post):
    queue(provider, [officer.user_id], now)
    post.error = TimeoutError()
    notices.send_due(now=now)

    post.error = None
    report = notices.send_due(now=now + 2 * MINUTE)

    assert report.sent == 1
    assert Mail.objects.get().last_error == ""


def test_one_refused_mail_does_not_hold_up_the_others(provider, officer, colleague, now):
    bad = User.objects.get(pk=officer.user_id)
    bad.email = "officer\nBcc: everybody@example.org"
    bad.save()
    queue(provider, [officer.user_id, colleague.user_id], now)

    report = notices.send_due(now=now)

    assert (report.sent, report.postponed) == (1, 1)


def test_every_try_carries_the_same_message_id(provider, officer, now):
    queue(provider, [officer.user_id], now)
    notices.send_due(now=now)
    # What a worker leaves that dies between sending and noting.
    Mail.objects.update(sent_at=None, claimed_until=now + notices.CLAIM)

    assert notices.send_due(now=now + MINUTE).claimed == 0
    assert notices.send_due(now=now + notices.CLAIM).sent == 1
    first, second = (one.extra_headers["Message-ID"] for one in mail.outbox)
    assert first == second
    assert first.endswith("@127.0.0.1>")


def test_a_mail_that_kills_its_worker_every_time_is_given_up(provider, officer, now):
    queue(provider, [officer.user_id], now)
    notices.gather(now=now)
    Mail.objects.update(attempts=notices.TRIES)

    assert notices.send_due(now=now).given_up == 1
    assert mail.outbox == []


def test_who_left_the_provider_is_told_nothing_more_about_it(provider, officer, now):
    queue(provider, [officer.user_id], now)
    Membership.objects.filter(user=officer.user_id).update(ended_at=now)

    assert notices.send_due(now=now).given_up == 1
    assert mail.outbox == []


def test_who_may_no_longer_sign_in_gets_no_mail(provider, officer, now):
    queue(provider, [officer.user_id], now)
    User.objects.filter(pk=officer.user_id).update(is_active=False)

    assert notices.send_due(now=now).given_up == 1


def test_a_reviewer_is_told_about_a_provider_without_being_its_member(provider, reviewer, now):
    queue(provider, [reviewer.user_id], now)

    assert notices.send_due(now=now).sent == 1


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_send_every_mail_once(provider, now):
    people = [make_member(provider) for _ in range(30)]
    queue(provider, people, now)

    reports = at_once(*[lambda: notices.send_due(now=now, limit=10)] * 4)
    while (report := notices.send_due(now=now)).claimed:
        reports.append(report)

    assert sum(report.sent for report in reports) == 30
    assert sorted(one.to[0] for one in mail.outbox) == sorted(one.email for one in people)


@pytest.mark.django_db(transaction=True)
def test_eight_queues_at_once_tell_each_person_once(provider, now):
    people = [make_user() for _ in range(5)]

    told = at_once(*[lambda: queue(provider, people, now)] * 8)

    assert sum(told) == 5
    assert Notice.objects.count() == 5


def test_only_the_recipient_marks_a_notice_as_read(provider, officer, rival, now):
    notice = make_notice(officer.user_id, provider)

    with pytest.raises(NotPermitted):
        reading.mark_read(notice=notice, by=rival, now=now)
    reading.mark_read(notice=notice, by=officer, now=now)
    reading.mark_read(notice=notice, by=officer, now=now + MINUTE)

    assert Notice.objects.get().read_at == now


def test_all_of_ones_own_notices_are_marked_at_once(provider, officer, colleague, now):
    for person in (officer, officer, colleague):
        make_notice(person.user_id, provider)

    assert len(reading.mark_all_read(by=officer, now=now)) == 2
    assert Notice.objects.filter(read_at=None).get().recipient_id == colleague.user_id
