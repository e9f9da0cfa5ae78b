"""What monitors are told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cop_tracker import health, pulse
from obligations.models import Pulse


@pytest.mark.django_db
def test_healthz_answers_once_the_product_can_serve(client):
    answer = client.get("/healthz", headers={"host": "10.0.0.1"})

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_readyz_names_each_part_and_what_is_missing(client, settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path
    pulse.say("worker", at=timezone.now())
    pulse.say("timetable", at=timezone.now() - timedelta(minutes=3))

    answer = client.get("/readyz")

    parts = answer.json()["parts"]
    assert answer.status_code == 503
    assert list(parts) == ["database", "broker", "worker", "timetable", "storage"]
    assert [name for name, part in parts.items() if part["ok"]] == ["database", "worker", "storage"]
    assert "last heard of" in parts["timetable"]["problem"]


@pytest.mark.django_db
def test_a_part_that_never_spoke_is_not_well():
    assert health.alive("worker")(timezone.now()) == "it has not been heard of yet"


@pytest.mark.django_db
def test_a_sign_of_life_is_one_row(settings):
    for _ in range(3):
        pulse.say("worker", at=timezone.now())

    assert Pulse.objects.count() == 1
    assert health.alive("worker")(timezone.now()) == ""


def test_a_storage_that_cannot_be_written_is_named(settings, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    settings.EVIDENCE_ROOT = blocked / "evidence"

    assert "cannot be written" in health.storage(timezone.now())
