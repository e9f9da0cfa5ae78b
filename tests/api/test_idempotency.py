"""A POST with an Idempotency-Key is done once, however often and however closely it is sent."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from providers.models import AIModel, AuditEvent, IdempotentRequest
from tests.api.conftest import Program, fields, problem
from tests.factories import providers as make

KEY = {"HTTP_IDEMPOTENCY_KEY": "6f1c-once"}


@pytest.fixture
def sent(api, synced):
    return api.post("models/", {"name": "Once", "union_market_date": "2026-09-01"}, **KEY)


@pytest.mark.django_db
def test_a_repeat_answers_the_same_and_does_nothing(api, sent):
    events = AuditEvent.objects.count()

    again = api.post("models/", {"union_market_date": "2026-09-01", "name": "Once"}, **KEY)

    assert sent.status_code == again.status_code == 201
    assert sent.content == again.content
    assert (sent["Location"], sent["ETag"]) == (again["Location"], again["ETag"])
    assert (AIModel.objects.count(), AuditEvent.objects.count()) == (1, events)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("models/", {"name": "Twice", "union_market_date": "2026-09-01"}),
        ("models/?x=1", {"name": "Once", "union_market_date": "2026-09-01"}),
    ],
)
def test_the_key_of_another_request_is_refused(api, sent, path, body):
    response = api.post(path, body, **KEY)

    assert response.status_code in (400, 422)
    assert AIModel.objects.count() == 1


@pytest.mark.django_db
def test_the_key_of_another_address_is_422(api, sent):
    problem(api.post(f"models/{sent.json()['id']}/versions/", {"label": "1"}, **KEY), 422)


@pytest.mark.django_db
def test_a_refused_request_does_not_use_its_key_up(api, synced):
    assert list(fields(api.post("models/", {"name": ""}, **KEY))) == ["name"]

    assert api.post("models/", {"name": "Now right"}, **KEY).status_code == 201


@pytest.mark.django_db
def test_the_keys_of_two_people_are_two_keys(api, sent, rival):
    response = Program(rival).post("models/", {"name": "Theirs"}, **KEY)

    assert response.status_code == 201
    assert IdempotentRequest.objects.count() == 2


@pytest.mark.django_db
def test_a_key_is_forgotten_after_a_day(api, sent):
    IdempotentRequest.objects.update(begun_at=make.NOW - timedelta(days=400))

    assert api.post("models/", {"name": "A new day"}, **KEY).status_code == 201


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", " ", "a b", "é", "x" * 201])
def test_a_key_that_cannot_be_is_refused(api, synced, key):
    response = api.post("models/", {"name": "Any"}, HTTP_IDEMPOTENCY_KEY=key)

    assert list(fields(response)) == ["Idempotency-Key"]


@pytest.mark.django_db
def test_the_calculators_need_no_memory(client):
    body = {"event": "2026-12-23", "length": "5 days"}
    response = client.post("/api/v1/tools/deadline/", body, content_type="application/json", **KEY)

    assert response.status_code == 200
    assert IdempotentRequest.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_of_eight_at_once_one_does_it_and_all_answer_the_same(officer, synced):
    barrier = Barrier(8)
    programs = [Program(officer) for _ in range(8)]

    def send(mine):
        try:
            barrier.wait(timeout=20)
            response = mine.post("models/", {"name": "Raced"}, **KEY)
            return response.status_code, response.content
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, programs))

    assert {status for status, _ in answers} <= {201, 409}
    assert len({content for status, content in answers if status == 201}) == 1
    assert AIModel.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_once_one_wins_and_one_is_412(officer, ai_model):
    barrier = Barrier(2)
    programs = [Program(officer), Program(officer)]

    def send(number):
        try:
            barrier.wait(timeout=20)
            body = {"name": f"Changed {number}"}
            path = f"models/{ai_model.pk}/"
            return programs[number].patch(path, body, HTTP_IF_MATCH='"1"').status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(send, range(2))) == [200, 412]
