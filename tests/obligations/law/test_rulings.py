"""Obligations of Arts. 53 to 56, 91 to 93 and 111: on whom, since when, by which day."""

from datetime import timedelta

import pytest

from obligations.law.facts import ModelFacts, ProviderFacts
from obligations.law.terms import Chapter
from tests.obligations.law.samples import (
    ALL_CHAPTERS,
    AMERICAN,
    APPLIES,
    EUROPEAN,
    FREE,
    LEGACY,
    OBLIGATIONS,
    POWERS,
    RIGHTS,
    TODAY,
    assessed,
    day,
    flop,
    legacy,
    model,
    owed,
    ruled,
    systemic,
)

PLACED = day("2026-09-01")
DATED = ("aia-53-1-a", "aia-53-1-b", "aia-53-1-c", "aia-53-1-d")


@pytest.mark.parametrize("key", DATED)
def test_what_must_exist_when_the_model_is_placed(key):
    """DL-04: on the day itself, which does not move."""
    found = ruled(model(), key)

    assert (found.owed, found.applies_from) == (True, PLACED)
    assert (found.due.strict, found.due.rolled) == (PLACED, PLACED)
    assert found.enforceable_from == POWERS


@pytest.mark.parametrize("key", DATED)
def test_a_placing_on_a_sunday_does_not_move(key):
    sunday = day("2026-11-29")
    found = ruled(model(union_market_date=sunday), key)

    assert (found.due.strict, found.due.rolled) == (sunday, sunday)


@pytest.mark.parametrize("key", [*DATED, "aia-53-3", "aia-53-4"])
def test_the_first_day_of_chapter_v_is_not_legacy(key):
    found = ruled(model(union_market_date=APPLIES), key)

    assert (found.applies_from, found.enforceable_from) == (APPLIES, POWERS)


@pytest.mark.parametrize("key", [*DATED, "aia-53-3", "aia-53-4", "aia-111-3"])
def test_legacy_models_comply_and_are_enforced_from_2027(key):
    """DL-05 and table 1.2: read both dates as 2 August 2027."""
    found = ruled(legacy(), key)

    assert (found.owed, found.applies_from, found.enforceable_from) == (True, LEGACY, LEGACY)
    assert (found.due.strict, found.due.rolled) == (LEGACY, LEGACY)


def test_the_day_before_chapter_v_is_legacy():
    assert ruled(model(union_market_date=day("2025-08-01")), "aia-53-1-a").due.strict == LEGACY


@pytest.mark.parametrize("key", ["aia-91-5", "aia-92-5", "aia-93-1"])
def test_the_commissions_requests_set_their_own_day(key):
    """DL-09: owed since the powers apply, without a day; for legacy models since 2027."""
    assert ruled(model(), key).applies_from == PLACED
    assert ruled(model(union_market_date=day("2025-09-01")), key).applies_from == POWERS
    assert ruled(legacy(), key).applies_from == LEGACY
    assert {ruled(facts, key).due for facts in (model(), legacy(), systemic())} == {None}


def test_binding_commitments_concern_systemic_risk_alone():
    assert owed(model())["aia-93-3"] is False
    assert owed(systemic())["aia-93-3"] is True


def test_cooperation_has_no_day():
    found = ruled(model(), "aia-53-3")

    assert (found.owed, found.due) == (True, None)


def test_a_planned_placing_is_owed_with_a_first_day_in_the_future():
    planned = TODAY + timedelta(days=100)
    found = ruled(model(union_market_date=planned), "aia-53-1-c")

    assert (found.owed, found.applies_from) == (True, planned)
    assert "It will apply from 3 March 2027." in found.because


@pytest.mark.parametrize("key", [*DATED, "aia-53-3", "aia-54-1", "aia-91-5"])
def test_without_a_placing_it_is_open_and_named(key):
    """K4: research before placing carries no duty; whether it is placed is asked for."""
    found = ruled(model(union_market_date=None, provider=AMERICAN), key)

    assert found.owed is None
    assert found.missing == ("union_market_date",)
    assert "A15" in found.doubts
    assert "research" in found.because


# Art. 54 (O-54-1 to O-54-5, DL-06).


@pytest.mark.parametrize("key", ["aia-54-1", "aia-54-4"])
def test_the_mandate_is_given_before_placing(key):
    """Strictly before: the last day is the day before, and it does not move."""
    monday = day("2026-11-30")
    found = ruled(model(provider=AMERICAN, union_market_date=monday), key)

    assert found.owed is True
    assert (found.due.strict, found.due.rolled) == (day("2026-11-29"), day("2026-11-29"))
    assert found.applies_from == day("2026-11-29")


def test_the_representative_of_a_model_placed_on_the_first_day():
    """The day before lies before Chapter V: the last day is there, the duty begins with it."""
    found = ruled(model(provider=AMERICAN, union_market_date=APPLIES), "aia-54-1")

    assert (found.due.strict, found.applies_from) == (day("2025-08-01"), APPLIES)


