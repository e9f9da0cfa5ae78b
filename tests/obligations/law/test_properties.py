"""What holds for every case, whatever the facts."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obligations.law import wording
from obligations.law.applicability import over_models
from obligations.law.facts import MODALITIES, ModelFacts, Modification, OpenSource, ProviderFacts
from obligations.law.terms import Chapter, Due, Ruling, Size
from tests.obligations.law.samples import FREE, RIGHTS, assessed, day

TRUTHS = st.sampled_from([None, True, False])
DAYS = st.none() | st.dates(date(2024, 1, 1), date(2028, 12, 31))
FLOPS = st.none() | st.sampled_from(
    [
        *("1e22", "1e23", "1.2e23", "1e24", "3.4e24"),
        *("7.7e24", "1e25", "1.1e25", "3e25", "1e35"),
    ]
).map(Decimal)
CHAPTERS = st.none() | st.dictionaries(st.sampled_from(Chapter), DAYS)
PROVIDERS = st.builds(
    ProviderFacts,
    established_in=st.sampled_from([None, "FR", "US", "NO"]),
    size=st.sampled_from([None, *Size]),
    representative_since=DAYS,
    code_chapters=CHAPTERS,
)
MODELS = st.builds(
    ModelFacts,
    union_market_date=DAYS,
    general_purpose=TRUTHS,
    training_compute_flop=FLOPS,
    cumulative_compute_flop=FLOPS,
    output_modalities=st.none() | st.frozensets(st.sampled_from(sorted(MODALITIES))),
    broad_generality=TRUTHS,
    open_source=st.none()
    | st.builds(OpenSource, **dict.fromkeys(OpenSource.__dataclass_fields__, TRUTHS)),
    threshold_known_on=DAYS,
    designated_on=DAYS,
    designation_basis=st.sampled_from([None, "52(4)", "52(1)"]),
    rebuttal_submitted_on=DAYS,
    rebuttal_accepted_on=DAYS,
    rebuttal_rejected_on=DAYS,
    notification_submitted_on=DAYS,
    modification=st.none()
    | st.builds(
        Modification,
        compute_flop=FLOPS,
        original_compute_flop=FLOPS,
        original_systemic=TRUTHS,
        same_provider=TRUTHS,
    ),
    provider=PROVIDERS,
)


def answers(found):
    return (
        found.general_purpose,
        found.systemic_risk,
        found.open_source_exemption,
        found.legacy,
        found.provider_of_modification,
    )


@settings(max_examples=400, deadline=None)
@given(MODELS, st.dates(date(2024, 7, 12), date(2028, 12, 31)))
def test_every_answer_is_whole(facts, on):
    found = assessed(facts, on)

    for answer in answers(found):
        assert answer.because.endswith(".")
        assert "  " not in answer.because
        assert answer.cite
        assert answer.missing or answer.answer is not None
        assert set(answer.missing) <= set(wording.FACTS)
    for ruling in found.rulings:
        assert ruling.because.endswith(".")
        assert "  " not in ruling.because
        assert ruling.cite
        assert ruling.missing or ruling.owed is not None
        assert len(set(ruling.missing)) == len(ruling.missing)
        assert set(ruling.missing) <= set(wording.FACTS)
        if not ruling.owed:
            assert (ruling.applies_from, ruling.due, ruling.enforceable_from) == (None, None, None)
        if ruling.due:
            assert ruling.due.strict <= ruling.due.rolled
        if ruling.key in RIGHTS:
            assert ruling.owed is False


@settings(max_examples=400, deadline=None)
@given(MODELS, st.dates(date(2024, 7, 12), date(2028, 12, 31)))
def test_every_case_obeys_the_text(facts, on):
    found = assessed(facts, on)
    owed = {ruling.key: ruling.owed for ruling in found.rulings}

    if found.open_source_exemption.answer:
        assert found.systemic_risk.answer is not True
        assert owed["aia-53-1-a"] is owed["aia-53-1-b"] is owed["aia-54-1"] is False
    if found.general_purpose.answer is False:
        assert found.systemic_risk.answer is False
    if found.systemic_risk.answer:
        assert found.general_purpose.answer is True
        assert found.open_source_exemption.answer is False
        assert (
            not found.systemic_risk.near_threshold
            or facts.designated_on
            or (facts.rebuttal_rejected_on or facts.modification)
        )
    if found.legacy.answer:
        for ruling in found.rulings:
            if ruling.owed and ruling.due and ruling.key.startswith("aia-5"):
                # Two weeks that begin late may end after what Art. 111(3) gives.
                is_later = ruling.key == "aia-52-1" and ruling.due.strict > day("2027-08-02")
                assert is_later or ruling.due.strict == day("2027-08-02")
    if owed["aia-55-2"]:
        assert owed["aia-55-1-a"] is True


# What becomes known may close an open answer; it may not overturn a settled one, except where a
# documented stand-in or a decision is replaced. These facts are neither.
SETTLING = ("union_market_date", "output_modalities", "open_source", "provider")


@settings(max_examples=300, deadline=None)
@given(MODELS, MODELS, st.sampled_from(SETTLING), st.dates(date(2025, 8, 2), date(2027, 12, 31)))
def test_a_missing_fact_that_becomes_known_overturns_nothing(facts, other, name, on):
    unknown = ProviderFacts() if name == "provider" else None
    before = assessed(replace(facts, **{name: unknown}), on)
    after = assessed(replace(facts, **{name: getattr(other, name)}), on)

    for earlier, later in zip(answers(before), answers(after), strict=True):
        assert earlier.answer is None or earlier.answer is later.answer
    for earlier, later in zip(before.rulings, after.rulings, strict=True):
        assert earlier.owed is None or earlier.owed is later.owed, earlier.key


def ruling(owed, *, applies_from=None, due=None):
    return Ruling(
        key="cop-cr-1.1",
        title="One policy",
        owed=owed,
        because="Because.",
        cite="Measure 1.1",
        applies_from=applies_from and day(applies_from),
        due=due and Due(day(due), day(due), False, "Because."),
    )


@pytest.mark.parametrize(
    ("rulings", "expected"),
    [
        ([ruling(False), ruling(None)], ruling(None)),
        ([ruling(None), ruling(True), ruling(False)], ruling(True)),
        ([ruling(False), ruling(False)], ruling(False)),
        (
            [ruling(True, due="2026-09-01"), ruling(True, due="2026-08-01"), ruling(True)],
            ruling(True, due="2026-08-01"),
        ),
        (
            [ruling(True, applies_from="2026-09-01"), ruling(True, applies_from="2025-09-01")],
            ruling(True, applies_from="2025-09-01"),
        ),
    ],
)
def test_a_provider_owes_once_what_any_of_its_models_asks(rulings, expected):
    assert over_models(rulings) == expected


def test_no_models_leave_nothing_to_join():
    with pytest.raises(ValueError, match="nothing to join"):
        over_models([])


def test_every_fact_has_words():
    named = {field.name for field in fields(ModelFacts)} - {"provider"}
    named |= {field.name for field in fields(ProviderFacts)}
    named |= {f"open_source.{field.name}" for field in fields(OpenSource)}
    named |= {f"modification.{field.name}" for field in fields(Modification)}

    assert named == set(wording.FACTS)


def test_the_exemption_does_not_depend_on_the_order_of_tests():
    assert assessed(ModelFacts(open_source=FREE)).open_source_exemption.answer is None
