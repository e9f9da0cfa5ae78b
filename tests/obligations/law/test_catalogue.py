"""The law over the real catalogue: every rule and clock, and cases seen from their ends."""

from datetime import date
from decimal import Decimal

import pytest

from obligations.catalogue.loader import catalogue
from obligations.law import deadlines
from obligations.law.applicability import assess, rulings
from obligations.law.facts import ModelFacts, ProviderFacts
from obligations.law.rules import RULES, article_52, code_of_practice, problems
from obligations.law.terms import Bearer, Chapter, Kind, Period, Size
from tests.obligations.law.samples import (
    ALL_CHAPTERS,
    AMERICAN,
    FREE,
    LEGACY,
    TODAY,
    day,
    flop,
    legacy,
    model,
    modification,
    systemic,
)

BEFORE_THE_OMNIBUS = date(2026, 7, 26)
DOCUMENTED = {"aia-53-1-a", "aia-53-1-b"}
FOR_EVERYONE = {"aia-53-1-c", "aia-53-1-d", "aia-53-3"}
REPRESENTATIVE = {
    *("aia-54-1", "aia-54-2", "aia-54-3", "aia-54-3-a", "aia-54-3-b", "aia-54-3-c"),
    *("aia-54-3-d", "aia-54-4", "aia-54-5"),
}
SYSTEMIC = {"aia-52-1", "aia-55-1-a", "aia-55-1-b", "aia-55-1-c", "aia-55-1-d"}
RIGHTS = {"aia-52-2", "aia-52-5"}
OTHER_MEANS = {"aia-53-4", "aia-55-2"}
ARTICLES_52_TO_55 = DOCUMENTED | FOR_EVERYONE | REPRESENTATIVE | SYSTEMIC | RIGHTS | OTHER_MEANS


def assessed(facts, on=TODAY):
    return assess(catalogue().as_of(on), facts, on, catalogue().working_days())


def by_key(facts, on=TODAY):
    return {ruling.key: ruling for ruling in assessed(facts, on).rulings}


def owed(facts, on=TODAY):
    return {key for key, ruling in by_key(facts, on).items() if ruling.owed}


@pytest.mark.parametrize("on", [day("2025-08-02"), BEFORE_THE_OMNIBUS, TODAY])
def test_every_rule_an_entry_names_exists_with_its_arguments(on):
    entries = catalogue().as_of(on)

    assert {entry.key: problems(entry) for entry in entries if problems(entry)} == {}


def test_every_rule_is_used():
    assert {entry.rule for entry in catalogue().as_of(TODAY)} - {None} == set(RULES)


def test_every_obligation_of_articles_52_to_55_is_ruled_on():
    ruled = {key for key in by_key(ModelFacts()) if key[:6] in {"aia-52", "aia-53", "aia-54"}}
    ruled |= {key for key in by_key(ModelFacts()) if key.startswith("aia-55")}

    assert ruled == ARTICLES_52_TO_55


def test_every_measure_of_the_code_is_ruled_on_for_its_chapter():
    entries = catalogue().as_of(TODAY)
    measures = {entry.key for entry in entries if entry.kind is Kind.MEASURE}
    facts = systemic(provider=ProviderFacts(established_in="FR", code_chapters=ALL_CHAPTERS))

    assert len(measures) == 40
    assert measures <= owed(facts)
    for chapter, prefix in zip(Chapter, ("cop-tr", "cop-cr", "cop-ss"), strict=True):
        signed = ProviderFacts(established_in="FR", code_chapters={chapter: day("2025-08-01")})
        found = owed(systemic(provider=signed)) & measures
        assert found == {key for key in measures if key.startswith(prefix)}


def test_rulings_and_assessment_agree():
    entries, days = catalogue().as_of(TODAY), catalogue().working_days()

    assert rulings(entries, systemic(), TODAY, days) == assessed(systemic()).rulings


def test_every_clock_with_a_length_can_be_counted_and_names_a_known_event():
    for clock in catalogue().clocks.values():
        assert clock.event_key in deadlines.EVENTS
        if clock.length is not None:
            due = deadlines.due(clock, TODAY, catalogue().working_days())
            assert due.strict <= due.rolled


@pytest.mark.parametrize(
    ("key", "length", "backwards", "act"),
    [
        ("aia-52-1-notification", article_52.NOTIFICATION, False, True),
        ("aia-52-5-reassessment", article_52.REASSESSMENT, False, True),
        (
            "cop-ss-1.1-after-notification",
            code_of_practice.FRAMEWORK_AFTER_NOTIFICATION,
            False,
            False,
        ),
        ("cop-ss-1.1-before-placing", code_of_practice.FRAMEWORK_BEFORE_PLACING, True, False),
    ],
)
def test_lengths_that_rules_count_with_are_those_of_the_catalogue(key, length, backwards, act):
    clock = catalogue().clocks[key]

    assert (clock.length, clock.backwards, clock.act) == (length, backwards, act)


@pytest.mark.parametrize(
    ("key", "length"),
    [
        ("cop-ss-9.3-critical-infrastructure", "2 days"),
        ("cop-ss-9.3-cybersecurity", "5 days"),
        ("cop-ss-9.3-death", "10 days"),
        ("cop-ss-9.3-other", "15 days"),
        ("cop-ss-9.3-intermediate", "4 weeks"),
        ("cop-ss-9.3-final", "60 days"),
        ("cop-tr-1.2-downstream-request", "14 days"),
    ],
)
def test_clocks_of_the_code_count_calendar_days(key, length):
    assert catalogue().clocks[key].length == Period.parse(length)
    assert catalogue().clocks[key].act is False


