"""Legacy models (L4, Art. 111(3)) and modifications (D1 to D8, L2)."""

from decimal import Decimal

import pytest

from obligations.law import lineage
from obligations.law.facts import ModelFacts
from tests.obligations.law.samples import (
    FREE,
    assessed,
    day,
    flop,
    model,
    modification,
    owed,
    ruled,
)


@pytest.mark.parametrize(
    ("placed", "expected"),
    [
        ("2025-08-01", True),
        ("2025-08-02", False),  # before, not on
        ("2020-01-01", True),
        ("2026-09-01", False),
        (None, None),
    ],
)
def test_a_legacy_model_was_placed_before_chapter_v_applied(placed, expected):
    found = lineage.legacy(ModelFacts(union_market_date=placed and day(placed)))

    assert found.answer is expected
    assert found.missing == (() if placed else ("union_market_date",))


def test_later_versions_of_a_legacy_model_stay_legacy():
    """L4, and L2: later development by the same provider is the same model."""
    changed = modification("9e24", "1e24", same_provider=True)
    found = assessed(model(union_market_date=day("2024-05-01"), modification=changed))

    assert found.legacy.answer is True
    assert found.provider_of_modification.answer is False
    assert "later versions" in found.legacy.because


def one_third(*args, **more):
    return lineage.provider_of_modification(ModelFacts(modification=modification(*args, **more)))


@pytest.mark.parametrize(
    ("compute", "original", "systemic", "expected"),
    [
        # D2: strictly more than a third.
        ("3e24", "9e24", False, False),
        ("3.0000000001e24", "9e24", False, True),
        ("3e24", "8e24", False, True),
        ("3e22", "9e22", None, False),
        # A third that no finite decimal can write: 1/3 of 1e25.
        ("3.33333333333333333333333333333333e24", "1e25", True, False),
        ("3.33333333333333333333333333333334e24", "1e25", True, True),
        # D3: original unknown, original systemic: a third of 10^25.
        ("3.33e24", None, True, False),
        ("3.34e24", None, True, True),
        # D3: original unknown and not systemic: a third of 10^23, not of 10^25 (10.1).
        ("3.33e22", None, False, False),
        ("3.34e22", None, False, True),
        # Original known: the substitutes play no part (10.1).
        ("3.34e24", "2e25", True, False),
        ("3.34e22", "2e23", False, False),
        # Whether the original is systemic unknown: sure only where both substitutes agree.
        ("3.34e24", None, None, True),
        ("3.33e22", None, None, False),
        ("1e24", None, None, None),
        # The modification's own compute unknown.
        (None, "9e24", False, None),
        (None, None, None, None),
    ],
)
def test_a_modifier_becomes_the_provider_above_a_third(compute, original, systemic, expected):
    assert one_third(compute, original, original_systemic=systemic).answer is expected


@pytest.mark.parametrize("compute", [None, "1e20", "9e25"])
def test_the_same_provider_is_not_tested(compute):
    """D7."""
    found = one_third(compute, "1e24", same_provider=True)

    assert found.answer is False
    assert "not applied" in found.because


def test_the_duties_of_ones_own_model_stay_whatever_its_modification_took():
    """D7 and L2: same provider, same model."""
    facts = model(modification=modification("1e20", "1e24", same_provider=True))

    assert owed(facts)["aia-53-1-a"] is True
    assert "For the modification alone" not in ruled(facts, "aia-53-1-a").because


def test_the_origin_matters_for_systemic_risk_only_if_it_may_carry_it():
    facts = model(modification=modification(None, "9e23", original_systemic=False))

    assert assessed(facts).provider_of_modification.answer is None
    assert assessed(facts).systemic_risk.answer is False


@pytest.mark.parametrize(
    ("compute", "expected", "carries"),
    [("9e24", None, True), ("1e20", False, None), (None, None, None)],
)
def test_an_unknown_original_provider(compute, expected, carries):
    """Over a third, duties rest on the modifier either way; below, only if the model is its own."""
    facts = ModelFacts(modification=modification(compute, "1e24", same_provider=None))

    assert lineage.provider_of_modification(facts).answer is expected
    assert lineage.is_provider(facts).answer is carries


def test_no_modification_leaves_the_question_open_and_the_duties_in_place():
    facts = model()

    assert assessed(facts).provider_of_modification.answer is None
    assert lineage.is_provider(facts).answer is True
    assert owed(facts)["aia-53-1-c"] is True


@pytest.mark.parametrize(
    ("compute", "original", "systemic", "missing"),
    [
        (None, "9e24", False, ("modification.compute_flop",)),
        (
            "1e24",
            None,
            None,
            ("modification.original_compute_flop", "modification.original_systemic"),
        ),
    ],
)
def test_an_open_test_names_what_is_missing(compute, original, systemic, missing):
    assert one_third(compute, original, original_systemic=systemic).missing == missing


