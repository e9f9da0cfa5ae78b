"""What the AI Office reads of a notification that came after the two weeks (A11)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.factories.providers import NOW
from tests.obligations.systemic_risk.conftest import TODAY, add, done, record_ledger, send

pytestmark = pytest.mark.django_db
A11 = (
    "Had the model been placed before 2 August 2025, 2 August 2027 would be the outer limit (A11)."
)
YEAR_LATER = NOW + timedelta(days=365)


@pytest.fixture
def pages(office, placed, officer):
    """Send a notification that states a day, and give its page and the list as the Office reads."""

    def sent(known_on, now=NOW):
        add(placed, officer, done(inputs={"flop": "2e25"}))
        record_ledger(placed, officer)
        row = send(placed, officer, sent_on=now.date(), now=now, known_on=known_on)
        addresses = reverse("office-notification", args=[row.pk]), reverse("office-notifications")
        return [office.get(one).content.decode() for one in addresses]

    return sent


def test_what_is_late_only_for_a_newer_model_is_no_alarm_and_shows_the_doubt(pages):
    page, listed = pages(date(2026, 10, 10))

    assert "whether that was late is open" in page
    assert "whether that was late is open" in listed
    for one in (page, listed):
        assert A11 in one
        assert "Open question A11" in one
        assert "tone-bad" not in one


def test_what_was_sent_after_the_outer_limit_too_is_late(pages):
    page, listed = pages(date(2026, 10, 10), YEAR_LATER)

    assert "Sent after the last day" in page
    assert "Sent after it" in listed
    assert "is open" not in listed


def test_what_was_sent_in_time_says_so(pages):
    page, listed = pages(TODAY - timedelta(days=3))

    assert "Sent in time" in page
    assert "In time" in listed
    assert "Open question A11" not in listed
