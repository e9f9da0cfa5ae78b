"""Own target days where people look at days: the timeline, the month and the start page."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from obligations.models import Duty
from tests.factories import evidence as make

pytestmark = pytest.mark.django_db

DAY = date(2026, 12, 18)
SPAN = {"begins": "2026-11-01", "ends": "2027-02-01"}


@pytest.fixture
def page(sign_in, officer):
    return sign_in(officer)


@pytest.fixture
def duty(ai_model):
    return make.make_duty(ai_model, target_on=DAY)


def lanes(answer):
    return {lane.name: lane.marks for lane in answer.context["picture"].lanes}


def test_the_timeline_draws_own_targets_apart_from_the_days_of_the_law(page, duty):
    answer = page.get(reverse("timeline"), SPAN)

    [mark] = lanes(answer)["Own target days"]
    assert (mark.on.day, mark.on.is_own) == (DAY, True)
    assert mark.on.path == reverse("duty", args=[duty.pk])
    assert "own target day" in mark.label
    text = answer.content.decode()
    assert 'class="chart-own"' in text
    assert "Own target day, not a day of the law" in text


def test_several_on_one_day_lead_to_the_list_below(page, duty, ai_model):
    make.make_duty(ai_model, "aia-53-1-b", target_on=DAY)

    answer = page.get(reverse("timeline"), SPAN)

    [mark] = lanes(answer)["Own target days"]
    assert (mark.on.count, mark.on.path) == (2, reverse("timeline") + "#targets")
    assert 'id="targets"' in answer.content.decode()


def test_a_target_after_the_last_day_is_said_to_lie_there(page, duty):
    Duty.objects.update(due_on=date(2026, 12, 1))

    text = page.get(reverse("timeline"), SPAN).content.decode()

    assert "The own target lies after it." in text


@pytest.mark.parametrize(
    "fields", [{"work_status": "handed-in"}, {"ended_on": DAY}, {"target_on": None}]
)
@pytest.mark.parametrize("name", ["timeline", "month"])
def test_what_is_handed_in_or_ended_has_no_target(page, duty, name, fields):
    Duty.objects.filter(pk=duty.pk).update(**fields)

    text = page.get(reverse(name), SPAN | {"month": "2026-12"}).content.decode()

    assert "wn target day" not in text


def test_the_filters_of_the_timeline_hold_for_targets(page, duty, provider):
    make.make_duty(provider, "aia-54-1", target_on=DAY)

    def shown(**asked):
        return [one.key for one in page.get(reverse("timeline"), SPAN | asked).context["targets"]]

    assert shown(model="provider") == ["aia-54-1"]
    assert shown(model=str(duty.ai_model_id)) == [duty.key]
    assert shown(ends="2026-12-01") == []


@pytest.mark.parametrize("name", ["timeline", "month"])
def test_a_rivals_targets_are_not_shown(page, rival_model, name):
    make.make_duty(rival_model, target_on=DAY)

    text = page.get(reverse(name), SPAN | {"month": "2026-12"}).content.decode()

    assert "wn target day" not in text


def test_the_month_shows_them_on_their_day_in_a_frame(page, duty):
    answer = page.get(reverse("month"), {"month": "2026-12"})

    month = answer.context["month"]
    [cell] = [cell for week in month.weeks for cell in week if cell.targets]
    assert (cell.day, cell.targets, month.count, month.targets_count) == (DAY, [duty], 0, 1)
    assert "month-item is-own" in answer.content.decode()
    assert "people here set it, no text does" in answer.content.decode()


@pytest.mark.parametrize("name", ["timeline", "month"])
def test_it_costs_the_same_with_many_targets(page, duty, ai_model, name):
    page.get(reverse(name), {"month": "2026-12"})
    with CaptureQueriesContext(connection) as one:
        page.get(reverse(name), {"month": "2026-12"})
    for day in range(2, 12):
        make.make_duty(ai_model, f"aia-annex-xi-1-{day}", target_on=date(2026, 12, day))

    with CaptureQueriesContext(connection) as many:
        page.get(reverse(name), {"month": "2026-12"})

    assert len(many) == len(one)
