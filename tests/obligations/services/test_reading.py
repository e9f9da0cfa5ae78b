"""services/reading.py: a notice put off leaves the unread ones and comes back on its day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from obligations.models import Notice
from obligations.queries import notices as queries
from obligations.services import reading
from providers.errors import InvalidInput, NotPermitted
from tests.factories.duties import make_notice

pytestmark = pytest.mark.django_db
# Late in the evening of the 22nd in UTC, which is the 23rd in Brussels.
NOW = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


@pytest.fixture
def notice(provider, officer):
    return make_notice(officer.user_id, provider)


def unread(actor, on):
    return list(queries.unread(actor, on)), queries.unread_count(actor, on)


def test_what_is_put_off_comes_back_on_its_day(notice, officer):
    reading.snooze(notice=notice, until=TODAY + 7 * DAY, by=officer, now=NOW)

    assert unread(officer, TODAY) == ([], 0)
    assert unread(officer, TODAY + 6 * DAY) == ([], 0)
    assert unread(officer, TODAY + 7 * DAY) == ([notice], 1)
    assert list(queries.inbox(officer)) == [notice]


def test_what_was_read_is_unread_when_it_comes_back(notice, officer):
    reading.mark_read(notice=notice, by=officer, now=NOW)
    reading.snooze(notice=notice, until=TODAY + DAY, by=officer, now=NOW)

    assert unread(officer, TODAY + DAY) == ([notice], 1)


def test_reading_what_was_put_off_ends_it(notice, officer):
    reading.snooze(notice=notice, until=TODAY + DAY, by=officer, now=NOW)
    reading.mark_read(notice=notice, by=officer, now=NOW)

    assert unread(officer, TODAY + 9 * DAY) == ([], 0)


@pytest.mark.parametrize("is_put_off", [True, False])
def test_a_notice_is_marked_unread_again(notice, officer, is_put_off):
    if is_put_off:
        reading.snooze(notice=notice, until=TODAY + DAY, by=officer, now=NOW)
    else:
        reading.mark_read(notice=notice, by=officer, now=NOW)

    reading.mark_unread(notice=notice, by=officer)

    assert unread(officer, TODAY) == ([notice], 1)


def test_marking_all_as_read_leaves_what_is_put_off(provider, notice, officer):
    make_notice(officer.user_id, provider)
    reading.snooze(notice=notice, until=TODAY + DAY, by=officer, now=NOW)

    assert len(reading.mark_all_read(by=officer, now=NOW)) == 1
    assert unread(officer, TODAY + DAY) == ([notice], 1)


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_a_day_that_is_no_later_one_or_over_a_year_away_is_refused(notice, officer, days):
    with pytest.raises(InvalidInput) as refused:
        reading.snooze(notice=notice, until=TODAY + days * DAY, by=officer, now=NOW)

    assert refused.value.field == "until"


def test_nobody_puts_off_or_marks_what_was_sent_to_somebody_else(notice, colleague):
    with pytest.raises(NotPermitted):
        reading.snooze(notice=notice, until=TODAY + DAY, by=colleague, now=NOW)
    with pytest.raises(NotPermitted):
        reading.mark_unread(notice=notice, by=colleague)


def test_the_page_puts_off_and_brings_back(sign_in, officer, notice):
    client = sign_in(officer)
    later = (timezone.now() + 3 * DAY).date()
    snooze = reverse("inbox-snooze", args=[notice.pk])

    for wrong in ("", "soon", "2020-01-01"):
        told = client.post(snooze, {"until": wrong}, follow=True)
        assert "Not put off" in told.content.decode()
    assert Notice.objects.get().snoozed_until is None

    client.post(snooze, {"until": later.isoformat()})
    assert client.get(f"{reverse('inbox')}?show=unread").context["unread"] == 0
    assert "Comes back on" in client.get(reverse("inbox")).content.decode()

    client.post(reverse("inbox-unread", args=[notice.pk]))
    assert client.get(f"{reverse('inbox')}?show=unread").context["unread"] == 1


def test_rivals_find_no_notice_to_put_off(sign_in, rival, notice):
    for name in ("inbox-snooze", "inbox-unread"):
        answer = sign_in(rival).post(reverse(name, args=[notice.pk]), {"until": "2030-01-01"})
        assert answer.status_code == 404
