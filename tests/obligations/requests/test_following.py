"""Open requests follow the signature they rest on: clocks begin, and end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from obligations.models import Deadline, JobRun
from obligations.requests.services import following, requests
from obligations.requests.tasks import refresh_request_clocks
from providers.services import facts
from tests.api.conftest import Program
from tests.factories.providers import NOW
from tests.obligations.requests.made import TODAY, answer, record, sign

pytestmark = pytest.mark.django_db


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
