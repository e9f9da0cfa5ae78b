"""Facts refuse what cannot be true, naming the field in the words of the API."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from obligations.law import countries
from obligations.law.facts import ModelFacts, Modification, OpenSource, ProviderFacts
from obligations.law.figures import ImpossibleValue, plain
from obligations.law.terms import Chapter

BAD_FLOP = [
    *map(Decimal, ("NaN", "sNaN", "Infinity", "-Infinity", "-1", "0", "0.5", "1e36", "1e400")),
    *(Decimal("1e999999"), Decimal("9" * 5000), 10**5000, 1.5e25, True, "1e25", b"1"),
]
EVENTS = (
    "threshold_known_on",
    "designated_on",
    "rebuttal_submitted_on",
    "rebuttal_accepted_on",
    "rebuttal_rejected_on",
    "notification_submitted_on",
)


@pytest.mark.parametrize("bad", BAD_FLOP, ids=lambda bad: str(type(bad)))
@pytest.mark.parametrize(
    ("field", "make"),
    [
        ("model.training_compute_flop", lambda bad: ModelFacts(training_compute_flop=bad)),
        ("model.cumulative_compute_flop", lambda bad: ModelFacts(cumulative_compute_flop=bad)),
        ("model.modification.compute_flop", lambda bad: Modification(compute_flop=bad)),
        (
            "model.modification.original_compute_flop",
            lambda bad: Modification(original_compute_flop=bad),
        ),
    ],
)
def test_impossible_compute_is_refused_by_name(field, make, bad):
    with pytest.raises(ImpossibleValue) as refused:
        make(bad)

    assert refused.value.field == field
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize("amount", [Decimal(1), Decimal("1e35"), 10**25, Decimal("2.34e15")])
def test_any_plausible_compute_is_taken(amount):
    assert ModelFacts(training_compute_flop=amount).training_compute_flop == amount


@pytest.mark.parametrize("name", EVENTS)
@pytest.mark.parametrize(
    "bad",
    [date(2023, 12, 31), date(2101, 1, 1), date.max, datetime(2026, 1, 1), "2026-01-01", 0],  # noqa: DTZ001
)
def test_an_impossible_event_is_refused_by_name(name, bad):
    with pytest.raises(ImpossibleValue) as refused:
        ModelFacts(**{name: bad})

    assert refused.value.field == f"model.{name}"


@pytest.mark.parametrize("bad", [date(1949, 12, 31), date(2199, 1, 1), "yesterday"])
def test_an_impossible_market_date_is_refused_by_name(bad):
    with pytest.raises(ImpossibleValue, match=r"^model\.union_market_date: "):
        ModelFacts(union_market_date=bad)


def test_a_model_may_be_older_than_the_act():
    assert ModelFacts(union_market_date=date(2020, 6, 11)).union_market_date.year == 2020


@pytest.mark.parametrize(
    ("field", "make"),
    [
        ("model.general_purpose", lambda: ModelFacts(general_purpose="yes")),
        ("model.broad_generality", lambda: ModelFacts(broad_generality=1)),
        ("model.output_modalities", lambda: ModelFacts(output_modalities=frozenset({"smell"}))),
        ("model.output_modalities", lambda: ModelFacts(output_modalities=frozenset({7}))),
        ("model.designation_basis", lambda: ModelFacts(designation_basis="52(2)")),
        ("model.open_source.monetised", lambda: OpenSource(monetised="no")),
        ("model.modification.same_provider", lambda: Modification(same_provider=0)),
        ("model.modification.original_systemic", lambda: Modification(original_systemic="")),
        ("provider.established_in", lambda: ProviderFacts(established_in="ZZ")),
        ("provider.established_in", lambda: ProviderFacts(established_in="Belgium")),
        ("provider.established_in", lambda: ProviderFacts(established_in="")),
        ("provider.size", lambda: ProviderFacts(size="unknown")),
        ("provider.code_chapters", lambda: ProviderFacts(code_chapters={"safety": None})),
        (
            "provider.code_chapters",
            lambda: ProviderFacts(code_chapters={Chapter.COPYRIGHT: date(2023, 1, 1)}),
        ),
        (
            "provider.representative_since",
            lambda: ProviderFacts(representative_since=date(2199, 1, 1)),
        ),
    ],
)
def test_a_word_or_truth_of_the_wrong_kind_is_refused_by_name(field, make):
    with pytest.raises(ImpossibleValue) as refused:
        make()

    assert refused.value.field == field


@pytest.mark.parametrize(("written", "code"), [("fr", "FR"), (" us ", "US"), ("EL", "GR")])
def test_a_country_is_read_as_people_write_it(written, code):
    assert ProviderFacts(established_in=written).established_in == code


def test_the_union_has_twenty_seven_member_states():
    assert len(countries.MEMBER_STATES) == 27
    assert "GB" not in countries.MEMBER_STATES
    assert not countries.MEMBER_STATES & countries.EEA_BESIDE_THE_UNION


def test_facts_can_be_keys():
    assert len({ModelFacts(), ModelFacts(), ModelFacts(general_purpose=True)}) == 2


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("1e25", "1e25"),
        ("37908000000000000000000000", "3.7908e25"),
        ("2048", "2048"),
        ("0.40", "0.4"),
        ("-1.50", "-1.5"),
        ("0", "0"),
        ("0.00", "0"),
        ("0.0000012", "1.2e-6"),
        ("1234567", "1.234567e6"),
        (
            "1.2345678901234567890123456789012345678e30",
            "1.2345678901234567890123456789012345678e30",
        ),
    ],
)
def test_numbers_are_written_as_people_do(value, written):
    assert plain(Decimal(value)) == written
