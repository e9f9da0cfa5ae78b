"""Open legal questions: surfaced where a case meets them, and nowhere else."""

from decimal import Decimal

import pytest

from obligations.law import deadlines, fines, retention
from obligations.law.applicability import RAISED_BY_RULES, assess
from obligations.law.facts import ModelFacts, ProviderFacts
from obligations.law.terms import Chapter, Clock, Period, Retention, RetentionStart, Size
from tests.obligations.law.samples import (
    ALL_CHAPTERS,
    AMERICAN,
    COMMISSION,
    FREE,
    TODAY,
    assessed,
    day,
    entry,
    flop,
    legacy,
    model,
    modification,
    systemic,
)

SIGNED = ProviderFacts(established_in="FR", code_chapters=ALL_CHAPTERS)
PARTLY = ProviderFacts(
    established_in="FR", code_chapters={Chapter.SAFETY_SECURITY: day("2025-08-01")}
)
SMALL = ProviderFacts(established_in="FR", code_chapters=ALL_CHAPTERS, size=Size.SME)

# For each question that only some cases meet: a case that meets it, and one that does not.
CASES = {
    "A11": (legacy(cumulative_compute_flop=flop("3e25")), systemic()),
    "A12": (model(cumulative_compute_flop=flop("9e24")), model()),
    "A13": (
        model(modification=modification("1e24", "9.5e24", original_systemic=False)),
        model(modification=modification("1e24", "2e24", original_systemic=False)),
    ),
    "A14": (model(open_source=FREE), model()),
    "A15": (model(union_market_date=None), model()),
    "A18": (systemic(), systemic(provider=SIGNED)),
    "A19": (systemic(provider=PARTLY), systemic(provider=SIGNED)),
    "A23": (systemic(provider=SIGNED, threshold_known_on=TODAY), systemic(provider=SIGNED)),
    "A24": (systemic(provider=SMALL), systemic(provider=SIGNED)),
    "A34": (legacy(provider=AMERICAN), model(provider=AMERICAN)),
}


def surfaced(facts):
    entries = [
        entry("aia-52-1", "systemic-risk-notification", doubts=("A11",)),
        entry("aia-53-1-c", "copyright-policy", doubts=("A15",)),
        entry("aia-53-4", "other-adequate-means", args={"article": "53"}, doubts=("A19",)),
        entry("aia-54-1", "authorised-representative", args={"task": "appoint"}, doubts=("A34",)),
        entry("aia-55-1-a", "systemic-risk-obligation"),
        entry("aia-55-1-c", "systemic-risk-obligation", doubts=("A18",)),
        entry("cop-ss-1.1", "framework-confirmation", doubts=("A23", "A24")),
    ]
    return assess(entries, facts, TODAY, COMMISSION).doubts


def test_every_question_of_a_case_has_its_cases():
    assert set(CASES) == RAISED_BY_RULES


@pytest.mark.parametrize("name", CASES)
def test_a_question_is_surfaced_where_it_is_met(name):
    assert name in surfaced(CASES[name][0])


@pytest.mark.parametrize("name", CASES)
def test_a_question_is_not_surfaced_elsewhere(name):
    """Although the entries carry it."""
    assert name not in surfaced(CASES[name][1])


def test_the_age_of_an_incident_is_a_question_of_that_obligation_alone():
    """A18 is about reporting without undue delay, not about evaluations."""
    entries = [entry("aia-55-1-a", "systemic-risk-obligation")]

    assert assess(entries, systemic(), TODAY, COMMISSION).doubts == ()


@pytest.mark.parametrize("name", ["A4", "A6", "A17", "A28", "A29"])
def test_other_questions_of_an_entry_show_unless_it_is_not_owed(name):
    entries = [entry("aia-53-1-a", "model-documentation", doubts=(name,))]

    assert assess(entries, model(), TODAY, COMMISSION).doubts == (name,)
    assert name in assess(entries, ModelFacts(), TODAY, COMMISSION).doubts
    assert assess(entries, model(general_purpose=False), TODAY, COMMISSION).doubts == ()


def test_questions_come_in_order_and_once():
    entries = [
        entry("aia-53-1-a", "model-documentation", doubts=("A21", "A17", "A2")),
        entry("aia-53-1-b", "downstream-information", doubts=("A2", "A29")),
    ]

    assert assess(entries, model(), TODAY, COMMISSION).doubts == ("A2", "A17", "A21", "A29")


def test_questions_of_counting_come_with_the_clock():
    """A1 time zone, A2 Regulation 1182/71 and the Code, A3 business days."""
    clock = Clock(
        key="cop-ss-1.4",
        title="Give access to the Framework",
        event="The Framework is confirmed",
        event_key="framework-confirmed",
        cite="Measure 1.4",
        entry="cop-ss-1.4",
        length=Period.parse("5 business days"),
        doubts=("A6",),
    )

    assert deadlines.doubts(clock) == ("A1", "A2", "A3", "A6")


def test_questions_of_retention_come_with_the_day():
    """A17 withdrawal, A21 versions."""
    kept = Retention(years=10, start=RetentionStart.PLACING, cite="Measure 1.1")

    assert retention.keep_until(kept, placed_on=TODAY).doubts == ("A17", "A21")


def test_questions_of_fines_come_with_the_ceiling():
    """A25 several regimes, A30 whose turnover."""
    assert fines.exposure(Decimal(1), TODAY).doubts == ("A25", "A30")


def test_the_contracts_example_meets_its_question():
    """The worked example of the API: modification and original together exceed 10^25."""
    facts = ModelFacts(
        union_market_date=day("2026-09-01"),
        training_compute_flop=flop("2e24"),
        output_modalities=frozenset({"text"}),
        open_source=FREE,
        modification=modification("3e24", "8e24", original_systemic=False),
        provider=ProviderFacts(
            established_in="US",
            size=Size.LARGE,
            representative_since=day("2026-08-31"),
            code_chapters=dict.fromkeys(Chapter),
        ),
    )
    found = assessed(facts)

    assert found.general_purpose.answer is True
    assert found.systemic_risk.answer is False
    assert found.systemic_risk.since is None
    assert found.systemic_risk.near_threshold is False
    assert found.open_source_exemption.answer is True
    assert found.legacy.answer is False
    assert "A13" in found.doubts
    ruling = next(one for one in found.rulings if one.key == "aia-53-1-c")
    assert (ruling.owed, ruling.applies_from) == (True, day("2026-09-01"))
    assert (ruling.due.strict, ruling.due.rolled) == (day("2026-09-01"), day("2026-09-01"))
    assert ruling.enforceable_from == day("2026-08-02")
    assert (ruling.cite, ruling.measures) == ("Art. 53(1)(c)", ("cop-cr-1.1",))