def test_every_clock_a_ruling_names_is_in_the_catalogue():
    signed = ProviderFacts(established_in="US", code_chapters=ALL_CHAPTERS)
    named = {
        ruling.clock
        for facts in (systemic(provider=signed), legacy(provider=signed), ModelFacts())
        for ruling in by_key(facts).values()
    }

    assert named - {None} <= set(catalogue().clocks)


def test_a_day_of_placing_names_the_clock_of_its_entry():
    facts = model(provider=ProviderFacts(established_in="US", code_chapters=ALL_CHAPTERS))
    found = by_key(facts)

    assert found["aia-53-1-a"].clock == "aia-53-1-a-placing"
    assert found["aia-54-1"].clock == "aia-54-1-before-placing"
    assert found["cop-tr-1.1"].clock == "cop-tr-1.1-placing"
    assert by_key(legacy())["aia-53-1-a"].clock is None


def test_every_doubt_that_can_be_surfaced_is_described():
    facts = [systemic(), legacy(), model(open_source=FREE), ModelFacts()]
    surfaced = {name for one in facts for name in assessed(one).doubts}

    assert surfaced <= set(catalogue().doubts)


def test_the_representative_bears_its_own_duties():
    found = by_key(model(provider=AMERICAN))

    assert {key for key, ruling in found.items() if ruling.bearer is Bearer.REPRESENTATIVE} == {
        key for key in REPRESENTATIVE if key.startswith(("aia-54-3", "aia-54-5"))
    }


# Golden cases: which obligations of Articles 52 to 55 are owed, all of them and no other.


@pytest.mark.parametrize(
    ("case", "facts", "expected"),
    [
        (
            "a closed model from the Union, nothing signed",
            model(),
            DOCUMENTED | FOR_EVERYONE | {"aia-53-4"},
        ),
        (
            "the same, signed",
            model(provider=ProviderFacts(established_in="DE", code_chapters=ALL_CHAPTERS)),
            DOCUMENTED | FOR_EVERYONE,
        ),
        (
            "a closed model from a third country",
            model(provider=AMERICAN),
            DOCUMENTED | FOR_EVERYONE | REPRESENTATIVE | {"aia-53-4"},
        ),
        (
            "open source from a third country",
            model(provider=AMERICAN, open_source=FREE),
            FOR_EVERYONE | {"aia-53-4"},
        ),
        (
            "open source with systemic risk from a third country",
            systemic(provider=AMERICAN, open_source=FREE),
            ARTICLES_52_TO_55 - RIGHTS,
        ),
        (
            "legacy with systemic risk",
            legacy(
                provider=AMERICAN,
                cumulative_compute_flop=flop("2.1e25"),
                training_compute_flop=flop("2.1e25"),
                threshold_known_on=day("2024-01-01"),
            ),
            ARTICLES_52_TO_55 - RIGHTS,
        ),
        ("not general-purpose", model(general_purpose=False, provider=AMERICAN), set()),
        (
            "too small a modification",
            model(modification=modification("1e22", "9e23", original_systemic=False)),
            set(),
        ),
        (
            "a rebuttal accepted",
            systemic(rebuttal_accepted_on=day("2026-09-15")),
            DOCUMENTED | FOR_EVERYONE | {"aia-53-4"},
        ),
    ],
)
def test_exactly_what_is_owed(case, facts, expected):
    assert owed(facts) & ARTICLES_52_TO_55 == expected, case


def test_a_legacy_model_with_systemic_risk_has_one_day_for_everything():
    facts = legacy(provider=AMERICAN, cumulative_compute_flop=flop("2.1e25"))
    found = [ruling for key, ruling in by_key(facts).items() if key in ARTICLES_52_TO_55 - RIGHTS]

    assert {ruling.due.strict for ruling in found} == {LEGACY}
    assert {ruling.applies_from for ruling in found} == {LEGACY}
    assert {ruling.enforceable_from for ruling in found} == {LEGACY}


def test_when_nothing_is_known_everything_is_open():
    found = by_key(ModelFacts())

    assert {key for key, ruling in found.items() if ruling.owed is None} == (
        set(found) - RIGHTS - {"gl-40-renotify"}
    )


def test_a_model_that_passes_the_threshold_gains_the_duties_of_systemic_risk():
    """The journey of the two weeks: recording compute on 23 November 2026."""
    signed = ProviderFacts(established_in="FR", code_chapters={})
    before = model(provider=signed, cumulative_compute_flop=Decimal("9e24"))
    after = model(
        provider=signed, cumulative_compute_flop=Decimal("1.1e25"), threshold_known_on=TODAY
    )
    gained = owed(after) - owed(before)

    assert gained == SYSTEMIC | {"aia-55-2", "aia-93-3"}
    due = by_key(after)["aia-52-1"].due
    assert (due.strict, due.rolled) == (day("2026-12-07"), day("2026-12-07"))


def test_the_example_of_the_contract():
    facts = ModelFacts(
        union_market_date=day("2026-09-01"),
        training_compute_flop=Decimal("2e24"),
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
    ruling = by_key(facts)["aia-53-1-c"]

    assert owed(facts) & ARTICLES_52_TO_55 == FOR_EVERYONE
    assert ruling.cite == "Art. 53(1)(c)"
    assert "cop-cr-1.1" in ruling.measures
    assert (ruling.applies_from, ruling.enforceable_from) == (
        day("2026-09-01"),
        day("2026-08-02"),
    )
    assert "A13" in assessed(facts).doubts
