"""The fact that decides an answer: the one without which the law would answer otherwise."""

from dataclasses import fields

import pytest

from obligations.catalogue.loader import catalogue
from obligations.law.applicability import assess
from obligations.law.deciding import OF_MODELS, OF_PROVIDERS, deciding
from obligations.law.facts import ModelFacts, ProviderFacts
from obligations.queries import missing
from tests.obligations.law.samples import TODAY, day, flop

ABROAD = ProviderFacts(established_in="US", code_chapters={})
SYSTEMIC = {"training_compute_flop": flop("2e25"), "cumulative_compute_flop": flop("2e25")}
COMPUTE = {**SYSTEMIC, "output_modalities": frozenset({"text"})}
PLACED = {"union_market_date": day("2026-01-01"), "provider": ABROAD}
OF_ALL = frozenset(OF_MODELS) | frozenset(OF_PROVIDERS)


def decided(facts, *recorded):
    entries, days = catalogue().as_of(TODAY), catalogue().working_days()
    rulings = assess(entries, facts, TODAY, days).rulings
    kinds = recorded or OF_ALL
    return deciding(entries, facts, rulings, recorded=kinds, on=TODAY, working_days=days)


def test_the_fact_that_turns_an_answer_decides_it():
    found = decided(ModelFacts(**COMPUTE, **PLACED))

    assert found["aia-54-1"] == "establishment"
    assert found["aia-55-1-a"] == "compute"


def test_where_nothing_is_known_nothing_decides():
    assert decided(ModelFacts()) == {}


@pytest.mark.parametrize(
    ("facts", "recorded", "kind"),
    [
        # The day the threshold became known was recorded by itself, with or without an estimate.
        ({"threshold_known_on": day("2026-06-01")}, ["threshold-known"], "threshold-known"),
        # It is that of the estimate, where nobody recorded it.
        ({**COMPUTE, "threshold_known_on": day("2026-06-01")}, ["compute"], "compute"),
        ({"notification_submitted_on": day("2026-06-10")}, ["notification"], "notification"),
    ],
)
def test_the_notification_is_decided_by_what_was_recorded(facts, recorded, kind):
    known = ModelFacts(general_purpose=True, **facts, **PLACED)

    assert decided(known, *recorded)["aia-52-1"] == kind


def test_a_kind_that_nobody_recorded_decides_nothing():
    assert set(decided(ModelFacts(**COMPUTE, **PLACED), "establishment").values()) == {
        "establishment"
    }


def test_each_fact_stands_under_the_kind_that_records_it():
    of_models = {one.name for one in fields(ModelFacts)} - {"provider"}
    of_providers = {one.name for one in fields(ProviderFacts)}

    for groups, names in ((OF_MODELS, of_models), (OF_PROVIDERS, of_providers)):
        assert sorted(name for group in groups.values() for name in group) == sorted(names)
        for kind, group in groups.items():
            assert {missing.kind_name(name) for name in group} == {kind}
