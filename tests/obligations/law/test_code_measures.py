"""Measures of the Code of Practice: what signing each chapter adds, and to which models."""

import pytest

from obligations.law.facts import ModelFacts, ProviderFacts
from obligations.law.terms import Chapter, Size
from tests.obligations.law.samples import (
    ALL_CHAPTERS,
    FREE,
    LEGACY,
    assessed,
    day,
    flop,
    legacy,
    model,
    owed,
    ruled,
    systemic,
)

MEASURES = {
    "transparency": ("cop-tr-1.1", "cop-tr-1.3"),
    "copyright": ("cop-cr-1.1",),
    "safety-security": ("cop-ss-3.2", "cop-ss-7.1", "cop-ss-1.1"),
}
EVERY = tuple(key for keys in MEASURES.values() for key in keys)


def signatory(chapters=ALL_CHAPTERS, **more):
    return ProviderFacts(established_in="FR", code_chapters=chapters, **more)


def found(facts):
    return {key: value for key, value in owed(facts).items() if key in EVERY}


@pytest.mark.parametrize("chapter", list(Chapter))
def test_only_the_measures_of_signed_chapters_are_owed(chapter):
    facts = systemic(provider=signatory({chapter: day("2025-08-01")}))

    assert {key for key, value in found(facts).items() if value} == set(MEASURES[chapter])
    assert set(found(facts).values()) == {True, False}


def test_unknown_signatures_leave_measures_open():
    facts = systemic(provider=signatory(None))

    assert set(found(facts).values()) == {None}
    assert ruled(facts, "cop-tr-1.1").missing == ("code_chapters",)


def test_without_systemic_risk_the_safety_chapter_is_voluntary():
    """Art. 56(7), Guidelines para. 94."""
    facts = model(provider=signatory())

    assert owed(facts)["cop-ss-3.2"] is False
    assert "para. 94" in ruled(facts, "cop-ss-3.2").because
    # Only there: not where nothing is signed, nor for another chapter, nor while it is open.
    unsigned = model(provider=signatory({}))
    exempt = model(provider=signatory(), open_source=FREE)
    unknown = ModelFacts(provider=signatory())
    assert "voluntary" not in ruled(unsigned, "cop-ss-3.2").because
    assert "voluntary" not in ruled(exempt, "cop-tr-1.1").because
    assert "voluntary" not in ruled(unknown, "cop-ss-3.2").because


def test_open_source_is_free_of_the_transparency_chapter_and_not_of_the_copyright_chapter():
    facts = model(provider=signatory(), open_source=FREE)

    assert owed(facts)["cop-tr-1.1"] is False
    assert owed(facts)["cop-cr-1.1"] is True


@pytest.mark.parametrize(
    ("signed", "placed", "expected"),
    [
        ("2025-08-01", "2026-09-01", "2026-09-01"),  # placing
        ("2026-10-01", "2026-09-01", "2026-10-01"),  # signature
        ("2025-07-15", "2025-08-02", "2025-08-02"),  # Chapter V
        ("2027-01-15", "2026-09-01", "2027-01-15"),  # a signature to come
        (None, "2026-09-01", "2026-09-01"),  # day of signature not recorded
    ],
)
def test_a_measure_applies_from_the_latest_of_what_it_needs(signed, placed, expected):
    chapters = dict.fromkeys(Chapter, signed and day(signed))
    facts = model(provider=signatory(chapters), union_market_date=day(placed))

    assert ruled(facts, "cop-cr-1.1").applies_from == day(expected)


@pytest.mark.parametrize(
    ("key", "due"), [("cop-tr-1.1", "2026-09-01"), ("cop-ss-7.1", "2026-08-31")]
)
def test_what_must_exist_when_or_before_the_model_is_placed(key, due):
    """TRC-1.1: when placing; SSC-7.0 and DL-15: before placing."""
    assert ruled(systemic(provider=signatory()), key).due.strict == day(due)


def test_a_moment_that_passed_before_signing_is_not_overdue():
    chapters = dict.fromkeys(Chapter, day("2026-10-01"))
    ruling = ruled(model(provider=signatory(chapters)), "cop-tr-1.1")

    assert (ruling.owed, ruling.due) == (True, None)
    assert "had passed when the chapter was signed" in ruling.because


def test_the_code_gives_legacy_models_no_extra_time_but_the_act_does():
    ruling = ruled(legacy(provider=signatory()), "cop-cr-1.1")

    assert ruling.applies_from == day("2025-08-02")
    assert ruling.due.strict == LEGACY
    assert "bind this model from 2 August 2027" in ruling.because


