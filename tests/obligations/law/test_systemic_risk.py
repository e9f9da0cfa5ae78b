"""Systemic risk: rules S1 to S16 of the Act and the Guidelines, three-valued."""

import pytest

from obligations.law.classification import systemic_risk
from obligations.law.facts import ModelFacts
from tests.obligations.law.samples import (
    TODAY,
    assessed,
    day,
    flop,
    model,
    owed,
    ruled,
    systemic,
)


def answer(cumulative=None, training=None, *, on=TODAY, general_purpose=True, **facts):
    dates = {
        name: day(value) if isinstance(value, str) and name.endswith("_on") else value
        for name, value in facts.items()
    }
    return systemic_risk(
        ModelFacts(
            cumulative_compute_flop=flop(cumulative),
            training_compute_flop=flop(training),
            general_purpose=general_purpose,
            **dates,
        ),
        on,
    )


@pytest.mark.parametrize(
    ("cumulative", "training", "expected"),
    [
        # S2: cumulative, strictly greater than 10^25.
        ("1e25", None, False),
        ("1.0000000000000000000000000000000000001e25", None, True),
        ("3e25", None, True),
        ("9e24", None, False),  # the estimate itself decides (A12)
        # The training compute is part of the cumulative compute: enough for a yes.
        (None, "1.01e25", True),
        ("9e24", "1.01e25", True),
        # It stands in for the cumulative compute where it is clear of the tolerance of 30 %.
        (None, "2e24", False),
        (None, "7.69e24", False),
        # Within it, what is not recorded may decide.
        (None, "7.7e24", None),
        (None, "1e25", None),
        ("9e24", "8e24", False),
        (None, None, None),
    ],
)
def test_the_presumption_follows_cumulative_compute(cumulative, training, expected):
    assert answer(cumulative, training).answer is expected


@pytest.mark.parametrize(
    ("compute", "near"),
    [
        ("7.69e24", False),
        ("7.7e24", True),
        ("1e25", True),
        ("1.0000000000000000000000001e25", False),
    ],
)
def test_an_estimate_near_the_threshold_is_surfaced(compute, near):
    """W-11 and A12: the band is (7.69e24, 1e25]."""
    found = answer(compute)

    assert found.near_threshold is near
    assert ("A12" in found.doubts) is near


def test_no_other_figure_is_the_threshold():
    """S3 and 10.1: nobody raised it to 10^26."""
    assert answer("1.1e25").answer is True


@pytest.mark.parametrize("general_purpose", [True, False, None])
@pytest.mark.parametrize(("compute", "met"), [("3e25", True), ("1e24", False), (None, None)])
def test_only_general_purpose_models_are_classified(general_purpose, compute, met):
    """S2: the presumption is about general-purpose AI models; unknown stays unknown."""
    found = answer(compute, general_purpose=general_purpose)

    if general_purpose is False:
        assert found.answer is False
    elif general_purpose is None and met:
        assert found.answer is None
        assert "output_modalities" in found.missing
    else:
        assert found.answer is met


@pytest.mark.parametrize(
    ("known", "since"),
    [
        ("2026-06-01", "2026-06-01"),  # S4: from the moment the condition is met
        ("2025-03-01", "2025-08-02"),  # Chapter V did not apply before
        (None, None),
    ],
)
def test_the_status_exists_since_the_condition_is_met(known, since):
    found = answer("3e25", threshold_known_on=known)

    assert found.since == (since and day(since))
    assert found.missing == (() if known else ("threshold_known_on",))


def test_knowing_that_the_threshold_will_be_met_is_not_meeting_it():
    """S6: the notification comes first, the status when the condition is met (S4)."""
    facts = model(
        cumulative_compute_flop=flop("6e24"),
        training_compute_flop=None,
        threshold_known_on=TODAY,
        union_market_date=None,
    )

    assert assessed(facts).systemic_risk.answer is False
    assert ruled(facts, "aia-52-1").owed is True
    assert ruled(facts, "aia-52-1").due.strict == day("2026-12-07")
    assert ruled(facts, "aia-55-1-a").owed is False


