"""Requests: their clock from receipt, answers kept as sent, files only for whom they were made."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from obligations.models import Deadline, JobRun
from obligations.requests.models import Answer, Request
from obligations.requests.services import answers, following, requests
from obligations.requests.services.answers import Said
from obligations.requests.services.requests import Asked
from obligations.requests.tasks import refresh_request_clocks
from obligations.services import renderings
from obligations.services.steps import NotAllowedNow
from providers.errors import Conflict, InvalidInput, NotPermitted
from providers.services import facts
from tests.api.conftest import Program, fields, problem
from tests.factories import providers as make
from tests.factories.providers import NOW
from tests.races import at_once

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
SAID = {"asker": "downstream", "asked_by": "Integrator GmbH", "asks": "The documentation."}
OFFICE = {
    "asker": "office",
    "asked_by": "AI Office",
    "asks": "The evaluation results.",
    "basis": "aia-91",
    "purpose": "To assess the model.",
    "due_on": date(2026, 12, 4),
}


def record(ai_model, by, **said):
    asked = Asked(**{"received_on": TODAY} | SAID | said)
    return requests.record(
        provider=ai_model.provider, ai_model=ai_model, asked=asked, by=by, now=NOW
    )


def sign(provider, *chapters):
    days = dict.fromkeys(chapters, "2025-08-01")
    make.make_fact(provider, "code-signature", chapters=days)


def answer(request, by, *, revision=1, files=(), **said):
    given = {
        "answered_on": TODAY,
        "given": "The form, version 3.",
        "channel": "E-mail",
        "is_final": True,
    }
    return answers.answer(
        request=request, said=Said(**given | said), files=files, revision=revision, by=by, now=NOW
    )


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


def sign_now(provider, by, now=NOW, **chapters):
    """Record the signature as people do, so that what rests on it follows."""
    return facts.record(
        provider=provider,
        kind="code-signature",
        value={"chapters": chapters},
        known_on=now.date(),
        by=by,
        now=now,
    )


def open_clocks(request):
    rows = Deadline.objects.open().filter(matter_id=request.pk)
    return [(row.event_on, row.due_on) for row in rows]


def test_a_clock_begins_when_the_signature_is_recorded_and_ends_when_it_is_none(ai_model, officer):
    provider = ai_model.provider
    sign(provider, "copyright")
    received = date(2026, 11, 20)
    request = record(ai_model, officer, received_on=received)
    answered = record(ai_model, officer, asked_by="Another")
    answer(answered, officer)
    taken = record(ai_model, officer, asked_by="A third")
    requests.take_back(
        request=taken, on=TODAY, because="By letter.", revision=1, by=officer, now=NOW
    )
    assert open_clocks(request) == []

    sign_now(provider, officer, transparency="2025-08-01", copyright="2025-08-01")
    assert open_clocks(request) == [(received, date(2026, 12, 4))]

    sign_now(provider, officer, copyright="2025-08-01")
    assert open_clocks(request) == []
    assert Deadline.objects.filter(matter_id=request.pk, cancelled_at__isnull=False).exists()
    # What was answered or taken back stays as it was recorded.
    assert not Deadline.objects.filter(matter_id__in=[answered.pk, taken.pk]).exists()


def test_a_signature_that_lies_ahead_binds_from_its_day(ai_model, officer):
    request = record(ai_model, officer, received_on=date(2026, 11, 20))
    sign_now(ai_model.provider, officer, transparency="2026-12-10")

    found = requests.answer_by(request, on=TODAY)
    assert (open_clocks(request), found.due) == ([], None)
    assert "is to be signed on 10 December 2026" in found.because

    later = NOW + timedelta(days=17)
    assert "1 open request" in following.refresh_all(now=later)
    # Fourteen days from receipt had passed before: nobody is late before being bound.
    assert open_clocks(request) == [(date(2026, 12, 10), date(2026, 12, 24))]
    assert "no text says" in Deadline.objects.open().get(matter_id=request.pk).because


def test_who_signed_after_receipt_is_counted_from_receipt_with_the_doubt(
    ai_model, officer, sign_in
):
    received = date(2026, 11, 10)
    sign_now(ai_model.provider, officer, transparency="2026-11-16")

    request = record(ai_model, officer, received_on=received)

    assert open_clocks(request) == [(received, date(2026, 11, 24))]
    assert (
        "signed on 16 November 2026, after the request"
        in Deadline.objects.get(matter_id=request.pk).because
    )
    address = f"/requests/{request.pk}/"
    page = sign_in(officer).get(address).content.decode()
    told = Program(officer).get(address.removeprefix("/")).json()
    assert "Open question A35: " in page
    assert told["doubts"] == ["A1", "A2", "A29", "A35"]
    assert "after the request" in told["because"]


def test_the_timetable_follows_open_requests():
    refresh_request_clocks()

    run = JobRun.objects.get(name="refresh_request_clocks")
    assert (run.has_failed, "0 open requests" in run.said) == (False, True)


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


def test_a_final_answer_stops_the_clock_on_its_day(ai_model, officer):
    request = record(ai_model, officer)

    answer(request, officer, is_final=False)
    assert Deadline.objects.get().met_at is None
    request.refresh_from_db()
    answer(request, officer, revision=request.revision)

    deadline = Deadline.objects.get()
    assert (deadline.done_on, deadline.met_at) == (TODAY, NOW)
    request.refresh_from_db()
    with pytest.raises(NotAllowedNow):
        answer(request, officer, revision=request.revision)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"answered_on": TODAY + timedelta(days=1)}, "answered_on"),
        ({"answered_on": TODAY - timedelta(days=1)}, "answered_on"),
        ({"given": ""}, "given"),
        ({"channel": ""}, "channel"),
        ({"refused": "The weights."}, "refused_because"),
        ({"refused_because": "A secret."}, "refused_because"),
    ],
)
def test_what_is_no_answer_is_refused_at_its_field(ai_model, officer, said, field):
    request = record(ai_model, officer)

    with pytest.raises(InvalidInput) as refused:
        answer(request, officer, **said)

    assert refused.value.problems[0].field == field
    assert not Answer.objects.exists()


def rendering(ai_model, by, recipient):
    return renderings.keep(
        provider=ai_model.provider,
        ai_model=ai_model,
        subject="document",
        subject_id=ai_model.pk,
        recipient=recipient,
        title="Documentation",
        file_name="documentation.json",
        content=b"{}",
        by=by,
        now=NOW,
    )


def test_a_file_made_for_one_is_not_given_to_another(ai_model, officer):
    request = record(ai_model, officer)
    wrong = rendering(ai_model, officer, "office")
    right = rendering(ai_model, officer, "downstream")

    with pytest.raises(InvalidInput) as refused:
        answer(request, officer, files=[wrong.pk])
    row = answer(request, officer, files=[right.pk])

    assert refused.value.field == "given_files"
    assert [one.rendering_id for one in row.files.all()] == [right.pk]


def test_an_answer_stays_as_it_was_sent(ai_model, officer):
    row = answer(record(ai_model, officer), officer)

    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        Answer.objects.filter(pk=row.pk).update(given="Something else.")


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


@pytest.mark.django_db(transaction=True)
def test_one_of_two_who_answer_at_once_wins(ai_model, officer):
    request = record(ai_model, officer)

    results = at_once(*[partial(answer, Request.objects.get(pk=request.pk), officer)] * 8)

    assert sum(isinstance(one, Answer) for one in results) == 1
    assert sum(isinstance(one, NotAllowedNow | Conflict) for one in results) == 7


def test_representatives_answer_and_colleagues_read(ai_model, representative, colleague, sign_in):
    request = record(ai_model, representative)

    with pytest.raises(NotPermitted):
        answer(request, colleague)
    page = sign_in(colleague).get(reverse("request", args=[request.pk]))
    assert page.status_code == 200
    assert "Record the answer" not in page.content.decode()


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
