"""queries/facts.py: what is recorded, as the law reads it."""

from datetime import date, timedelta
from decimal import Decimal

import pgtrigger
import pytest

from obligations.law.facts import ModelFacts, Modification, OpenSource, ProviderFacts
from obligations.law.terms import Chapter, Size
from obligations.queries import facts
from providers.errors import InvalidInput
from providers.models import Fact
from tests.factories.providers import NOW, make_fact, make_model

pytestmark = pytest.mark.django_db


def test_nothing_recorded_is_all_unknown(provider, ai_model):
    assert facts.of_provider(provider) == ProviderFacts()
    assert facts.of_model(ai_model) == ModelFacts()


def test_every_kind_of_fact_about_a_provider_reaches_the_law(provider):
    make_fact(provider, "establishment", country="US")
    make_fact(provider, "size", size="sme")
    make_fact(provider, "representative", name="Rep", since="2026-08-31")
    make_fact(
        provider,
        "code-signature",
        chapters={"transparency": "2025-08-01", "safety-security": None},
    )

    assert facts.of_provider(provider) == ProviderFacts(
        established_in="US",
        size=Size.SME,
        representative_since=date(2026, 8, 31),
        code_chapters={
            Chapter.TRANSPARENCY: date(2025, 8, 1),
            Chapter.SAFETY_SECURITY: None,
        },
    )


def test_no_chapter_signed_is_not_the_same_as_unknown(provider):
    make_fact(provider, "code-signature", chapters={})

    assert facts.of_provider(provider).code_chapters == {}


@pytest.mark.parametrize(
    ("on", "since"),
    [(None, date(2026, 1, 1)), (date(2026, 6, 30), date(2026, 1, 1)), (date(2026, 7, 1), None)],
)
def test_a_mandate_that_ended_is_none(provider, on, since):
    make_fact(provider, "representative", name="Rep", since="2026-01-01", until="2026-06-30")

    assert facts.of_provider(provider, on=on).representative_since == since


def test_every_kind_of_fact_about_a_model_reaches_the_law(provider, ai_model):
    make_fact(ai_model, "placement", union_market_date="2026-09-01")
    make_fact(ai_model, "general-purpose", decision=True, reasons="It talks.")
    make_fact(ai_model, "compute", training_compute_flop="2e24", cumulative_compute_flop="1.1e25")
    make_fact(ai_model, "capabilities", output_modalities=["text", "code"], broad_generality=True)
    make_fact(ai_model, "open-source", licence_open=True, monetised=False)
    make_fact(ai_model, "threshold-known", on="2026-03-02")
    make_fact(ai_model, "designation", on="2026-05-04", basis="52(4)")
    make_fact(
        ai_model,
        "rebuttal",
        submitted_on="2026-03-10",
        rejected_on="2026-04-01",
    )
    make_fact(ai_model, "notification", submitted_on="2026-03-10")
    make_fact(
        ai_model,
        "modification",
        compute_flop="3e24",
        original_compute_flop="8e24",
        original_systemic=False,
        same_provider=False,
    )

    assert facts.of_model(ai_model) == ModelFacts(
        union_market_date=date(2026, 9, 1),
        general_purpose=True,
        training_compute_flop=Decimal("2e24"),
        cumulative_compute_flop=Decimal("1.1e25"),
        output_modalities=frozenset({"text", "code"}),
        broad_generality=True,
        open_source=OpenSource(licence_open=True, monetised=False),
        threshold_known_on=date(2026, 3, 2),
        designated_on=date(2026, 5, 4),
        designation_basis="52(4)",
        rebuttal_submitted_on=date(2026, 3, 10),
        rebuttal_rejected_on=date(2026, 4, 1),
        notification_submitted_on=date(2026, 3, 10),
        modification=Modification(
            compute_flop=Decimal("3e24"),
            original_compute_flop=Decimal("8e24"),
            original_systemic=False,
            same_provider=False,
        ),
    )


def test_only_the_end_of_a_chain_counts(ai_model):
    make_fact(ai_model, "placement", union_market_date="2026-09-01")
    make_fact(ai_model, "placement", union_market_date=None)

    assert facts.of_model(ai_model).union_market_date is None


def test_models_share_their_providers_facts_and_nothing_else(provider, ai_model, rival_provider):
    other = make_model(provider)
    make_fact(provider, "establishment", country="DE")
    make_fact(rival_provider, "establishment", country="US")
    make_fact(ai_model, "placement", union_market_date="2026-09-01")

    found = facts.of_models(provider)

    assert set(found) == {ai_model.pk, other.pk}
    assert {one.provider.established_in for one in found.values()} == {"DE"}
    assert found[other.pk].union_market_date is None


@pytest.mark.parametrize("count", [1, 3])
def test_models_take_two_queries(provider, django_assert_num_queries, count):
    for _ in range(count):
        make_fact(make_model(provider), "placement", union_market_date="2026-09-01")

    with django_assert_num_queries(2):
        assert len(facts.of_models(provider)) == count


def test_what_the_law_cannot_take_is_refused_by_name(ai_model):
    make_fact(ai_model, "compute", training_compute_flop="2e24")
    before = Fact.objects.get()
    Fact.objects.create(
        provider=before.provider,
        ai_model=ai_model,
        kind="compute",
        value={"training_compute_flop": "1e99"},
        known_on=before.known_on,
        supersedes=before,
        recorded_at=before.recorded_at,
        recorded_by_name="An older version of this product",
    )

    with pytest.raises(InvalidInput) as refusal:
        facts.of_model(ai_model)

    assert refusal.value.field == "model.training_compute_flop"


def record_compute(ai_model, known_on: str, flop: str) -> Fact:
    """An estimate, known on a day; it supersedes the one before."""
    fact = make_fact(ai_model, "compute", cumulative_compute_flop=flop)
    later = NOW + timedelta(minutes=Fact.objects.count())
    with pgtrigger.ignore("providers.Fact:facts_are_never_edited"):
        Fact.objects.filter(pk=fact.pk).update(known_on=known_on, recorded_at=later)
    return fact


@pytest.mark.parametrize(
    ("estimates", "known"),
    [
        ([("2026-11-01", "9e24")], None),
        ([("2026-11-01", "1e25")], None),  # strictly greater than
        ([("2026-11-01", "9e24"), ("2026-11-20", "2e25")], date(2026, 11, 20)),
        ([("2026-11-01", "2e25"), ("2026-11-20", "3e25")], date(2026, 11, 1)),
        ([("2026-11-20", "2e25"), ("2026-11-01", "3e25")], date(2026, 11, 1)),
        ([("2026-11-01", "2e25"), ("2026-11-20", "9e24")], None),
        (
            [("2026-11-01", "2e25"), ("2026-11-10", "9e24"), ("2026-11-20", "2e25")],
            date(2026, 11, 20),
        ),
    ],
)
def test_an_estimate_above_the_threshold_says_since_when_it_is_known(ai_model, estimates, known):
    for known_on, flop in estimates:
        record_compute(ai_model, known_on, flop)

    assert facts.of_model(ai_model).threshold_known_on == known


def test_the_day_recorded_on_its_own_goes_before_the_estimates(ai_model):
    record_compute(ai_model, "2026-11-20", "2e25")
    make_fact(ai_model, "threshold-known", on="2026-10-05")

    assert facts.of_model(ai_model).threshold_known_on == date(2026, 10, 5)
