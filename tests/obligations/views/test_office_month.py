"""The reviewer's month: what was asked of providers, and nothing of theirs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from obligations.models import Deadline
from obligations.services import comments
from tests.factories.assessments import submitted
from tests.factories.duties import make_deadline
from tests.factories.evidence import make_duty
from tests.factories.providers import NOW, actor_for, make_access, make_user, user_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 18)
MONTH = {"month": "2026-12"}


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path


@pytest.fixture
def submission(ai_model, officer):
    return submitted(make_duty(ai_model, target_on=DAY), officer)


def remark(submission, by, day=DAY):
    return comments.write(
        duty=submission.duty, assessment=submission, text="Which version?", is_shared=True,
        answer_by=day, by=by, now=NOW,
    )  # fmt: skip


def shown(answer):
    cells = (cell for week in answer.context["month"].weeks for cell in week)
    return {cell.day: [one.kind for one in cell.office] for cell in cells if cell.office}


def test_it_shows_what_was_asked_and_the_end_of_access(submission, reviewer, sign_in, provider):
    guest = actor_for(make_user("Gerda", is_office=True, needs_access=True))
    remark(submission, reviewer)
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
    remark(submission, actor_for(make_user("Otto", is_office=True)))

    answer = sign_in(reviewer).get(reverse("office-month"), MONTH | {"mine": "1"})

    assert shown(answer) == {}
    assert "?month=2027-01&amp;mine=1" in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"met_at": NOW, "done_on": NOW.date()}, "Answered"), ({"cancelled_at": NOW}, "Taken back")],
)
def test_it_says_what_became_of_it(submission, reviewer, sign_in, fields, said):
    remark(submission, reviewer)
    Deadline.objects.filter(matter="remark").update(**fields)

    assert f"· {said}" in sign_in(reviewer).get(reverse("office-month"), MONTH).content.decode()


def test_what_has_no_answer_after_its_day_says_so(submission, reviewer, sign_in):
    past = timezone.localdate() - timedelta(days=1)
    remark(submission, reviewer)
    Deadline.objects.filter(matter="remark").update(due_on=past)

    answer = sign_in(reviewer).get(reverse("office-month"), {"month": f"{past:%Y-%m}"})

    assert "No answer yet" in answer.content.decode()


def test_it_is_the_offices_alone(officer, sign_in):
    assert sign_in(officer).get(reverse("office-month")).status_code == 403


def test_it_costs_the_same_with_many(submission, reviewer, sign_in):
    client = sign_in(reviewer)
    remark(submission, reviewer)
    client.get(reverse("office-month"), MONTH)
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("office-month"), MONTH)
    for number in range(5):
        remark(submission, reviewer, DAY + timedelta(days=number))

    with CaptureQueriesContext(connection) as many:
        client.get(reverse("office-month"), MONTH)

    assert len(many) == len(one)
