"""Is it a general-purpose AI model: rules K1 to K5 of the Guidelines, three-valued."""

import pytest

from obligations.law.classification import general_purpose
from obligations.law.facts import ModelFacts
from tests.obligations.law.samples import TODAY, day, flop, modification

NO_COMPUTE = ("training_compute_flop",)
NO_MODALITY = ("output_modalities",)


def answer(compute=None, modalities=None, *, cumulative=None, **facts):
    return general_purpose(
        ModelFacts(
            training_compute_flop=flop(compute),
            cumulative_compute_flop=flop(cumulative),
            output_modalities=None if modalities is None else frozenset(modalities.split()),
            **facts,
        ),
        TODAY,
    )


@pytest.mark.parametrize(
    ("compute", "modalities", "expected"),
    [
        # K1: both halves, strictly greater than 10^23.
        ("1.0000000001e23", "text", True),
        ("1e23", "text", False),
        ("2e23", "code", True),
        ("2e23", "speech", True),
        ("2e23", "image", True),
        ("2e23", "video", True),
        ("2e23", "text other", True),
        # "More than 10^23 is general-purpose" without the second half is a frequent error.
        ("1e24", "other", False),
        ("1e26", "other", False),
        # Weather, chess and the like generate something else (K3).
        ("9.9e22", "text image video", False),
        # One failed half is enough, whatever is unknown.
        ("1e22", None, False),
        (None, "other", False),
        # Unknown is neither.
        (None, None, None),
        (None, "text", None),
        ("1e24", None, None),
        ("1e24", "", None),
        # Audio is language or music; nothing says which (K1, K3).
        ("1e24", "audio", None),
        ("1e24", "audio other", None),
        ("1e24", "audio speech", True),
    ],
)
def test_the_indicative_criterion(compute, modalities, expected):
    assert answer(compute, modalities).answer is expected


@pytest.mark.parametrize(
    ("example", "compute", "modalities"),
    [
        ("text model without generality", "1e22", "text"),
        ("speech to text", "1e24", "text"),
        ("text to speech", "1e24", "speech"),
        ("image upscaling", "1e24", "image"),
        ("inpainting", "1e24", "image"),
        ("chess or video games", "1e24", "other"),
        ("weather or physics", "1e24", "other"),
        ("music from prompts", "1e24", "audio"),
        ("sound effects", "1e24", "audio"),
    ],
)
def test_the_examples_outside_lack_generality(example, compute, modalities):
    """K3: several of them meet the criterion; that they are narrow rebuts it (K2)."""
    found = answer(compute, modalities, broad_generality=False)

    assert found.answer is False, example
    assert "para" in found.cite


@pytest.mark.parametrize("broad", [True, False])
@pytest.mark.parametrize("compute", [None, "1e22", "1e26"])
@pytest.mark.parametrize("modalities", [None, "other", "text"])
def test_known_generality_rebuts_the_criterion_both_ways(broad, compute, modalities):
    """K2."""
    assert answer(compute, modalities, broad_generality=broad).answer is broad


@pytest.mark.parametrize("decision", [True, False])
@pytest.mark.parametrize("broad", [True, False, None])
@pytest.mark.parametrize("compute", [None, "1e22", "1e26"])
def test_the_providers_own_decision_goes_first(decision, broad, compute):
    found = answer(compute, "text", broad_generality=broad, general_purpose=decision)

    assert found.answer is decision
    assert "The provider has decided" in found.because


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"designated_on": day("2026-10-01")}, True),
        ({"designated_on": day("2026-10-01"), "general_purpose": False}, True),
        ({"designated_on": day("2026-12-01"), "general_purpose": False}, False),  # not yet
        ({"rebuttal_rejected_on": day("2026-10-01"), "general_purpose": False}, True),
        ({"rebuttal_accepted_on": day("2026-10-01")}, True),
        ({"rebuttal_accepted_on": day("2026-10-01"), "general_purpose": False}, False),
    ],
)
def test_a_decision_of_the_commission_implies_a_general_purpose_model(facts, expected):
    assert answer(**facts).answer is expected


def test_a_large_modification_of_a_model_with_systemic_risk_is_one():
    changed = modification("4e24", "9e24", original_systemic=True)

    assert answer(modification=changed).answer is True


@pytest.mark.parametrize(
    ("training", "cumulative", "expected"),
    [
        (None, "1e23", False),  # the training compute is part of it
        (None, "1.2e23", None),  # too close: within 30 % below, it may be 0.84e23
        (None, "1.43e23", True),  # 0.7 x 1.43e23 is more than 1e23
        (None, "3e25", True),
        ("9e22", "3e25", False),  # C1: parameter updates decide this question
        ("2e23", "3e25", True),
    ],
)
def test_which_compute_decides(training, cumulative, expected):
    assert answer(training, "text", cumulative=cumulative).answer is expected


@pytest.mark.parametrize(
    ("compute", "modalities", "missing"),
    [
        (None, None, ("training_compute_flop", "output_modalities")),
        (None, "text", ("training_compute_flop", "broad_generality")),
        ("1e24", None, ("output_modalities",)),
        ("1e24", "audio", ("output_modalities", "broad_generality")),
    ],
)
def test_an_open_answer_names_what_is_missing_and_both_outcomes(compute, modalities, missing):
    found = answer(compute, modalities)

    assert found.missing == missing
    assert "Not known: " in found.because
    assert "would make it general-purpose" in found.because


@pytest.mark.parametrize(
    ("compute", "doubts"),
    [("7.69e22", ()), ("7.7e22", ("A12",)), ("1e23", ("A12",)), ("1.01e23", ())],
)
def test_an_estimate_near_the_criterion_is_surfaced(compute, doubts):
    """A12, the 10^23 analogue; the estimate itself decides."""
    found = answer(compute, "text")

    assert found.doubts == doubts
    assert found.answer is (compute == "1.01e23")


def test_an_answer_that_can_be_rebutted_says_so():
    """K2 again: software says likely, and leaves room for reasons."""
    assert "can be rebutted" in answer("1e24", "text").because
    assert "can be rebutted" in answer("1e22", "text").because
