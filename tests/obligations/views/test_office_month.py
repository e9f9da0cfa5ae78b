"""The reviewer's month: what was asked of providers, and nothing of theirs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from obligations.models import Deadline
from obligations.queries import office_days
from obligations.services import assessments, comments
from providers.models import OfficeAccess, Provider
from tests.factories.assessments import remark, submitted
from tests.factories.duties import make_deadline
from tests.factories.evidence import make_duty
from tests.factories.providers import NOW, actor_for, make_access, make_user, user_of
from tests.obligations.requests.made import asked_here

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 18)
ONE_DAY = timedelta(days=1)
MONTH = {"month": "2026-12"}


@pytest.fixture
def submission(ai_model, officer):
    return submitted(make_duty(ai_model, target_on=DAY), officer)


def shown(answer):
    cells = (cell for week in answer.context["month"].weeks for cell in week)
    return {cell.day: [one.kind for one in cell.office] for cell in cells if cell.office}


def test_it_shows_what_was_asked_and_the_end_of_access(submission, reviewer, sign_in, provider):
    guest = actor_for(make_user("Gerda", is_office=True, needs_access=True))
    remark(submission, reviewer, DAY)
    access = make_access(provider, user_of(guest), ends_on=DAY + timedelta(days=2))

    answer = sign_in(guest).get(reverse("office-month"), MONTH)

    assert shown(answer) == {DAY: ["remark"], access.ends_on: ["access"]}
    text = answer.content.decode()
    assert f"{reverse('office-submission', args=[submission.pk])}#remarks" in text
    assert "Answer to an observation" in text


def test_nothing_of_the_provider_is_in_it(submission, reviewer, sign_in):
    make_deadline(submission.duty, DAY, title="SECRET")

    answer = sign_in(reviewer).get(reverse("office-month"), MONTH)

    assert shown(answer) == {}
    assert "SECRET" not in answer.content.decode()
    assert "wn target" not in answer.content.decode()


def test_only_mine_stays_chosen_from_month_to_month(submission, reviewer, sign_in):
    remark(submission, actor_for(make_user("Otto", is_office=True)), DAY)

    answer = sign_in(reviewer).get(reverse("office-month"), MONTH | {"mine": "1"})

    assert shown(answer) == {}
    assert "?month=2027-01&amp;mine=1" in answer.content.decode()


def test_it_says_what_became_of_it(submission, reviewer, officer, sign_in):
    def page():
        return sign_in(reviewer).get(reverse("office-month"), MONTH).content.decode()

    remark(submission, reviewer, DAY)
    answered = {"text": "Here.", "is_shared": True, "by": officer, "now": NOW}
    comments.write(duty=submission.duty, assessment=submission, **answered)
    assert "· Answered" in page()
    remark(submission, reviewer, DAY)
    assessments.withdraw(assessment=submission, because="Early.", by=officer, now=NOW)

    assert "· Waited for no longer" in page()


def test_what_has_no_answer_after_its_day_says_so(submission, reviewer, sign_in):
    past = timezone.localdate() - timedelta(days=1)
    remark(submission, reviewer, DAY)
    Deadline.objects.filter(matter="remark").update(due_on=past)

    answer = sign_in(reviewer).get(reverse("office-month"), {"month": f"{past:%Y-%m}"})

    assert "No answer yet" in answer.content.decode()


def test_what_was_answered_long_before_its_month_is_still_in_it(submission, reviewer, sign_in):
    remark(submission, reviewer, DAY)
    long_ago = NOW - timedelta(days=400)
    Deadline.objects.filter(matter="remark").update(met_at=long_ago, done_on=long_ago.date())

    assert shown(sign_in(reviewer).get(reverse("office-month"), MONTH)) == {DAY: ["remark"]}


def test_only_the_days_shown_are_read(submission, reviewer):
    Provider.objects.filter(pk=submission.provider_id).update(shared_with_office_at=NOW)
    provider = Provider.objects.get(pk=submission.provider_id)
    first, last = date(2026, 11, 30), date(2027, 1, 3)
    for day in (first - ONE_DAY, first, last, last + ONE_DAY):
        remark(submission, reviewer, day)
        asked_here(provider, reviewer, day)
        make_access(provider, user_of(reviewer), begins_on=NOW.date(), ends_on=day)

    found = office_days.within(reviewer, mine_only=False, begins=first, ends=last, now=NOW)

    kinds = ("access", "remark", "request")
    assert [(one.day, one.kind) for one in found] == [
        (day, kind) for day in (first, last) for kind in kinds
    ]


def test_access_that_ended_is_on_its_last_day(provider, sign_in):
    guest = actor_for(make_user("Gerda", is_office=True, needs_access=True))
    today = timezone.localdate()
    over = make_access(
        provider, user_of(guest), begins_on=today - timedelta(days=90), ends_on=today - ONE_DAY
    )
    ended = make_access(
        provider, user_of(guest), begins_on=today - timedelta(days=90), ends_on=today + ONE_DAY
    )
    never = make_access(provider, user_of(guest), begins_on=today, ends_on=today + ONE_DAY)
    for one in (ended, never):
        OfficeAccess.objects.filter(pk=one.pk).update(
            ended_at=timezone.now() - 3 * ONE_DAY, ended_because="Over."
        )

    found = office_days.within(
        guest, mine_only=False, begins=today - 5 * ONE_DAY, ends=today, now=timezone.now()
    )
    month = {"month": f"{over.ends_on:%Y-%m}"}
    text = sign_in(guest).get(reverse("office-month"), month).content.decode()

    assert [(one.id, one.day, one.state) for one in found] == [
        (ended.pk, today - 3 * ONE_DAY, "done"),
        (over.pk, today - ONE_DAY, "done"),
    ]
    assert "· Ended" in text
    assert "Answered" not in text
    assert "No answer yet" not in text


def test_it_is_the_offices_alone(officer, sign_in):
    assert sign_in(officer).get(reverse("office-month")).status_code == 403


def test_it_costs_the_same_with_many(submission, reviewer, sign_in):
    client = sign_in(reviewer)
    remark(submission, reviewer, DAY)
    client.get(reverse("office-month"), MONTH)
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("office-month"), MONTH)
    for number in range(5):
        remark(submission, reviewer, DAY + timedelta(days=number))

    with CaptureQueriesContext(connection) as many:
        client.get(reverse("office-month"), MONTH)

    assert len(many) == len(one)
