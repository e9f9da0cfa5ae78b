"""What a recorded fact says was done: the notification of Art. 52(1), the mandate of Art. 54(1)."""

import pytest

from obligations.law.facts import ProviderFacts
from tests.obligations.law.samples import day, legacy, model, ruled, systemic

SUBMITTED = day("2026-06-10")


@pytest.mark.parametrize(
    ("facts", "done_on"),
    [
        ({}, None),
        ({"notification_submitted_on": SUBMITTED}, SUBMITTED),
        # Late, and done all the same.
        ({"notification_submitted_on": day("2026-09-01")}, day("2026-09-01")),
        # A plan is not done yet.
        ({"notification_submitted_on": day("2027-01-01")}, None),
        # Known again after an accepted rebuttal: the earlier notification ended with it.
        (
            {
                "notification_submitted_on": SUBMITTED,
                "rebuttal_accepted_on": day("2026-07-01"),
                "threshold_known_on": day("2026-10-01"),
            },
            None,
        ),
        (
            {
                "notification_submitted_on": day("2026-10-02"),
                "rebuttal_accepted_on": day("2026-07-01"),
                "threshold_known_on": day("2026-10-01"),
            },
            day("2026-10-02"),
        ),
    ],
)
def test_the_notification_is_done_when_it_was_submitted(facts, done_on):
    found = ruled(systemic(**facts), "aia-52-1")

    assert (found.owed, found.done_on) == (True, done_on)


def test_a_legacy_model_can_have_been_notified_early():
    flops = {"cumulative_compute_flop": None, "training_compute_flop": None}
    facts = legacy(
        **flops, threshold_known_on=day("2026-06-01"), notification_submitted_on=SUBMITTED
    )

    assert ruled(facts, "aia-52-1").done_on == SUBMITTED


@pytest.mark.parametrize("key", ["aia-54-1", "aia-54-4"])
@pytest.mark.parametrize(
    ("since", "done_on"),
    [
        (None, None),
        ("2026-08-01", "2026-08-01"),
        ("2026-10-01", "2026-10-01"),
        ("2027-01-01", None),
    ],
)
def test_the_mandate_is_done_when_it_is_in_force(key, since, done_on):
    provider = ProviderFacts(
        established_in="US", code_chapters={}, representative_since=since and day(since)
    )

    assert ruled(model(provider=provider), key).done_on == (done_on and day(done_on))


def test_other_duties_are_done_by_no_fact():
    assert ruled(systemic(notification_submitted_on=SUBMITTED), "aia-53-1-a").done_on is None
