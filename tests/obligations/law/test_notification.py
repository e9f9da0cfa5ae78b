"""The notification of systemic risk and the rights beside it (Art. 52; S5 to S8, S13, S15)."""

from dataclasses import replace

import pytest

from obligations.catalogue.loader import catalogue
from obligations.law import lineage
from obligations.law.facts import ModelFacts
from obligations.law.rules import two_weeks
from tests.obligations.law.samples import (
    APPLIES,
    FREE,
    LEGACY,
    POWERS,
    TODAY,
    day,
    flop,
    legacy,
    model,
    modification,
    owed,
    ruled,
    systemic,
)


@pytest.mark.parametrize(
    ("known", "strict", "rolled"),
    [
        ("2026-11-23", "2026-12-07", "2026-12-07"),
        ("2026-12-10", "2026-12-24", "2027-01-04"),
        # Models over it when Chapter V began to apply (GL para. 112, table 5.1).
        ("2025-08-02", "2025-08-16", "2025-08-18"),
        ("2024-03-01", "2025-08-16", "2025-08-18"),
    ],
)
def test_the_notification_is_due_two_weeks_after_it_became_known(known, strict, rolled):
    found = ruled(systemic(threshold_known_on=day(known)), "aia-52-1")

    assert found.owed is True
    assert (found.due.strict, found.due.rolled) == (day(strict), day(rolled))
    assert found.applies_from == max(day(known), APPLIES)
    assert found.clock == "aia-52-1-notification"


@pytest.mark.parametrize("facts", [systemic(), legacy(cumulative_compute_flop=flop("3e25"))])
@pytest.mark.parametrize("known", ["2024-03-01", "2026-12-10", "2027-09-01"])
def test_the_two_weeks_are_counted_alike_by_the_rule_and_by_the_clock(known, facts):
    facts = replace(facts, threshold_known_on=day(known))
    texts = catalogue()

    found = ruled(facts, "aia-52-1")
    weeks = two_weeks.by_clock(
        day(known),
        texts.clocks[two_weeks.CLOCK],
        texts.working_days(),
        legacy=lineage.legacy(facts).answer,
    )

    assert found.due == weeks.due
    assert weeks.doubt in found.because


def test_the_notification_may_precede_training_and_placing():
    facts = systemic(union_market_date=day("2027-06-01"), threshold_known_on=TODAY)

    assert ruled(facts, "aia-52-1").due.strict == day("2026-12-07")
    assert ruled(facts, "aia-53-1-a").applies_from == day("2027-06-01")


@pytest.mark.parametrize(
    ("facts", "enforced"),
    [
        (systemic(), POWERS),
        (systemic(union_market_date=None), None),  # legacy or not decides
        (legacy(cumulative_compute_flop=flop("3e25")), LEGACY),
    ],
)
def test_from_when_the_notification_is_enforced(facts, enforced):
    found = ruled(facts, "aia-52-1")

    assert (found.owed, found.enforceable_from) == (True, enforced)


def test_the_two_weeks_are_a_period_of_the_act():
    found = ruled(systemic(threshold_known_on=day("2026-12-10")), "aia-52-1")

    assert "It applies in principle to periods of the Act" in found.due.because


def test_without_the_day_it_became_known_there_is_no_last_day():
    found = ruled(systemic(threshold_known_on=None), "aia-52-1")

    assert (found.owed, found.due) == (True, None)
    assert found.missing == ("threshold_known_on",)
    assert "not recorded" in found.because


def test_a_legacy_model_notifies_by_the_outer_limit_and_is_advised_to_do_so_earlier():
    """A11."""
    found = ruled(
        legacy(cumulative_compute_flop=flop("3e25"), threshold_known_on=day("2024-03-01")),
        "aia-52-1",
    )

    assert (found.due.strict, found.due.rolled) == (LEGACY, LEGACY)
    assert found.doubts == ("A11",)
    assert "consider notifying early" in found.because


@pytest.mark.parametrize(
    ("known", "strict"), [("2027-07-19", LEGACY), ("2027-07-20", day("2027-08-03"))]
)
def test_two_weeks_that_end_after_the_outer_limit_give_their_own_last_day(known, strict):
    found = ruled(legacy(threshold_known_on=day(known)), "aia-52-1")

    assert found.due.strict == strict
    assert ("A11" in found.doubts) is (strict == LEGACY)
    assert found.enforceable_from == LEGACY


def test_the_placing_is_not_asked_where_it_moves_no_day():
    facts = systemic(union_market_date=None, threshold_known_on=day("2027-09-01"))

    found = ruled(facts, "aia-52-1")

    assert found.due.strict == day("2027-09-15")
    assert "A11" not in found.doubts
    assert "outer limit" not in found.because


def test_without_a_market_date_the_earlier_day_counts_and_the_doubt_is_shown():
    found = ruled(systemic(union_market_date=None), "aia-52-1")

    assert found.due.strict == day("2026-06-15")
    assert "A11" in found.doubts
    assert "union_market_date" in found.missing


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        # S5: only compute and a qualifying modification trigger it; a designation does not.
        ({"designated_on": day("2026-10-01"), "designation_basis": "52(4)"}, False),
        ({"designated_on": day("2026-10-01"), "designation_basis": "52(1)"}, True),
        ({"designated_on": day("2026-10-01")}, None),  # on which basis?
        ({"rebuttal_rejected_on": day("2026-10-01")}, True),
        ({"notification_submitted_on": day("2026-10-01"), "cumulative_compute_flop": None}, True),
        ({"general_purpose": False, "threshold_known_on": TODAY}, False),
        ({"general_purpose": None, "threshold_known_on": TODAY, "output_modalities": None}, None),
        ({"cumulative_compute_flop": flop("9e24")}, False),
        ({"modification": modification("1e22", "9e24", original_systemic=False)}, False),
    ],
)
def test_what_triggers_the_notification(facts, expected):
    assert owed(model(**facts))["aia-52-1"] is expected


