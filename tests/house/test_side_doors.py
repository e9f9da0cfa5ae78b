"""Doors that stand open elsewhere, tried here."""

import io
import json
import time

import pytest

from tests.factories.evidence import attach, make_duty
from tests.factories.providers import user_of

pytestmark = pytest.mark.django_db


def test_nobody_takes_somebody_elses_address(sign_in, officer):
    client = sign_in(officer)
    before = user_of(officer).email

    answers = [
        client.get("/accounts/email/"),
        client.post("/accounts/email/", {"action_add": "", "email": "victim@example.org"}),
        client.post("/accounts/email/", {"action_primary": "", "email": "victim@example.org"}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert user_of(officer).email == before


def test_a_long_body_with_a_name_given_twice_is_refused_at_once(client):
    names = ",".join(f'"{number}":0' for number in range(100_000))
    began = time.process_time()

    answer = client.post(
        "/api/v1/tools/compute/", f'{{{names},"99999":1}}', content_type="application/json"
    )

    assert answer.status_code in (400, 413)
    assert json.loads(answer.content)["status"] == answer.status_code
    assert time.process_time() - began < 10


def test_of_two_files_none_is_dropped_in_silence(sign_in, officer, ai_model):
    piece = attach(make_duty(ai_model), content=b"zero", by=officer).evidence
    files = [io.BytesIO(b"one"), io.BytesIO(b"two")]
    for number, file in enumerate(files):
        file.name = f"{number}.txt"

    answer = sign_in(officer).post(f"/evidence/{piece.pk}/versions/file/", {"file": files})

    assert answer.status_code == 422
    assert "Choose one file" in answer.content.decode()
    assert piece.versions.count() == 1
