"""The open-source exemption: F1 to F4, its effect and its loss."""

from dataclasses import replace

import pytest

from obligations.law.facts import OpenSource
from tests.obligations.law.samples import (
    AMERICAN,
    FREE,
    assessed,
    day,
    flop,
    model,
    owed,
    systemic,
)

FREED = {"aia-53-1-a", "aia-53-1-b", "aia-54-1", "aia-54-2", "aia-54-3", "aia-54-4", "aia-54-5"}
NAMES = tuple(OpenSource.__dataclass_fields__)


def answer(open_source, **facts):
    return assessed(model(open_source=open_source, **facts)).open_source_exemption


def test_all_tests_passed_and_no_systemic_risk_exempt():
    found = answer(FREE)

    assert found.answer is True
    assert "copyright policy, public summary and cooperation stay" in found.because


@pytest.mark.parametrize("name", NAMES)
def test_one_failed_test_is_enough(name):
    """F1 licence and access, F3 monetisation, F4 parameters, architecture, usage information."""
    failing = name == "monetised"

    assert answer(replace(FREE, **{name: failing})).answer is False
    # Even when nothing else is known, and even when systemic risk is not known.
    alone = OpenSource(**{name: failing})
    assert answer(alone, cumulative_compute_flop=None, training_compute_flop=None).answer is False


@pytest.mark.parametrize("name", NAMES)
def test_one_unknown_test_leaves_it_open_and_is_named(name):
    found = answer(replace(FREE, **{name: None}))

    assert found.answer is None
    assert found.missing == (f"open_source.{name}",)


def test_weights_alone_are_not_enough():
    """F4."""
    weights_only = replace(FREE, architecture_public=False, usage_information_public=False)
    found = answer(weights_only)

    assert found.answer is False
    assert "the architecture is not public" in found.because
    assert "the information on use is not public" in found.because


def test_nothing_known_asks_for_the_tests():
    assert answer(None).missing == ("open_source",)


def test_unknown_systemic_risk_leaves_it_open():
    found = answer(FREE, cumulative_compute_flop=None, training_compute_flop=None)

    assert found.answer is None
    assert found.missing == ("cumulative_compute_flop",)
    assert found.because.startswith("The open-source tests are passed. Whether the model carries")


def test_the_exemption_frees_from_three_things_alone():
    """Effect; "open source is fully exempt" is a frequent error."""
    closed = owed(model(provider=AMERICAN))
    free = owed(model(provider=AMERICAN, open_source=FREE))

    assert {key for key in closed if closed[key] and not free[key]} == FREED
    assert free["aia-53-1-c"] is free["aia-53-1-d"] is free["aia-53-3"] is True


def test_systemic_risk_ends_it_at_once():
    """Loss; "systemic models are exempt if open source" is a frequent error."""
    facts = systemic(provider=AMERICAN, open_source=FREE)

    assert assessed(facts).open_source_exemption.answer is False
    assert all(owed(facts)[key] for key in FREED)
    assert owed(facts)["aia-55-1-a"] is True


def test_a_designation_ends_it_and_an_accepted_rebuttal_brings_it_back():
    designated = model(open_source=FREE, designated_on=day("2026-10-01"), designation_basis="52(4)")
    rebutted = systemic(open_source=FREE, rebuttal_accepted_on=day("2026-10-01"))

    assert assessed(designated).open_source_exemption.answer is False
    assert assessed(designated, day("2026-09-30")).open_source_exemption.answer is True
    assert assessed(rebutted).open_source_exemption.answer is True
    assert assessed(rebutted, day("2026-09-30")).open_source_exemption.answer is False


def test_restrictions_on_behaviour_in_a_licence_are_surfaced():
    """A14: Guidelines, para. 81, allows proportionate safety terms; the user must justify them."""
    assert answer(FREE).doubts == ("A14",)
    assert answer(replace(FREE, licence_open=False)).doubts == ()


def test_near_the_threshold_the_exemption_stands_and_the_doubt_shows():
    found = assessed(model(open_source=FREE, cumulative_compute_flop=flop("9e24")))

    assert found.open_source_exemption.answer is True
    assert "A12" in found.doubts