def test_knowing_with_training_compute_alone_does_not_let_it_stand_in():
    """What is not recorded may have met the threshold already."""
    facts = ModelFacts(
        general_purpose=True, training_compute_flop=flop("2e24"), threshold_known_on=TODAY
    )

    assert assessed(facts).systemic_risk.answer is None
    assert owed(facts)["aia-52-1"] is True


def test_knowing_with_no_figure_recorded_owes_the_notification_and_leaves_the_rest_open():
    facts = ModelFacts(general_purpose=True, threshold_known_on=TODAY)

    assert owed(facts)["aia-52-1"] is True
    assert owed(facts)["aia-55-1-a"] is None


SUBMITTED = {"threshold_known_on": "2026-05-01", "rebuttal_submitted_on": "2026-05-10"}


def test_presenting_arguments_suspends_nothing():
    """S12."""
    found = answer("3e25", **SUBMITTED)

    assert found.answer is True
    assert "suspends nothing" in found.because


def test_rejected_arguments_leave_it_in_place_since_the_condition_was_met():
    """S12."""
    found = answer("3e25", **SUBMITTED, rebuttal_rejected_on="2026-08-01")

    assert (found.answer, found.since) == (True, day("2026-05-01"))


@pytest.mark.parametrize(
    ("on", "expected"), [("2026-07-31", True), ("2026-08-01", False), ("2026-11-23", False)]
)
def test_accepted_arguments_end_it_on_the_day_the_provider_is_informed(on, expected):
    """S13."""
    found = answer("3e25", **SUBMITTED, rebuttal_accepted_on="2026-08-01", on=day(on))

    assert found.answer is expected
    assert found.ended_on == (None if expected else day("2026-08-01"))


def test_after_an_acceptance_the_duties_end_and_notifying_again_is_owed():
    """S13 and O-52-2R."""
    facts = systemic(rebuttal_accepted_on=day("2026-08-01"))
    found = owed(facts)

    assert found["aia-55-1-a"] is False
    assert found["aia-52-1"] is False
    assert found["gl-40-renotify"] is True
    assert ruled(facts, "gl-40-renotify").applies_from == day("2026-08-01")
    assert ruled(facts, "gl-40-renotify").due is None
    assert found["aia-53-1-c"] is True


def test_facts_that_change_after_an_acceptance_open_the_question_and_the_clock_again():
    """DL-01: again after an accepted rebuttal changes."""
    facts = systemic(rebuttal_accepted_on=day("2026-08-01"), threshold_known_on=day("2026-11-01"))

    assert assessed(facts).systemic_risk.answer is None
    assert ruled(facts, "aia-52-1").due.strict == day("2026-11-15")
    assert owed(facts)["aia-55-1-a"] is None


@pytest.mark.parametrize(
    ("facts", "expected", "since"),
    [
        # S14(a): from being informed.
        ({"designated_on": "2026-10-01", "designation_basis": "52(4)"}, True, "2026-10-01"),
        # Designation needs no compute, and does not wait for it.
        (
            {
                "designated_on": "2026-10-01",
                "designation_basis": "52(4)",
                "cumulative": "1e24",
            },
            True,
            "2026-10-01",
        ),
        # S14(b): from when the condition was met.
        (
            {
                "designated_on": "2026-10-01",
                "designation_basis": "52(1)",
                "threshold_known_on": "2026-05-01",
            },
            True,
            "2026-05-01",
        ),
        ({"designated_on": "2026-10-01", "designation_basis": "52(1)"}, True, None),
        # A presumption that was there before the designation keeps its day.
        (
            {
                "designated_on": "2026-10-01",
                "designation_basis": "52(4)",
                "cumulative": "3e25",
                "threshold_known_on": "2026-05-01",
            },
            True,
            "2026-05-01",
        ),
        ({"designated_on": "2026-10-01"}, True, "2026-10-01"),
        # Not yet on this day.
        ({"designated_on": "2026-12-01", "cumulative": "1e24"}, False, None),
        # S13: a later designation is possible after an acceptance.
        (
            {
                "cumulative": "3e25",
                "threshold_known_on": "2026-01-01",
                "rebuttal_accepted_on": "2026-03-01",
                "designated_on": "2026-10-01",
                "designation_basis": "52(4)",
            },
            True,
            "2026-10-01",
        ),
        # An acceptance does not undo an earlier designation under Art. 52(4) ...
        (
            {
                "designated_on": "2026-03-01",
                "designation_basis": "52(4)",
                "rebuttal_accepted_on": "2026-10-01",
            },
            True,
            "2026-03-01",
        ),
        # ... but one for a failure to notify, which rests on the condition that was rebutted.
        (
            {
                "designated_on": "2026-03-01",
                "designation_basis": "52(1)",
                "rebuttal_accepted_on": "2026-10-01",
            },
            False,
            None,
        ),
        ({"designated_on": "2026-03-01", "rebuttal_accepted_on": "2026-10-01"}, None, None),
        # A rejection after an acceptance speaks of new arguments: the earlier day is gone.
        (
            {
                "threshold_known_on": "2026-01-01",
                "rebuttal_accepted_on": "2026-03-01",
                "rebuttal_rejected_on": "2026-10-01",
            },
            True,
            None,
        ),
    ],
)
def test_the_latest_decision_of_the_commission_speaks(facts, expected, since):
    found = answer(facts.pop("cumulative", None), **facts)

    assert (found.answer, found.since) == (expected, since and day(since))
    assert found.missing or found.answer is not None


