"""Answers to requests: kept as sent, the final one once, files only for whom they were made."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from obligations.models import Deadline
from obligations.requests.models import Answer, Request
from obligations.services import renderings
from obligations.services.steps import NotAllowedNow
from providers.errors import Conflict, InvalidInput, NotPermitted
from tests.factories.providers import NOW
from tests.obligations.requests.made import TODAY, answer, record
from tests.races import at_once

pytestmark = pytest.mark.django_db


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