def test_below_a_third_nothing_is_owed_and_the_reason_mentions_significance():
    """D1: the criterion is indicative; a significant change of generality would count too."""
    found = assessed(model(modification=modification("1e22", "9e23", original_systemic=False)))

    assert {ruling.owed for ruling in found.rulings} == {False}
    assert "significantly (para. 59)" in found.provider_of_modification.because


def test_an_open_test_leaves_every_duty_open():
    found = owed(model(modification=modification(None, "9e23", original_systemic=False)))

    assert found["aia-53-1-c"] is None
    assert found["aia-53-1-d"] is None


def test_a_modifier_documents_its_modification_only():
    """D4."""
    facts = model(modification=modification("4e23", "9e23", original_systemic=False))

    assert "For the modification alone" in ruled(facts, "aia-53-1-a").because
    assert "For the modification alone" in ruled(facts, "aia-53-1-b").because
    assert "For the data used in the modification alone" in ruled(facts, "aia-53-1-c").because
    assert "For the data used in the modification alone" in ruled(facts, "aia-53-1-d").because
    assert ruled(facts, "aia-55-1-a").owed is False


def test_a_large_modification_of_a_systemic_model_carries_systemic_risk():
    """D5: full Art. 55 and the notification, whatever the modified model's own figures say."""
    facts = model(
        cumulative_compute_flop=Decimal("5e24"),
        training_compute_flop=Decimal("5e24"),
        open_source=FREE,
        threshold_known_on=day("2026-06-01"),
        modification=modification("5e24", "1.2e25", original_systemic=True),
    )
    found = assessed(facts)

    assert (found.systemic_risk.answer, found.systemic_risk.since) == (True, day("2026-06-01"))
    assert found.open_source_exemption.answer is False
    assert owed(facts)["aia-55-1-a"] is True
    assert ruled(facts, "aia-52-1").due.strict == day("2026-06-15")


def test_whether_the_original_is_systemic_decides_and_is_asked_for():
    facts = model(modification=modification("5e24", "9e24", original_systemic=None))
    found = assessed(facts)

    assert found.systemic_risk.answer is None
    assert found.systemic_risk.missing == ("modification.original_systemic",)


@pytest.mark.parametrize(
    ("compute", "original", "systemic", "same", "surfaced"),
    [
        ("1e24", "9.5e24", False, False, True),  # under a third, together over 10^25
        ("1e24", "9e24", False, False, False),  # together exactly 10^25
        ("5e24", "9e24", False, False, True),  # over a third: the total is still an open question
        ("1e24", "9.5e24", True, False, False),  # systemic already: D5 answers it
        ("1e24", "9.5e24", False, True, False),  # the provider's own model: lifecycle rule
        (None, "9.5e24", False, False, False),
    ],
)
def test_a_total_over_the_threshold_is_surfaced(compute, original, systemic, same, surfaced):
    """A13."""
    changed = modification(compute, original, original_systemic=systemic, same_provider=same)
    facts = ModelFacts(modification=changed)

    assert ("A13" in lineage.provider_of_modification(facts).doubts) is surfaced


@pytest.mark.parametrize(("original", "told"), [("9.5e24", True), ("2e24", False)])
@pytest.mark.parametrize("training", ["2e24", None])
@pytest.mark.parametrize("cumulative", ["2e24", None])
def test_a_large_total_is_told_in_the_reason(original, told, training, cumulative):
    facts = model(
        training_compute_flop=flop(training),
        cumulative_compute_flop=flop(cumulative),
        modification=modification("1e24", original, original_systemic=False),
    )
    found = assessed(facts).systemic_risk

    assert ("the total exceeds 10^25" in found.because) is told
    assert ("A13" in found.doubts) is told


def test_a_comparison_names_both_amounts():
    assert "3.4e24 FLOP, more than a third of the original's 9e24 FLOP" in (
        one_third("3.4e24", "9e24", original_systemic=False).because
    )
    assert "not more than a third of 1e23 FLOP, which stands in for" in (
        one_third("3e22", None, original_systemic=False).because
    )


def test_a_small_modification_with_a_large_total_is_not_decided_in_silence():
    """A13: not a provider under the one-third test; the rest is surfaced."""
    facts = model(
        cumulative_compute_flop=flop("1.05e25"),
        training_compute_flop=flop("1e24"),
        modification=modification("1e24", "9.5e24", original_systemic=False),
    )
    found = assessed(facts)

    assert found.provider_of_modification.answer is False
    assert found.systemic_risk.answer is True
    assert ruled(facts, "aia-55-1-a").owed is False
    assert "A13" in ruled(facts, "aia-55-1-a").doubts
    assert "A13" in found.doubts
