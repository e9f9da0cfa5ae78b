"""The timeline: spans, what is kept until when, what would follow, and the month."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from obligations.models import Deadline, EvidenceVersion
from obligations.services import catalogue
from obligations.views import timeline
from providers.models import AuditEvent
from tests.factories import duties as rows
from tests.factories import evidence as make
from tests.factories.providers import make_fact


def test_the_whole_span_from_2024_to_2037_can_be_shown(page, duty):
    rows.make_deadline(duty, date(2036, 5, 1), title="Far away")

    answer = page.get(reverse("timeline"), {"begins": "2024-01-01", "ends": "2037-12-31"})

    assert [row.title for row in answer.context["rows"]] == ["Far away"]
    assert not answer.context["form"].errors


def test_every_span_offered_leads_to_itself(page, duty):
    for name, address, _ in page.get(reverse("timeline")).context["form"].views:
        answer = page.get(reverse("timeline") + address)

        assert not answer.context["form"].errors, name


def test_a_day_whose_rows_are_left_out_leads_to_a_list_of_its_own(page, duty, monkeypatch):
    monkeypatch.setattr(timeline, "LISTED", 3)
    asked = {
        "begins": "2026-01-01",
        "ends": "2027-12-31",
        "model": str(duty.ai_model_id),
        "met": "on",
    }
    for day in (date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3)):
        for title in ("One", "Other"):
            rows.make_deadline(duty, day, clock=f"{title} {day}", title=title)

    answer = page.get(reverse("timeline"), asked)
    [lane] = answer.context["picture"].lanes
    listed, cut, unlisted = (mark.on.path for mark in lane.marks)
    of_the_day = page.get(reverse("timeline") + unlisted)

    text = answer.content.decode()
    assert f'id="{listed.removeprefix("#")}"' in text
    assert cut.startswith("?")
    assert "begins=2026-12-02&ends=2026-12-03" in cut
    assert f"model={duty.ai_model_id}&met=on" in unlisted
    assert {row.due_on for row in of_the_day.context["listed"]} == {date(2026, 12, 3)}
    assert "says the same in words of the first 3 deadlines" in text


def test_a_day_with_more_than_is_listed_leads_to_its_first_row(page, duty, monkeypatch):
    monkeypatch.setattr(timeline, "LISTED", 1)
    for title in ("One", "Other"):
        rows.make_deadline(duty, date(2026, 12, 1), clock=title, title=title)

    answer = page.get(reverse("timeline"), {"begins": "2026-12-01", "ends": "2026-12-02"})

    assert [mark.on.path for mark in answer.context["picture"].lanes[0].marks] == [
        "#day-2026-12-01"
    ]


def test_what_is_kept_is_shown_on_its_last_day(page, duty, officer):
    version = make.attach(duty, by=officer)
    EvidenceVersion.objects.filter(pk=version.pk).update(keep_until=date(2036, 9, 1))

    answer = page.get(reverse("timeline"), {"begins": "2036-01-01", "ends": "2036-12-31"})

    assert [(one.day, one.count) for one in answer.context["kept"]] == [(date(2036, 9, 1), 1)]
    assert "Kept until" in [lane.name for lane in answer.context["picture"].lanes]


def test_a_rivals_evidence_is_kept_out_of_mine(page, rival_model, rival):
    version = make.attach(make.make_duty(rival_model), by=rival)
    EvidenceVersion.objects.filter(pk=version.pk).update(keep_until=date(2036, 9, 1))

    answer = page.get(reverse("timeline"), {"begins": "2036-01-01", "ends": "2036-12-31"})

    assert answer.context["kept"] == []


def test_what_if_asks_the_law_and_records_nothing(page, ai_model, now):
    catalogue.sync(now=now)
    make_fact(ai_model, "general-purpose", decision=True, reasons="It does many tasks.")
    before = AuditEvent.objects.count(), Deadline.objects.count()

    answer = page.get(
        reverse("timeline"),
        {"model": str(ai_model.pk), "placed_on": "2027-03-01", "ends": "2028-01-01"},
    )

    supposed = answer.context["what_if"]
    assert date(2027, 3, 1) in {one.due.strict for one in supposed.due}
    assert "If placed 1 Mar 2027" in [lane.name for lane in answer.context["picture"].lanes]
    assert (AuditEvent.objects.count(), Deadline.objects.count()) == before


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"placed_on": "2027-03-01"}, "Choose the model"),
        ({"placed_on": "2027-02-30"}, "Enter a real day"),
        ({"begins": "2027-01-01", "ends": "2026-01-01"}, "has to end after"),
        ({"begins": "2000-01-01", "ends": "2037-01-01"}, "at most fourteen years"),
        ({"model": "x"}, "valid choice"),
    ],
)
def test_a_wrong_question_is_explained(page, db, asked, said):
    answer = page.get(reverse("timeline"), asked)

    assert answer.status_code == 200
    assert said in answer.content.decode()


def test_a_rivals_model_cannot_be_asked_about(page, rival_model):
    asked = {"model": str(rival_model.pk), "placed_on": "2027-03-01"}

    answer = page.get(reverse("timeline"), asked)

    assert answer.context["what_if"] is None
    assert rival_model.name not in answer.content.decode()


def test_a_month_shows_its_days_and_what_falls_on_them(page, duty, rival_model):
    rows.make_deadline(duty, date(2026, 12, 24), title="Before the closure")
    rows.make_deadline(make.make_duty(rival_model), date(2026, 12, 24), title="Of a rival")

    month = page.get(reverse("month"), {"month": "2026-12"}).context["month"]

    cells = {cell.day: cell for week in month.weeks for cell in week}
    assert [one.title for one in cells[date(2026, 12, 24)].deadlines] == ["Before the closure"]
    assert not cells[date(2026, 12, 24)].is_working  # the Commission is closed
    assert cells[date(2026, 12, 23)].is_working
    assert month.count == 1
    assert len(cells) % 7 == 0


@pytest.mark.parametrize("asked", ["", "2026-13", "x", "1999-01", "2050-01", "2026-1", "\0"])
def test_a_month_that_is_none_shows_the_present_one(page, db, asked):
    assert page.get(reverse("month"), {"month": asked}).status_code == 200


@pytest.mark.parametrize("name", ["timeline", "month"])
def test_it_costs_the_same_with_many_deadlines(page, duty, ai_model, name):
    rows.make_deadline(duty, date(2026, 12, 1), title="One")
    page.get(reverse(name), {"month": "2026-12"})
    with CaptureQueriesContext(connection) as one:
        page.get(reverse(name), {"month": "2026-12"})
    for day in range(2, 12):
        other = make.make_duty(ai_model, f"aia-annex-xi-1-{day}")
        rows.make_deadline(other, date(2026, 12, day), title=str(day))

    with CaptureQueriesContext(connection) as many:
        page.get(reverse(name), {"month": "2026-12"})

    assert len(many) == len(one)
