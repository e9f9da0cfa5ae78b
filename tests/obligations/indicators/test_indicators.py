"""Indicators: defined by the provider, read, corrected, never edited."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from obligations.indicators.models import Definition, Indicator, Reading
from obligations.indicators.queries import indicators as queries
from obligations.indicators.services import indicators, readings
from obligations.indicators.services.indicators import Defined
from obligations.indicators.services.readings import Read
from obligations.services.steps import NotAllowedNow
from providers.errors import Conflict, InvalidInput, NotPermitted
from tests.api.conftest import Program, fields, problem
from tests.factories.evidence import attach, make_duty
from tests.factories.providers import NOW
from tests.races import at_once

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
SAID = {
    "name": "Days to answer",
    "meaning": "Longest time from receipt to answer.",
    "unit": "days",
    "direction": "down",
    "target_high": "14",
    "source": "The list of requests.",
}


def define(provider, by, **said):
    about = {"ai_model": said.pop("ai_model", None), "measure": said.pop("measure", "cop-tr-1.2")}
    return indicators.define(
        provider=provider, defined=Defined(**SAID | said), by=by, now=NOW, **about
    )


@pytest.fixture
def indicator(provider, officer) -> Indicator:
    return define(provider, officer)


def read(indicator, by, value="12", on=TODAY, **fields):
    (row,) = readings.record(
        indicator=indicator, taken=[Read(taken_on=on, value=value)], by=by, now=NOW, **fields
    )
    return row


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"meaning": " "}, "meaning"),
        ({"unit": "u" * 41}, "unit"),
        ({"target_high": "many"}, "target_high"),
        ({"target_high": "1,5"}, "target_high"),
        ({"target_high": None}, "target_high"),
        ({"target_low": "3"}, "target_high"),
        ({"direction": "sideways"}, "direction"),
        ({"direction": "none"}, "direction"),
        ({"direction": "range", "target_low": "20"}, "target_high"),
        ({"every": 0, "every_unit": "days"}, "every"),
        ({"every": 3}, "every_unit"),
        ({"measure": "aia-53-1-a"}, "measure"),
        ({"measure": "cop-xx"}, "measure"),
    ],
)
def test_what_defines_nothing_is_refused_at_its_field(provider, officer, said, field):
    with pytest.raises(InvalidInput) as refused:
        define(provider, officer, **said)

    assert refused.value.problems[0].field == field
    assert not Indicator.objects.exists()


def test_a_model_of_somebody_else_is_no_model(provider, officer, rival_model):
    with pytest.raises(InvalidInput):
        define(provider, officer, ai_model=rival_model)


def test_a_new_definition_keeps_the_old_and_its_readings(indicator, officer):
    before = read(indicator, officer)

    indicators.redefine(
        indicator=indicator,
        defined=Defined(**SAID | {"target_high": "10"}),
        reason="Stricter than the Code.",
        revision=1,
        by=officer,
        now=NOW,
    )
    after = read(indicator, officer, on=TODAY - timedelta(days=1))

    assert [before.definition.number, after.definition.number] == [1, 2]
    assert Definition.objects.filter(indicator=indicator).count() == 2
    with pytest.raises(Conflict):
        indicators.redefine(
            indicator=indicator,
            defined=Defined(**SAID),
            reason="From an old page.",
            revision=1,
            by=officer,
            now=NOW,
        )


@pytest.mark.parametrize("value", ["", "a lot", "NaN", "Infinity", "1e9", "1,5", "1" * 30, "١٢"])
def test_a_reading_that_is_not_a_number_is_refused(indicator, officer, value):
    with pytest.raises(InvalidInput) as refused:
        read(indicator, officer, value)

    assert refused.value.field == "value"
    assert not Reading.objects.exists()


@pytest.mark.parametrize("on", [TODAY + timedelta(days=1), date(1999, 1, 1)])
def test_a_day_that_cannot_be_is_refused(indicator, officer, on):
    with pytest.raises(InvalidInput) as refused:
        read(indicator, officer, on=on)

    assert refused.value.field == "taken_on"


def test_a_day_is_read_once_and_then_corrected(indicator, officer):
    first = read(indicator, officer, "12")

    with pytest.raises(NotAllowedNow):
        read(indicator, officer, "13")
    fixed = readings.correct(reading=first, value="11", reason="Misread.", by=officer, now=NOW)
    with pytest.raises(NotAllowedNow):
        readings.correct(reading=first, value="10", reason="Again.", by=officer, now=NOW)

    page = queries.page(officer, indicator.pk)
    assert [one.value for one in page.readings] == [Decimal(11)]
    assert [one.pk for one in page.corrected] == [first.pk]
    assert fixed.supersedes_id == first.pk


def test_a_reading_taken_back_counts_no_more(indicator, officer):
    row = read(indicator, officer)

    readings.correct(reading=row, value=None, reason="Wrong model.", by=officer, now=NOW)

    page = queries.page(officer, indicator.pk)
    assert list(page.readings) == []
    assert page.shown.reach.value == "not-read"


def test_a_page_shows_some_of_many_readings_and_says_how_many(indicator, officer, sign_in):
    many = queries.DRAWN + 20
    taken = [Read(taken_on=TODAY - timedelta(days=day), value=str(day)) for day in range(many)]
    readings.record(indicator=indicator, taken=taken, by=officer, now=NOW)

    first = sign_in(officer).get(reverse("indicator", args=[indicator.pk])).content.decode()
    last = queries.page(officer, indicator.pk, "999")

    assert "Showing 1 to 50 of 420 readings" in first
    assert "The latest 400 readings are drawn." in first
    assert [one.taken_on for one in last.readings][-1] == TODAY - timedelta(days=many - 1)


@pytest.mark.parametrize(
    ("value", "said"),
    [("1,5", "no comma"), ("9" * 27, "26 digits"), ("0." + "1" * 13, "12 after"), ("NaN", "not a")],
)
def test_a_number_that_is_refused_says_what_is_wrong_with_it(indicator, officer, value, said):
    with pytest.raises(InvalidInput, match=said):
        read(indicator, officer, value)


def test_readings_are_never_edited(indicator, officer):
    row = read(indicator, officer)

    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        Reading.objects.filter(pk=row.pk).update(value=1)


def test_a_reading_rests_on_evidence_of_the_same_provider(
    indicator, ai_model, rival_model, officer, rival
):
    own = attach(make_duty(ai_model), statement="Log.", by=officer).evidence
    foreign = attach(make_duty(rival_model), statement="Log.", by=rival).evidence

    assert read(indicator, officer, evidence=own).evidence == own
    with pytest.raises(InvalidInput):
        read(indicator, officer, on=TODAY - timedelta(days=1), evidence=foreign)


def test_an_ended_indicator_is_read_no_more(indicator, officer):
    indicators.end(indicator=indicator, because="Replaced.", revision=1, by=officer, now=NOW)

    with pytest.raises(NotAllowedNow):
        read(indicator, officer)
    with pytest.raises(NotAllowedNow):
        indicators.end(indicator=indicator, because="Twice.", revision=2, by=officer, now=NOW)


def test_a_list_is_recorded_whole_or_not_at_all(indicator, officer):
    good = readings.parse("\ufefftaken_on;value;note\n2026-11-01;3.5;Monthly\n2026-11-02;4;\n")

    readings.record(indicator=indicator, taken=good, by=officer, now=NOW)

    assert [one.value for one in Reading.objects.order_by("taken_on")] == [
        Decimal("3.5"),
        Decimal(4),
    ]
    with pytest.raises(InvalidInput, match=r"line 3, line 4\. Nothing was recorded"):
        readings.parse("taken_on,value,note\n2026-11-03,1,\n2026-13-01,1,\n2026-11-04,x,\n")
    with pytest.raises(InvalidInput, match="names the columns"):
        readings.parse("day,number\n2026-11-03,1\n")


@pytest.mark.django_db(transaction=True)
def test_one_of_two_who_read_at_once_wins(provider, officer):
    indicator = define(provider, officer)

    results = at_once(*[partial(read, indicator, officer)] * 8)

    assert sum(isinstance(one, Reading) for one in results) == 1
    assert sum(isinstance(one, NotAllowedNow) for one in results) == 7


def test_colleagues_look_and_do_not_measure(indicator, colleague, sign_in):
    client = sign_in(colleague)

    assert client.get(reverse("indicator", args=[indicator.pk])).status_code == 200
    assert client.get(reverse("indicator-new")).status_code == 403
    with pytest.raises(NotPermitted):
        read(indicator, colleague)


def test_the_pages_do_what_they_say(provider, officer, sign_in):
    client = sign_in(officer)
    said = {name: value or "" for name, value in SAID.items()}

    bad = client.post(reverse("indicator-new"), {**said, "measure": "cop-tr-1.2", "unit": ""})
    client.post(reverse("indicator-new"), {**said, "measure": "cop-tr-1.2"})
    indicator = Indicator.objects.get()
    page = reverse("indicator", args=[indicator.pk])
    client.post(reverse("indicator-read", args=[indicator.pk]), {"taken_on": TODAY, "value": "13"})
    wrong = client.post(
        reverse("indicator-read", args=[indicator.pk]),
        {"taken_on": TODAY, "value": "many", "note": "typed words"},
    )

    assert bad.status_code == 422
    assert "Longest time" in bad.content.decode()
    assert (wrong.status_code, "typed words" in wrong.content.decode()) == (422, True)
    shown = client.get(page).content.decode()
    assert "13 days" in shown
    assert "<svg" in shown
    assert "at most 14 days" in client.get(reverse("indicators")).content.decode()


def test_a_suggestion_is_marked_as_ours_and_offered_once(provider, officer, sign_in):
    client = sign_in(officer)

    listed = client.get(reverse("indicators")).content.decode()
    form = client.get(reverse("indicator-new"), {"suggestion": "downstream-answer-days"})
    indicators.define(
        provider=provider,
        measure="cop-tr-1.2",
        defined=Defined(**SAID),
        suggestion="downstream-answer-days",
        by=officer,
        now=NOW,
    )

    assert "not the Code&#x27;s" in listed or "not the Code's" in listed
    assert "Days to answer downstream providers" in form.content.decode()
    again = client.get(reverse("indicators")).content.decode()
    assert "?suggestion=downstream-answer-days" not in again


def test_the_file_holds_every_reading_and_no_formula(indicator, officer, sign_in):
    taken = [Read(taken_on=TODAY, value="12", note="=cmd()")]
    (row,) = readings.record(indicator=indicator, taken=taken, by=officer, now=NOW)
    later = NOW + timedelta(minutes=1)
    readings.correct(reading=row, value="11", reason="Misread.", by=officer, now=later)

    answer = sign_in(officer).get(reverse("indicator-csv", args=[indicator.pk]))

    lines = answer.getvalue().decode().splitlines()
    assert len(lines) == 1 + 2
    assert "'=cmd()" in lines[1]


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_asks_as_often_for_many_as_for_one(
    count, provider, officer, sign_in, django_assert_num_queries
):
    for number in range(count):
        made = define(provider, officer, name=f"Number {number}")
        read(made, officer)
    client = sign_in(officer)

    with django_assert_num_queries(9):
        client.get(reverse("indicators"))


def test_a_program_defines_reads_and_corrects(provider, officer):
    program = Program(officer)

    made = program.post(
        "indicators/",
        {**SAID, "provider": str(provider.pk), "measure": "cop-tr-1.2"},
        format="json",
    )
    base = f"indicators/{made.json()['id']}/"
    row = program.post(f"{base}readings/", {"taken_on": "2026-11-20", "value": "15"}, format="json")
    fixed = program.post(
        f"{base}readings/{row.json()['id']}/correction/",
        {"value": "13.50", "reason": "Misread."},
        format="json",
    )
    anew = program.put(
        f"{base}definition/",
        {**SAID, "target_high": "10", "reason": "Stricter."},
        format="json",
        HTTP_IF_MATCH=made["ETag"],
    )
    found = program.get(base).json()

    assert (made.status_code, row.status_code, fixed.status_code) == (201, 201, 201)
    assert fixed.json()["value"] == "13.5"
    assert (anew.status_code, anew.json()["definition"]["number"]) == (200, 2)
    assert (found["latest"]["value"], found["reach"]) == ("13.5", "missed")


def test_a_program_ends_an_indicator(indicator, officer, colleague, rival):
    program, path = Program(officer), f"indicators/{indicator.pk}/end/"
    kept = read(indicator, officer)
    tag = program.get(f"indicators/{indicator.pk}/")["ETag"]
    why = {"because": "Measured elsewhere."}

    problem(program.post(path, why), 428)
    problem(program.post(path, why, HTTP_IF_MATCH='"7"'), 412)
    problem(Program(colleague).post(path, why, HTTP_IF_MATCH=tag), 403)
    problem(Program(rival).post(path, why, HTTP_IF_MATCH=tag), 404)
    for wrong in ({}, {"because": " "}, {"because": 7}, {"because": "x" * 5001}):
        assert [*fields(program.post(path, wrong, HTTP_IF_MATCH=tag))] == ["because"]
    ended = program.post(path, why, HTTP_IF_MATCH=tag)
    again = program.post(path, why, HTTP_IF_MATCH=ended["ETag"])

    assert ended.status_code == 200
    assert ended.json()["ended_on"] is not None
    assert ended.json()["ended_because"] == "Measured elsewhere."
    assert Reading.objects.get() == kept
    problem(again, 409)
    problem(program.post(f"indicators/{indicator.pk}/readings/", {**DAY, "value": "1"}), 409)


DAY = {"taken_on": "2026-11-20"}


def test_a_program_records_a_list_of_readings(indicator, officer, rival):
    path = f"indicators/{indicator.pk}/reading-lists/"
    lines = [{**DAY, "value": "15"}, {"taken_on": "2026-11-21", "value": "12.50", "note": "Late."}]

    done = Program(officer).post(path, {"readings": lines})
    again = Program(officer).post(path, {"readings": [{**DAY, "value": "1"}]})

    assert done.status_code == 201
    assert [(one["value"], one["note"]) for one in done.json()] == [("15", ""), ("12.5", "Late.")]
    problem(again, 409)
    problem(Program(rival).post(path, {"readings": lines}), 404)
    assert Reading.objects.count() == 2


@pytest.mark.parametrize(
    ("lines", "field"),
    [
        ([], "readings"),
        ("all", "readings"),
        ([{**DAY}], "readings[0].value"),
        ([{"taken_on": "20.11.2026", "value": "1"}], "readings[0].taken_on"),
        ([{**DAY, "value": "1", "note": "x" * 5001}], "readings[0].note"),
        ([{**DAY, "value": "1", "evidence": None}], "readings[0].evidence"),
        ([{**DAY, "value": "1"}, {"taken_on": "2026-11-21", "value": "1,5"}], "value"),
        ([{**DAY, "value": "1"}, {"taken_on": "2099-01-01", "value": "1"}], "taken_on"),
        ([{**DAY, "value": "1"}] * (readings.LINES_LIMIT + 1), "readings"),
    ],
)
def test_a_list_with_a_mistake_is_refused_whole(indicator, officer, lines, field):
    path = f"indicators/{indicator.pk}/reading-lists/"

    response = Program(officer).post(path, {"readings": lines})

    assert [*fields(response)] == [field]
    assert not Reading.objects.exists()
