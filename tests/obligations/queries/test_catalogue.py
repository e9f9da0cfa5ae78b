"""queries/catalogue.py: the text of a day, and search that forgives typing."""

from datetime import date

import pytest

from obligations.catalogue.loader import catalogue as files
from obligations.models import Edition
from obligations.queries import catalogue
from obligations.services.catalogue import sync
from tests.factories.providers import NOW

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def rows(db, now):
    sync(now=now)


def found(text, **fields):
    return [row.key for row in catalogue.search(text=text, as_of=TODAY, **fields)]


@pytest.mark.parametrize(
    "on", [date(2024, 7, 11), date(2024, 7, 12), date(2025, 7, 10), date(2026, 7, 26), TODAY]
)
def test_the_rows_of_a_day_are_the_text_of_that_day(on):
    assert {row.key for row in catalogue.entries(on)} == {e.key for e in files().as_of(on)}


def test_what_is_known_of_an_edition_names_the_rows_that_can_bind():
    found = catalogue.known(TODAY, None)

    amended = found["ai-act", date(2026, 7, 27)]
    assert amended.is_in_use
    assert amended.rows["aia-53-1-a"] == catalogue.entry("aia-53-1-a", TODAY).pk
    assert ("ai-act", date(2026, 7, 27)) not in catalogue.known(date(2026, 7, 26), None)


def test_the_text_in_use_is_the_text_of_the_day_unless_an_edition_is_held():
    assert catalogue.in_use(TODAY, None) == files().as_of(TODAY)

    Edition.objects.filter(in_force_from=date(2026, 7, 27)).update(held_at=NOW)

    before = {entry.key: entry.edition for entry in catalogue.in_use(TODAY, None)}
    assert before["aia-53-1-a"] == date(2024, 7, 12)
    assert {row.key for row in catalogue.entries(TODAY)} == {e.key for e in files().as_of(TODAY)}


def test_an_unknown_key_is_none():
    assert catalogue.entry("aia-99-9", TODAY) is None


@pytest.mark.parametrize("typed", ["cop-ss-9.3", "COP-SS-9.3", " cop-ss-9.3 "])
def test_a_key_comes_first(typed):
    assert found(typed)[0] == "cop-ss-9.3"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("copyright policy", "aia-53-1-c"),
        ("copyrigt polcy", "aia-53-1-c"),
        ("serious incident", "aia-55-1-c"),
        ("autorised representative", "aia-54-1"),
    ],
)
def test_titles_forgive_typing(typed, key):
    assert key in found(typed)[:25]


def test_without_text_everything_comes_in_the_order_of_the_texts():
    everything = found("")

    assert len(everything) == len(files().as_of(TODAY))
    assert everything == found("  \0 ")
    of_the_act = [key for key in everything if key.startswith("aia-")]
    assert of_the_act == found("", instrument="ai-act")


def test_an_instrument_narrows_the_search():
    assert {key[:4] for key in found("copyright", instrument="code-of-practice")} == {"cop-"}


@pytest.mark.parametrize("typed", ["%", "_", "\\", "'", '"', "a\0b", "x" * 10_000, "\u202eabc"])
def test_odd_text_finds_little_and_breaks_nothing(typed):
    assert len(found(typed)) <= len(files().as_of(TODAY))


def test_nonsense_finds_nothing():
    assert found("zxqwv kkjhh") == []


def test_a_search_takes_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        [str(row.edition) for row in catalogue.search(text="model", as_of=TODAY)]
