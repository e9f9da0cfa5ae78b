"""Dates, closing days, fines, the life of the Code, signatories, terms and corrections."""

from datetime import date
from decimal import Decimal

import pytest

from obligations.catalogue import loader
from obligations.catalogue.records import About, OpportunityStatus, Precision, SeenIn
from obligations.law import fines
from obligations.law.terms import Chapter, Confidence
from tests.obligations.catalogue import rows


@pytest.fixture(scope="module")
def catalogue():
    return loader.load()


def days(text):
    """Read "1-2 Jan" and the like: month by number, days and ranges."""
    found = set()
    for part in text.split():
        month, _, numbers = part.partition(":")
        for number in numbers.split(","):
            first, _, last = number.partition("-")
            found |= {(int(month), day) for day in range(int(first), int(last or first) + 1)}
    return found


def test_fixed_dates_are_all_there_in_order(catalogue):
    assert [str(found.day) for found in catalogue.fixed_dates] == rows.FIXED_DATES


@pytest.mark.parametrize(
    ("day", "weekday"),
    [
        ("2025-08-02", "Saturday"),
        ("2026-08-02", "Sunday"),
        ("2026-12-02", "Wednesday"),
        ("2027-08-02", "Monday"),
    ],
)
def test_fixed_dates_stay_on_weekends(catalogue, day, weekday):
    found = next(each for each in catalogue.fixed_dates if str(each.day) == day)

    assert found.day.strftime("%A") == weekday


def test_dates_of_systems_are_told_from_those_of_models(catalogue):
    of_systems = {each.key for each in catalogue.fixed_dates if each.about is About.SYSTEMS}

    assert of_systems == {
        "chapters-one-and-two",
        "marking-of-old-systems",
        "annex-iii-systems",
        "annex-i-systems",
        "public-authorities",
        "large-scale-systems",
    }


@pytest.mark.parametrize(
    ("year", "official", "listed"),
    [
        (2025, True, "1:1-2 4:17,18,21 5:1,9,29,30 6:9 7:21 8:15 12:24-31"),
        (2026, True, "1:1-2 4:2,3,6 5:1,14,15,25 7:21 11:2 12:24-31"),
        (2027, False, "1:1 3:25,26,29 5:6,7,17 7:21 11:1-2 12:24-31"),
    ],
)
def test_closing_days(catalogue, year, official, listed):
    found = next(each for each in catalogue.closing_days if each.year == year)

    assert found.official is official
    assert {(day.month, day.day) for day in found.days} == days(listed)


def test_working_days_know_which_years_are_official(catalogue):
    working_days = catalogue.working_days()

    assert working_days.official_years == frozenset({2025, 2026})
    assert working_days.calendar == "European Commission"
    assert not working_days.is_working(date(2026, 11, 2))
    assert working_days.is_working(date(2026, 11, 3))
    assert not working_days.is_working(date(2027, 3, 29))


def test_fine_for_models_is_the_one_the_law_engine_computes(catalogue):
    found = next(each for each in catalogue.fines if each.applies_to_models)

    assert found.share_of_turnover == fines.SHARE_OF_TURNOVER
    assert found.amount_eur == fines.FIXED_AMOUNT
    assert found.enforceable_from == date(2026, 8, 2)


def test_fine_for_prohibited_practices_is_marked_as_another_one(catalogue):
    others = [each for each in catalogue.fines if not each.applies_to_models]

    assert [(each.share_of_turnover, each.amount_eur) for each in others] == [
        (Decimal("0.07"), Decimal("35000000"))
    ]
    assert others[0].entry is None


def test_chairs_and_vice_chairs(catalogue):
    found = {
        group.key: (group.chairs, group.vice_chairs, group.chapters)
        for group in catalogue.code_life.working_groups
    }

    assert found == {
        "wg1": (
            ("Nuria Oliver", "Alexander Peukert"),
            ("Rishi Bommasani", "Céline Castets-Renard"),
            ("transparency", "copyright"),
        ),
        "wg2": (
            ("Matthias Samwald",),
            ("Marta Ziosi", "Alexander Zacherl"),
            ("safety-security",),
        ),
        "wg3": (
            ("Yoshua Bengio",),
            ("Daniel Privitera", "Nitarshan Rajkumar"),
            ("safety-security",),
        ),
        "wg4": (
            ("Marietje Schaake",),
            ("Markus Anderljung", "Anka Reuel"),
            ("safety-security",),
        ),
    }


def test_timeline_of_the_code_is_in_order(catalogue):
    dated = [event.day for event in catalogue.code_life.events if event.day]

    assert dated == sorted(dated)
    assert dated[0] == date(2024, 7, 30)
    assert len(catalogue.code_life.events) == 17


def test_opportunities_have_deadlines_conditions_and_a_status(catalogue):
    found = catalogue.code_life.opportunities
    still_open = [each for each in found if each.status is OpportunityStatus.OPEN]

    assert len(found) == 8
    assert [(each.key, each.since, each.who) for each in still_open] == [
        ("taskforce", date(2026, 1, 30), ("Signatories",))
    ]
    assert {each.deadline for each in found} == {
        date(2024, 8, 25),
        date(2024, 9, 18),
        None,
    }
    chairs = next(each for each in found if each.key == "chairs")
    assert len(chairs.conditions) == 4


def test_what_the_code_is_worth_and_what_could_replace_it_is_told(catalogue):
    life = catalogue.code_life

    assert len(life.legal_status) == 9
    assert {each.key for each in life.replacements} == {
        "standards",
        "specifications",
        "common-rules",
        "general-validity",
        "revised-code",
    }
    assert life.adequacy
    assert life.taskforce
    assert len(life.chair_tasks) == 5


@pytest.mark.parametrize(
    ("as_of", "full", "partial", "precision"),
    [
        (date(2025, 8, 1), 26, ["xAI"], Precision.MONTH),
        (date(2025, 12, 1), 27, [], Precision.MONTH),
        (date(2026, 1, 1), 29, ["xAI"], Precision.YEAR),
        (date(2026, 7, 31), 21, ["xAI"], Precision.DAY),
    ],
)
def test_signatories_are_snapshots(catalogue, as_of, full, partial, precision):
    found = next(each for each in catalogue.signatories if each.as_of == as_of)
    everything = tuple(chapter.value for chapter in Chapter)

    assert len([each for each in found.signatories if each.chapters == everything]) == full
    assert [each.name for each in found.signatories if each.chapters != everything] == partial
    assert found.precision is precision


def test_the_last_list_of_a_day_is_found(catalogue):
    assert catalogue.signatories_on(date(2025, 7, 31)) is None
    assert catalogue.signatories_on(date(2025, 8, 1)).as_of == date(2025, 8, 1)
    assert catalogue.signatories_on(date(2026, 11, 23)).as_of == date(2026, 7, 31)


def test_lists_that_were_not_checked_in_a_primary_source_say_so(catalogue):
    last = catalogue.signatories[-1]

    assert last.confidence is Confidence.ONE_SECONDARY
    assert "not verified" in last.note


def test_frequent_errors_are_put_right(catalogue):
    found = catalogue.corrections

    assert len([each for each in found if each.seen_in is SeenIn.SECONDARY]) == 17
    assert len([each for each in found if each.seen_in is SeenIn.EARLY_GUIDE]) == 20


def test_terms_sources_and_simplifications(catalogue):
    assert len(catalogue.glossary) == 28
    assert len(catalogue.sources) == 21
    assert len(catalogue.simplifications) == 8
    assert all(source.url.startswith("https://") for source in catalogue.sources)