@pytest.mark.parametrize("key", ["aia-54-2", "aia-54-3", "aia-54-5"])
def test_other_tasks_of_the_representative_have_no_day(key):
    found = ruled(model(provider=AMERICAN), key)

    assert (found.owed, found.due) == (True, None)


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("FR", False),
        ("EL", False),  # the Union's own code for Greece
        ("GR", False),
        ("HR", False),
        ("RE", False),  # Réunion: the Treaties apply in full
        ("AX", False),  # Åland
        ("US", True),
        ("UK", True),
        ("GB", True),
        ("CH", True),
        ("GL", True),  # Greenland: Danish, and outside the Union
        ("NO", None),  # the Act is EEA-relevant: incorporated or not?
        ("IS", None),
        ("LI", None),
        (None, None),
    ],
)
def test_only_third_country_providers_need_a_representative(country, expected):
    found = ruled(model(provider=ProviderFacts(established_in=country)), "aia-54-1")

    assert found.owed is expected
    assert found.missing == (("established_in",) if expected is None else ())


def test_an_exempt_model_needs_none_wherever_its_provider_is():
    unknown = ProviderFacts()

    assert owed(model(open_source=FREE, provider=unknown))["aia-54-1"] is False


def test_a_union_provider_needs_none_whatever_else_is_unknown():
    assert owed(ModelFacts(provider=EUROPEAN))["aia-54-1"] is False


@pytest.mark.parametrize(
    ("since", "sentence"),
    [
        (None, "No mandate is recorded."),
        ("2026-08-31", "The recorded mandate begins on 31 August 2026, before the placing."),
        ("2026-09-01", "1 September 2026, which is not before the placing on 1 September 2026."),
    ],
)
def test_the_recorded_mandate_is_held_against_the_placing(since, sentence):
    provider = ProviderFacts(established_in="US", representative_since=since and day(since))

    assert sentence in ruled(model(provider=provider), "aia-54-1").because


def test_a_legacy_mandate_is_not_held_against_a_placing_in_the_past():
    provider = ProviderFacts(established_in="US", representative_since=day("2026-08-31"))

    assert "begins on 31 August 2026." in ruled(legacy(provider=provider), "aia-54-1").because


def test_legacy_models_of_third_countries_cannot_appoint_in_the_past():
    """A34."""
    found = ruled(legacy(provider=AMERICAN), "aia-54-1")

    assert (found.due.strict, found.applies_from) == (LEGACY, LEGACY)
    assert "A34" in found.doubts
    assert "earlier is better" in found.because


# Art. 55 (O-55-1a to d).

ARTICLE_55 = ("aia-55-1-a", "aia-55-1-b", "aia-55-1-c", "aia-55-1-d")


@pytest.mark.parametrize("key", ARTICLE_55)
def test_systemic_risk_adds_its_duties_from_the_moment_it_exists(key):
    """S4: before placing, if the condition is met before."""
    found = ruled(systemic(threshold_known_on=day("2026-06-01")), key)

    assert (found.owed, found.applies_from, found.due) == (True, day("2026-06-01"), None)
    assert found.enforceable_from == POWERS


@pytest.mark.parametrize("key", ARTICLE_55)
def test_legacy_models_with_systemic_risk_wait_until_2027(key):
    facts = legacy(cumulative_compute_flop=flop("3e25"), threshold_known_on=day("2024-03-01"))
    found = ruled(facts, key)

    assert (found.applies_from, found.due.strict) == (LEGACY, LEGACY)


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        (systemic(threshold_known_on=None), ("threshold_known_on",)),
        (systemic(union_market_date=None), ("union_market_date",)),
        (
            systemic(union_market_date=None, threshold_known_on=None),
            ("union_market_date", "threshold_known_on"),
        ),
    ],
)
def test_an_unknown_first_day_is_not_guessed(facts, missing):
    found = ruled(facts, "aia-55-1-a")

    assert (found.owed, found.applies_from, found.missing) == (True, None, missing)
    # Whether the model is legacy decides when it can be enforced; the missing day does not.
    expected = None if "union_market_date" in missing else POWERS
    assert found.enforceable_from == expected


# Arts. 53(4) and 55(2) (O-53-4), Art. 56(5).

TR, CR, SS = Chapter.TRANSPARENCY, Chapter.COPYRIGHT, Chapter.SAFETY_SECURITY


def signatory(*chapters, on="2025-08-01"):
    return ProviderFacts(established_in="FR", code_chapters=dict.fromkeys(chapters, day(on)))