@pytest.mark.parametrize(
    ("facts", "since"),
    [
        ({"rebuttal_accepted_on": "2026-10-01", "rebuttal_rejected_on": "2026-10-01"}, None),
        (
            {
                "rebuttal_rejected_on": "2026-10-01",
                "designated_on": "2026-10-01",
                "designation_basis": "52(4)",
            },
            "2026-10-01",
        ),
    ],
)
def test_on_one_day_the_decision_that_leaves_duties_in_place_goes_last(facts, since):
    found = answer(**facts)

    assert (found.answer, found.since) == (True, since and day(since))


@pytest.mark.parametrize(
    ("basis", "missing"),
    [("52(4)", ()), ("52(1)", ("threshold_known_on",)), (None, ("designation_basis",))],
)
def test_what_is_missing_about_a_designation(basis, missing):
    found = answer(designated_on="2026-10-01", designation_basis=basis)

    assert (found.answer, found.missing) == (True, missing)


@pytest.mark.parametrize(("on", "expected"), [("2026-09-30", False), ("2026-10-01", True)])
def test_a_designation_takes_effect_on_its_day(on, expected):
    found = answer("1e24", designated_on="2026-10-01", designation_basis="52(4)", on=day(on))

    assert found.answer is expected


@pytest.mark.parametrize(("known", "expected"), [("2026-08-01", False), ("2026-08-02", None)])
def test_only_what_became_known_after_an_acceptance_opens_the_question(known, expected):
    found = answer("3e25", threshold_known_on=known, rebuttal_accepted_on="2026-08-01")

    assert found.answer is expected


def test_a_rejection_does_not_reach_back_before_an_acceptance():
    """Known on the very day of the acceptance: that is what was accepted."""
    found = answer(
        threshold_known_on="2026-03-01",
        rebuttal_accepted_on="2026-03-01",
        rebuttal_rejected_on="2026-10-01",
    )

    assert (found.answer, found.since) == (True, None)


@pytest.mark.parametrize(
    ("compute", "submitted", "told"),
    [
        ("3e25", "2026-05-10", True),
        ("3e25", None, False),
        ("3e25", "2026-12-24", False),  # not yet
        ("1e24", "2026-05-10", False),  # nothing that could be suspended
    ],
)
def test_a_pending_rebuttal_is_mentioned_where_it_matters(compute, submitted, told):
    found = answer(compute, rebuttal_submitted_on=submitted)

    assert ("suspends nothing" in found.because) is told


def test_the_reason_names_the_figure_it_rests_on():
    assert "Cumulative training compute is 3e25 FLOP" in answer("3e25", "2e25").because
    assert "The training compute alone" in answer("9e24", "2e25").because


def test_without_a_decision_the_commission_may_still_designate():
    """S1(b)."""
    assert "may still designate" in answer("1e24").because


def test_an_open_answer_names_the_missing_fact_and_both_outcomes():
    found = answer()

    assert found.missing == ("cumulative_compute_flop",)
    assert "more than 10^25" in found.because.lower()
    assert "less, that it is not" in found.because