def test_measures_are_not_enforced_as_such():
    assert ruled(systemic(provider=signatory()), "cop-ss-3.2").enforceable_from is None


@pytest.mark.parametrize(
    ("submitted", "placed", "due", "clock"),
    [
        # DL-10: notification and four weeks.
        ("2026-06-10", "2026-09-01", "2026-07-08", "cop-ss-1.1-after-notification"),
        # DL-11: two weeks before placing, counted backwards and not moved from a Sunday.
        (None, "2026-09-06", "2026-08-23", "cop-ss-1.1-before-placing"),
        # DL-12: the earlier of both.
        ("2026-08-20", "2026-09-01", "2026-08-18", "cop-ss-1.1-before-placing"),
    ],
)
def test_the_framework_is_confirmed_by_the_earlier_of_two_days(submitted, placed, due, clock):
    facts = systemic(
        provider=signatory(),
        union_market_date=day(placed),
        notification_submitted_on=submitted and day(submitted),
    )
    ruling = ruled(facts, "cop-ss-1.1")

    assert (ruling.due.strict, ruling.clock) == (day(due), clock)


def test_the_frameworks_day_is_one_of_the_code():
    facts = systemic(
        provider=signatory(),
        union_market_date=day("2027-06-01"),
        notification_submitted_on=day("2026-11-26"),  # and four weeks: Christmas Eve
    )

    assert "Whether it governs the Code is open" in ruled(facts, "cop-ss-1.1").due.because


def test_a_threshold_met_after_placing_leaves_four_weeks_after_the_notification():
    """A23."""
    late = {"threshold_known_on": day("2026-10-01"), "provider": signatory()}
    notified = systemic(**late, notification_submitted_on=day("2026-10-10"))

    assert ruled(notified, "cop-ss-1.1").due.strict == day("2026-11-07")
    assert ruled(systemic(**late), "cop-ss-1.1").due is None
    assert ruled(systemic(**late), "cop-ss-7.1").due is None
    assert "A23" in ruled(notified, "cop-ss-1.1").doubts
    assert "A23" in ruled(notified, "cop-ss-7.1").doubts
    assert "A23" not in ruled(systemic(provider=signatory()), "cop-ss-1.1").doubts


def test_a_threshold_met_on_the_day_of_placing_is_not_late():
    facts = systemic(threshold_known_on=day("2026-09-01"), provider=signatory())

    assert "A23" not in ruled(facts, "cop-ss-1.1").doubts


@pytest.mark.parametrize(("signed", "has_day"), [("2026-09-01", True), ("2026-09-02", False)])
def test_signing_on_the_last_day_is_in_time(signed, has_day):
    chapters = dict.fromkeys(Chapter, day(signed))
    ruling = ruled(model(provider=signatory(chapters)), "cop-tr-1.1")

    assert (ruling.due is not None) is has_day


def test_a_framework_due_before_signing_is_not_overdue():
    chapters = dict.fromkeys(Chapter, day("2026-10-01"))
    ruling = ruled(systemic(provider=signatory(chapters)), "cop-ss-1.1")

    assert (ruling.owed, ruling.due) == (True, None)


def test_without_placing_or_notification_the_framework_has_no_day():
    facts = systemic(provider=signatory(), union_market_date=None)

    assert ruled(facts, "cop-ss-1.1").due is None
    assert ruled(facts, "cop-ss-7.1").missing == ("union_market_date",)


@pytest.mark.parametrize("size", [None, *Size])
def test_smaller_providers_are_not_exempted_in_silence(size):
    """A24: no list of exemptions exists, so nothing falls away, and the question shows."""
    facts = systemic(provider=signatory(size=size))

    assert all(found(facts).values())
    expected = size in {Size.MICRO, Size.SME, Size.SMC}
    assert ("A24" in assessed(facts).doubts) is expected


def test_signing_says_nothing_conclusive():
    """10.1: no chapter of the Code brings a presumption of conformity."""
    because = ruled(systemic(provider=signatory()), "aia-53-4").because

    assert "not conclusive evidence" in because
    assert "presum" not in because


def test_a_missing_first_day_is_named():
    facts = ModelFacts(
        general_purpose=True, cumulative_compute_flop=flop("3e25"), provider=signatory()
    )

    assert ruled(facts, "cop-ss-3.2").applies_from is None
    assert ruled(facts, "cop-ss-3.2").missing == ("threshold_known_on",)