def test_a_late_notification_says_so():
    facts = systemic(notification_submitted_on=day("2026-06-16"))

    assert ruled(facts, "aia-52-1").because.endswith("16 June 2026, after the last day.")
    facts = systemic(notification_submitted_on=day("2026-06-15"))
    assert ruled(facts, "aia-52-1").because.endswith("submitted on 15 June 2026.")


def test_neither_open_source_nor_size_frees_from_the_notification():
    assert owed(systemic(open_source=FREE))["aia-52-1"] is True


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (systemic(), "at the latest on 15 June 2026"),
        (systemic(threshold_known_on=None), "is not known"),
        (systemic(notification_submitted_on=day("2026-06-10")), "the moment went with it"),
        (model(), "there is nothing to rebut"),
        (ModelFacts(), "is open"),
    ],
)
def test_the_right_to_rebut_is_never_owed_and_says_until_when(facts, sentence):
    """DL-02: together with the notification, and mitigations are no ground (S8)."""
    found = ruled(facts, "aia-52-2")

    assert found.owed is False
    assert sentence in found.because
    assert "Mitigations are no valid ground" in found.because


@pytest.mark.parametrize(
    ("designated", "basis", "sentence"),
    [
        (None, None, "No designation is recorded"),
        ("2026-08-31", "52(4)", "Not before 28 February 2027"),  # six months, no 31 February
        ("2026-08-31", None, "if the designation rests on Art. 52(4)"),
        ("2026-08-31", "52(1)", "not of a failure to notify"),
        ("2026-12-01", "52(4)", "No designation is recorded"),  # not yet
        ("2026-11-23", "52(4)", "Not before 23 May 2027"),
    ],
)
def test_the_right_to_reassessment_is_never_owed_and_says_from_when(designated, basis, sentence):
    """S15 and DL-03: an earliest day, not a deadline."""
    facts = model(designated_on=designated and day(designated), designation_basis=basis)
    found = ruled(facts, "aia-52-5")

    assert (found.owed, found.due) == (False, None)
    assert sentence in found.because


@pytest.mark.parametrize(
    ("later", "expected", "missing"),
    [
        # A failure to notify was found after the acceptance: the condition was met again, and the
        # day that became known before the acceptance says nothing about it.
        (
            {"designated_on": day("2026-10-01"), "designation_basis": "52(1)"},
            True,
            ("threshold_known_on",),
        ),
        ({"rebuttal_rejected_on": day("2026-10-01")}, True, ("threshold_known_on",)),
        ({"designated_on": day("2026-10-01")}, None, ("designation_basis",)),
        ({"designated_on": day("2026-10-01"), "designation_basis": "52(4)"}, False, ()),
        ({}, False, ()),
    ],
)
def test_what_reopens_the_notification_after_an_acceptance(later, expected, missing):
    found = ruled(systemic(rebuttal_accepted_on=day("2026-08-01"), **later), "aia-52-1")

    assert (found.owed, found.due, found.missing) == (expected, None, missing)


@pytest.mark.parametrize(
    ("known", "accepted", "expected"),
    [
        ("2026-06-01", "2026-11-23", False),  # accepted today
        ("2026-06-01", "2026-11-24", True),  # not yet
        ("2026-08-01", "2026-08-01", False),  # what was known that day was accepted
        ("2026-08-02", "2026-08-01", True),
    ],
)
def test_an_acceptance_settles_the_notification_from_its_day(known, accepted, expected):
    facts = systemic(threshold_known_on=day(known), rebuttal_accepted_on=day(accepted))

    assert owed(facts)["aia-52-1"] is expected


def test_a_notification_from_before_an_acceptance_is_not_the_one_owed_now():
    facts = systemic(
        notification_submitted_on=day("2026-06-10"),
        rebuttal_accepted_on=day("2026-08-01"),
        threshold_known_on=day("2026-11-20"),
    )

    assert "It was submitted" not in ruled(facts, "aia-52-1").because
    assert "at the latest on 4 December 2026" in ruled(facts, "aia-52-2").because


def test_a_notification_of_today_counts():
    facts = systemic(threshold_known_on=None, notification_submitted_on=TODAY)

    assert "It was submitted on 23 November 2026." in ruled(facts, "aia-52-1").because


def test_a_threshold_known_on_the_first_day_needs_no_explanation():
    first = ruled(systemic(threshold_known_on=APPLIES), "aia-52-1")
    before = ruled(systemic(threshold_known_on=day("2025-08-01")), "aia-52-1")

    assert "the two weeks run from then" not in first.because
    assert "the two weeks run from then" in before.because


@pytest.mark.parametrize("decision", ["rebuttal_rejected_on", "designated_on"])
def test_an_acceptance_that_no_longer_stands_asks_for_nothing(decision):
    facts = systemic(rebuttal_accepted_on=day("2026-08-01"), **{decision: day("2026-10-01")})

    assert owed(facts)["gl-40-renotify"] is False
    assert owed(facts, day("2026-10-01"))["gl-40-renotify"] is False
    assert owed(facts, day("2026-09-30"))["gl-40-renotify"] is True
    assert owed(facts, day("2026-08-01"))["gl-40-renotify"] is True
    assert owed(facts, day("2026-07-31"))["gl-40-renotify"] is False
