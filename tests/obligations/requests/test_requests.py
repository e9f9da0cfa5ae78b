"""Requests: recorded, their clock from receipt, and who sees them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from obligations.models import Deadline
from obligations.requests.models import Request
from obligations.requests.services import requests
from obligations.services.steps import NotAllowedNow
from providers.errors import InvalidInput
from tests.api.conftest import Program, fields, problem
from tests.factories.providers import NOW
from tests.obligations.requests.made import SAID, TODAY, answer, record, sign

pytestmark = pytest.mark.django_db
OFFICE = {
    "asker": "office",
    "asked_by": "AI Office",
    "asks": "The evaluation results.",
    "basis": "aia-91",
    "purpose": "To assess the model.",
    "due_on": date(2026, 12, 4),
}


def test_who_signed_has_fourteen_days_from_receipt(ai_model, officer):
    sign(ai_model.provider, "transparency")

    request = record(ai_model, officer, received_on=date(2026, 11, 20))

    deadline = Deadline.objects.get(matter_id=request.pk)
    assert (deadline.due_on, deadline.event_on) == (date(2026, 12, 4), date(2026, 11, 20))
    assert deadline.page == f"/requests/{request.pk}/"


def test_who_has_not_signed_has_no_day_and_reads_why(ai_model, officer):
    sign(ai_model.provider, "copyright")

    request = record(ai_model, officer)

    assert not Deadline.objects.filter(matter_id=request.pk).exists()
    found = requests.answer_by(request, on=TODAY)
    assert (found.due, found.cite) == (None, "AI Act, Art. 53(1)(b)")


def test_unknown_is_counted_and_said(ai_model, officer):
    request = record(ai_model, officer)

    deadline = Deadline.objects.get(matter_id=request.pk)
    assert deadline.due_on == TODAY + timedelta(days=14)
    assert "not recorded whether" in deadline.because


def test_the_office_sets_the_day_as_it_stands(ai_model, officer):
    request = record(ai_model, officer, **OFFICE)

    requests.extend(
        request=request,
        due_on=date(2026, 12, 18),
        source="Letter of 1 December.",
        by=officer,
        now=NOW,
    )

    rows = Deadline.objects.filter(matter_id=request.pk).order_by("due_on")
    assert [(one.due_on.isoformat(), one.cancelled_at is not None) for one in rows] == [
        ("2026-12-04", True),
        ("2026-12-18", False),
    ]
    assert {one.rolled_on == one.due_on for one in rows} == {True}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"asker": "nobody"}, "asker"),
        ({"asked_by": ""}, "asked_by"),
        ({"asked_by": "x" * 201}, "asked_by"),
        ({"asks": ""}, "asks"),
        ({"asks": "\x00"}, "asks"),
        ({"received_on": TODAY + timedelta(days=1)}, "received_on"),
        ({"received_on": date(2020, 1, 1)}, "received_on"),
        ({"items": ["no-such-item"]}, "items"),
        ({"due_on": TODAY}, "due_on"),
        ({"basis": "aia-91"}, "basis"),
        (OFFICE | {"basis": ""}, "basis"),
        (OFFICE | {"basis": "other"}, "basis_words"),
        (OFFICE | {"purpose": ""}, "purpose"),
        (OFFICE | {"due_on": None}, "due_on"),
        (OFFICE | {"due_on": TODAY - timedelta(days=1)}, "due_on"),
    ],
)
def test_what_is_no_request_is_refused_at_its_field(ai_model, officer, said, field):
    with pytest.raises(InvalidInput) as refused:
        record(ai_model, officer, **said)

    assert field in {one.field for one in refused.value.problems}
    assert not Request.objects.exists()


def test_a_request_taken_back_keeps_no_clock(ai_model, officer):
    request = record(ai_model, officer)

    requests.take_back(
        request=request, on=TODAY, because="By mail.", revision=1, by=officer, now=NOW
    )

    assert Deadline.objects.get().cancelled_at == NOW
    with pytest.raises(NotAllowedNow):
        answer(request, officer, revision=2)


def test_exceptional_circumstances_move_no_day(ai_model, officer):
    request = record(ai_model, officer)
    before = Deadline.objects.get().due_on

    requests.explain(request=request, exceptional="A strike.", revision=1, by=officer, now=NOW)

    assert Deadline.objects.get().due_on == before


def test_the_office_does_not_see_what_a_provider_records(ai_model, officer, reviewer):
    record(ai_model, officer, **OFFICE)

    assert not Request.objects.visible_to(reviewer).exists()


def test_the_pages_do_what_they_say(ai_model, officer, sign_in):
    client = sign_in(officer)

    bad = client.post(reverse("request-new"), {"asker": "office", "asks": "typed words"})
    client.post(reverse("request-new"), {**SAID, "received_on": TODAY, "model": ai_model.pk})
    request = Request.objects.get()
    page = reverse("request", args=[request.pk])
    given = {"answered_on": TODAY, "given": "All.", "channel": "Mail", "revision": 1}
    done = client.post(reverse("request-answer", args=[request.pk]), {**given, "is_final": "on"})

    assert (bad.status_code, "typed words" in bad.content.decode()) == (422, True)
    assert done["Location"] == page
    shown = client.get(page).content.decode()
    assert "It answers the request to its end." in shown
    assert "Integrator GmbH" not in client.get(reverse("requests")).content.decode()
    assert "Integrator GmbH" in client.get(reverse("requests"), {"state": "all"}).content.decode()


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_asks_as_often_for_many_as_for_one(
    count, ai_model, officer, sign_in, django_assert_num_queries
):
    for _ in range(count):
        record(ai_model, officer)
    client = sign_in(officer)

    with django_assert_num_queries(6):
        client.get(reverse("requests"))


def test_a_program_records_and_answers(ai_model, officer):
    program = Program(officer)

    body = SAID | {"provider": str(ai_model.provider_id), "received_on": "2026-11-20"}
    made = program.post("requests/", body, format="json")
    base = f"requests/{made.json()['id']}/"
    given = {
        "answered_on": "2026-11-21",
        "given": "All of it.",
        "channel": "E-mail",
        "is_final": True,
    }
    lost = program.post(f"{base}answers/", given, format="json", HTTP_IF_MATCH='"7"')
    sent = program.post(f"{base}answers/", given, format="json", HTTP_IF_MATCH=made["ETag"])
    found = program.get(base).json()

    assert (made.status_code, made.json()["answer_by"]) == (201, "2026-12-04")
    assert lost.status_code in (409, 412)
    assert sent.status_code == 201
    assert (found["answered_on"], found["answer_by"]) == ("2026-11-21", None)


def test_a_program_explains_exceptional_circumstances(ai_model, officer, colleague, rival):
    request = record(ai_model, officer)
    program, path = Program(officer), f"requests/{request.pk}/explanation/"
    said = {"exceptional": "A strike."}

    problem(program.put(path, said), 428)
    problem(Program(colleague).put(path, said, HTTP_IF_MATCH='"1"'), 403)
    problem(Program(rival).put(path, said, HTTP_IF_MATCH='"1"'), 404)
    for wrong in ({}, {"exceptional": 7}, {"exceptional": "x" * 5001}):
        assert [*fields(program.put(path, wrong, HTTP_IF_MATCH='"1"'))] == ["exceptional"]
    done = program.put(path, said, HTTP_IF_MATCH='"1"')
    stale = program.put(path, said, HTTP_IF_MATCH='"1"')
    answer(Request.objects.get(), officer, revision=2)
    late = program.put(path, {"exceptional": ""}, HTTP_IF_MATCH='"3"')

    assert (done.status_code, done.json()["exceptional"]) == (200, "A strike.")
    problem(stale, 412)
    problem(late, 409)