@pytest.mark.parametrize(
    ("chapters", "free", "of_53", "named"),
    [
        ((), False, True, ("Transparency", "Copyright")),
        ((TR,), False, True, ("Copyright",)),
        ((CR,), False, True, ("Transparency",)),
        ((SS,), False, True, ("Transparency", "Copyright")),  # the case of xAI in 6.4
        ((TR, CR), False, False, ()),
        # An exempt model owes nothing that the transparency chapter speaks to.
        ((CR,), True, False, ()),
        ((), True, True, ("Copyright",)),
    ],
)
def test_a_chapter_not_signed_leaves_other_adequate_means(chapters, free, of_53, named):
    more = {"open_source": FREE} if free else {}
    found = ruled(model(provider=signatory(*chapters), **more), "aia-53-4")

    assert found.owed is of_53
    assert found.due is None
    if of_53:
        told = found.because.split(". There,")[0]
        assert ("Transparency" in told, "Copyright" in told) == (
            "Transparency" in named,
            "Copyright" in named,
        )


@pytest.mark.parametrize(
    ("chapters", "is_systemic", "expected"),
    [
        ((), True, True),
        ((TR, CR), True, True),
        ((SS,), True, False),
        ((), False, False),
    ],
)
def test_without_the_safety_chapter_art_55_is_shown_otherwise(chapters, is_systemic, expected):
    facts = systemic if is_systemic else model

    assert owed(facts(provider=signatory(*chapters)))["aia-55-2"] is expected


def test_a_full_signatory_needs_no_other_means_whatever_else_is_unknown():
    found = owed(ModelFacts(provider=ProviderFacts(code_chapters=ALL_CHAPTERS)))

    assert (found["aia-53-4"], found["aia-55-2"]) == (False, False)


def test_unknown_signatures_leave_it_open():
    found = ruled(model(provider=ProviderFacts(established_in="FR")), "aia-53-4")

    assert found.owed is None
    assert found.missing == ("code_chapters",)


def test_a_signature_to_come_does_not_help_before_its_day():
    later = signatory(TR, CR, on="2027-01-15")

    assert owed(model(provider=later))["aia-53-4"] is True
    assert owed(model(provider=later), day("2027-01-15"))["aia-53-4"] is False


def test_one_chapter_surely_missing_is_enough_and_the_open_one_is_named():
    facts = model(provider=signatory(), open_source=None)
    found = ruled(facts, "aia-53-4")

    assert found.owed is True
    assert "Whether also for Transparency is open" in found.because
    assert "open_source" in found.missing


def test_a_partial_signature_is_surfaced():
    """A19."""
    assert "A19" in ruled(systemic(provider=signatory(SS)), "aia-53-4").doubts
    assert "A19" in ruled(systemic(provider=signatory(TR, CR)), "aia-55-2").doubts
    assert "A19" not in ruled(systemic(provider=signatory()), "aia-53-4").doubts


@pytest.mark.parametrize(
    ("chapters", "expected"), [(None, None), ({}, False), ({TR: None}, True), (ALL_CHAPTERS, True)]
)
def test_participants_report_on_the_code(chapters, expected):
    """O-56-5: whatever the model is."""
    facts = ModelFacts(provider=ProviderFacts(code_chapters=chapters))

    assert owed(facts)["aia-56-5"] is expected


@pytest.mark.parametrize(
    ("chapters", "applies_from"),
    [
        ({TR: day("2026-03-01"), CR: day("2026-02-01")}, day("2026-02-01")),
        ({TR: day("2025-07-20")}, APPLIES),
        ({TR: day("2026-03-01"), CR: None}, None),  # the unknown day may be the earlier one
        ({TR: None}, None),
    ],
)
def test_reporting_begins_with_the_first_signature(chapters, applies_from):
    facts = ModelFacts(provider=ProviderFacts(code_chapters=chapters))

    assert ruled(facts, "aia-56-5").applies_from == applies_from


def test_reporting_names_the_chapters_signed():
    facts = ModelFacts(provider=ProviderFacts(code_chapters={SS: None, TR: None}))

    assert "signed: Transparency and Safety and Security." in ruled(facts, "aia-56-5").because


# The whole, seen from its ends.


def test_when_nothing_is_known_nothing_is_decided():
    found = owed(ModelFacts())

    assert {key for key in OBLIGATIONS if found[key] is None} == set(OBLIGATIONS) - RIGHTS
    assert all(found[key] is False for key in RIGHTS)


def test_a_model_that_is_not_general_purpose_owes_nothing_and_is_told_why():
    found = assessed(model(general_purpose=False, provider=AMERICAN))

    assert {ruling.owed for ruling in found.rulings} == {False}
    assert all(
        "not a general-purpose AI model" in ruling.because
        for ruling in found.rulings
        if ruling.key in set(OBLIGATIONS) - RIGHTS
    )


def test_there_is_one_ruling_for_every_entry_with_a_rule_in_order():
    assert [ruling.key for ruling in assessed(model()).rulings][: len(OBLIGATIONS)] == list(
        OBLIGATIONS
    )


@pytest.mark.parametrize("on", ["2024-07-12", "2025-08-01", "2025-08-02", "2026-08-02"])
def test_the_day_of_asking_does_not_change_since_when_a_duty_applies(on):
    facts = model(union_market_date=day("2025-09-01"))

    assert ruled(facts, "aia-53-1-a", day(on)).applies_from == day("2025-09-01")
