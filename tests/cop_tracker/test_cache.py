"""The product serves while its cache is away."""

import logging

import pytest
from django.core.cache import cache

from cop_tracker.cache import PATIENCE
from tests.factories import providers as make


@pytest.fixture
def no_cache(settings, tmp_path):
    settings.CACHES = {
        "default": {
            "BACKEND": "cop_tracker.cache.PatientRedisCache",
            "LOCATION": f"unix://{tmp_path}/nobody-listens.sock?db=1",
            "OPTIONS": PATIENCE,
        }
    }
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("no_cache")
def test_every_question_has_an_answer():
    cache.set("key", "value", timeout=60)

    assert cache.get("key", "nothing") == "nothing"
    assert cache.add("lock", "held") is True
    assert cache.delete("lock") is False


@pytest.mark.django_db
@pytest.mark.usefixtures("no_cache")
def test_people_sign_in_without_it(client):
    user = make.make_user("Olivia")
    user.set_password("a long enough password")
    user.save()

    form = {"login": user.email, "password": "a long enough password"}
    answer = client.post("/accounts/login/", form)

    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.usefixtures("no_cache")
def test_calculators_answer_without_it(client):
    body = {"event": "2026-11-23", "length": "2 weeks"}

    answer = client.post("/api/v1/tools/deadline/", body, content_type="application/json")

    assert (answer.status_code, answer.json()["strict"]) == (200, "2026-12-07")
