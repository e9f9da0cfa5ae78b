"""Which text is in force on which day, and what a later edition changed."""

from datetime import date

import pytest

from obligations.catalogue import loader
from obligations.catalogue.records import What
from obligations.law.terms import Kind


@pytest.fixture(scope="module")
def catalogue():
    return loader.load()


@pytest.mark.parametrize(
    ("on", "editions"),
    [
        (date(2024, 7, 11), {}),
        (date(2024, 7, 12), {"ai-act": date(2024, 7, 12)}),
        (date(2025, 7, 9), {"ai-act": date(2024, 7, 12)}),
        (
            date(2025, 7, 10),
            {"ai-act": date(2024, 7, 12), "code-of-practice": date(2025, 7, 10)},
        ),
        (
            date(2026, 7, 26),
            {
                "ai-act": date(2024, 7, 12),
                "code-of-practice": date(2025, 7, 10),
                "guidelines": date(2025, 7, 18),
                "training-template": date(2025, 7, 24),
            },
        ),
        (
            date(2026, 7, 27),
            {
                "ai-act": date(2026, 7, 27),
                "code-of-practice": date(2025, 7, 10),
                "guidelines": date(2025, 7, 18),
                "training-template": date(2025, 7, 24),
            },
        ),
    ],
)
def test_the_text_of_a_day(catalogue, on, editions):
    found = {each.instrument: each.in_force_from for each in catalogue.editions_on(on)}

    assert found == editions
    assert {entry.instrument: entry.edition for entry in catalogue.as_of(on)} == editions


def test_before_the_omnibus_the_earlier_text_is_read(catalogue):
    before = catalogue.entry("aia-56-6", date(2026, 7, 26))
    after = catalogue.entry("aia-56-6", date(2026, 7, 27))

    assert before.summary.startswith("The AI Office and the Board monitor")
    assert after.summary.startswith("The Commission and the Board monitor")
    assert before.title == after.title
    assert before.doubts == after.doubts == ("A28",)


def test_what_the_omnibus_removed_is_gone_afterwards(catalogue):
    key = "aia-56-6-general-validity"

    assert catalogue.entry(key, date(2026, 7, 26)).kind is Kind.POWER
    assert catalogue.entry(key, date(2026, 7, 27)) is None


@pytest.mark.parametrize("key", ["aia-75-1a", "aia-75-2a", "aia-75a-1", "aia-111-4"])
def test_what_the_omnibus_added_was_not_there_before(catalogue, key):
    assert catalogue.entry(key, date(2026, 7, 26)) is None
    assert catalogue.entry(key, date(2026, 7, 27)) is not None


def test_an_edition_tells_what_it_changed_and_why(catalogue):
    edition = catalogue.editions_on(date(2026, 11, 23))[0]
    told = {(change.key, change.what) for change in edition.changes}

    assert edition.based_on == date(2024, 7, 12)
    assert told == {
        ("aia-56-6-general-validity", What.REMOVED),
        ("aia-50-2", What.CHANGED),
        ("aia-50-7", What.CHANGED),
        ("aia-56-6", What.CHANGED),
        ("aia-75-1", What.CHANGED),
        ("aia-75-1a", What.ADDED),
        ("aia-75-2a", What.ADDED),
        ("aia-75a-1", What.ADDED),
        ("aia-111-4", What.ADDED),
    }
    assert all(change.sentence for change in edition.changes)


def test_the_omnibus_left_articles_51_to_55_88_to_94_and_101_alone(catalogue):
    before = {entry.key: entry for entry in catalogue.as_of(date(2026, 7, 26))}
    articles = ("51", "52", "53", "54", "55", "88", "89", "90", "91", "92", "93", "94", "101")
    kept = [
        entry
        for entry in catalogue.as_of(date(2026, 7, 27))
        if entry.instrument == "ai-act" and entry.key.split("-")[1] in (*articles, "annex")
    ]

    assert len(kept) > 80
    for entry in kept:
        assert entry.summary == before[entry.key].summary
        assert entry.applies_from == before[entry.key].applies_from
        assert entry.enforceable_from == before[entry.key].enforceable_from


def test_added_entries_stand_where_the_text_has_them(catalogue):
    keys = [entry.key for entry in catalogue.as_of(date(2026, 7, 27))]
    start = keys.index("aia-75-1")

    assert keys[start : start + 5] == [
        "aia-75-1",
        "aia-75-1a",
        "aia-75-2a",
        "aia-75-3",
        "aia-75a-1",
    ]


def test_each_edition_points_at_its_own_source(catalogue):
    before = catalogue.entry("aia-53-1-a", date(2026, 7, 26))
    after = catalogue.entry("aia-53-1-a", date(2026, 7, 27))

    assert before.source_url == "https://eur-lex.europa.eu/eli/reg/2024/1689/oj#art_53"
    assert after.source_url.endswith("CELEX:02024R1689-20260727#art_53")


def test_items_take_over_what_stands_above_them(catalogue):
    item = catalogue.entry("cop-ss-9.3-b", date(2026, 7, 27))

    assert item.kind is Kind.MEASURE_ITEM
    assert item.parent == "cop-ss-9.3"
    assert item.chapter == "safety-security"
    assert item.audience == ("ai-office", "national-authorities")
    assert item.cite == "Code of Practice, Safety and Security, Measure 9.3, point (2)"
    assert item.source_url.endswith("/118119#page=25")
    assert item.rule is None


def test_positions_follow_the_text(catalogue):
    for edition in catalogue.editions:
        positions = [entry.position for entry in edition.entries]

        assert positions == list(range(1, len(positions) + 1))


def test_steps_that_left_the_text_alone_are_kept(catalogue):
    found = {
        (edition.instrument, str(step.day))
        for edition in catalogue.editions
        for step in edition.steps
    }

    assert ("guidelines", "2025-11-19") in found
    assert ("training-template", "2025-12-05") in found


def test_files_and_hashes_identify_editions(catalogue):
    for edition in catalogue.editions:
        assert edition.file == f"{edition.instrument}/{edition.in_force_from}.yaml"
        assert len(edition.sha256) == 64
