"""Own target days where people look at days: the timeline, the month and the start page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from obligations.models import Duty
from tests.factories import evidence as make

pytestmark = pytest.mark.django_db

DAY = date(2026, 12, 18)
SPAN = {"begins": "2026-11-01", "ends": "2027-02-01"}


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
    assert (mark.on.count, mark.on.path) == (2, "#targets")
    assert 'id="targets"' in answer.content.decode()


def test_a_list_cut_short_leads_to_every_open_target_of_the_model(
    page, duty, ai_model, monkeypatch
):
    monkeypatch.setattr("obligations.views.timeline.LISTED", 1)
    make.make_duty(ai_model, "aia-53-1-b", target_on=DAY)
    make.make_duty(ai_model, "aia-53-1-c", target_on=DAY, work_status="handed-in")
    make.make_duty(ai_model.provider, "aia-54-1", target_on=DAY)

    answer = page.get(reverse("timeline"), SPAN | {"model": str(ai_model.pk)})

    address = answer.context["all_targets"]
    assert escape(address) in answer.content.decode()
    assert "The first 1 are listed" in answer.content.decode()
    board = page.get(address)
    assert {one.key for one in board.context["page"]} == {"aia-53-1-b", duty.key}


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


def near(days):
    return timezone.localdate() + timedelta(days=days)


def on_home(client):
    found = client.get("/").context["attention"]
    return next((one for one in found if one.kind.name == "own-targets"), None)


def test_home_names_targets_at_hand_after_the_clocks_of_the_law(page, ai_model):
    for number, days in enumerate((-40, 0, 14, 15)):
        make.make_duty(ai_model, f"aia-annex-xi-1-{number}", target_on=near(days))
    make.make_duty(ai_model, "aia-53-1-b", flag="upcoming-7", due_on=near(5))
    make.make_duty(ai_model, "aia-53-1-c", decision="returned")

    answer = page.get("/")

    found = [one.kind.name for one in answer.context["attention"]]
    assert found[2:5] == ["soon", "own-targets", "returned"]
    text = answer.content.decode()
    cards = [text.index(f'id="{name}"') for name in ("soon", "own-targets", "returned")]
    assert cards == sorted(cards)
    assert "Days that people here set, not the law" in text
    own = on_home(page)
    assert [one.key[-1] for one in own.targets] == ["0", "1", "2"]
    assert page.get(own.url).context["total"] == own.count == 3


def test_home_says_nothing_of_targets_that_are_handed_in_or_a_rivals(page, ai_model, rival_model):
    make.make_duty(ai_model, target_on=near(1), work_status="handed-in")
    make.make_duty(rival_model, target_on=near(1))

    assert on_home(page) is None


def test_home_counts_those_beyond_the_first_and_leads_to_all(page, ai_model):
    for number in range(7):
        make.make_duty(ai_model, f"aia-annex-xi-1-{number}", target_on=near(number))

    own = on_home(page)

    assert (own.count, len(own.targets), own.more) == (7, 5, 2)


def test_home_costs_the_same_with_many_targets(page, ai_model):
    make.make_duty(ai_model, target_on=near(1))
    page.get("/")
    with CaptureQueriesContext(connection) as one:
        page.get("/")
    for number in range(9):
        make.make_duty(ai_model, f"aia-annex-xi-1-{number}", target_on=near(number))

    with CaptureQueriesContext(connection) as many:
        page.get("/")

    assert len(many) == len(one)


@pytest.mark.parametrize(("asked", "count"), [("passed", 1), ("near", 2), ("open", 3), ("", 4)])
def test_the_board_narrows_to_targets_not_handed_in(page, ai_model, asked, count):
    for number, days in enumerate((-1, 14, 15)):
        make.make_duty(ai_model, f"aia-annex-xi-1-{number}", target_on=near(days))
    make.make_duty(ai_model, target_on=near(-1), work_status="handed-in")

    assert page.get(reverse("duties"), {"target": asked}).context["total"] == count
