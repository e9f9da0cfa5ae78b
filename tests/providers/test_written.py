"""Days within sentences, and countries, as people of a language write them."""

from datetime import date

import pytest

from providers import countries, written

DAY = date(2026, 12, 7)


@pytest.mark.parametrize(
    ("language", "short", "long", "full"),
    [
        ("en-gb", "7 Dec 2026", "7 December 2026", "Monday 7 December 2026"),
        ("fr", "7 déc. 2026", "7 décembre 2026", "lundi 7 décembre 2026"),
        ("de", "7. Dez. 2026", "7. Dezember 2026", "Montag, 7. Dezember 2026"),
        ("pl", "7 gru 2026", "7 grudnia 2026", "poniedziałek 7 grudnia 2026"),
    ],
)
def test_days_within_sentences(language, short, long, full):
    assert written.short_day(DAY, language) == short
    assert written.long_day(DAY, language) == long
    assert written.full_day(DAY, language) == full


def test_countries_have_the_names_of_the_language():
    assert [countries.name("DE", one) for one in ("en-gb", "fr", "de")] == [
        "Germany", "Allemagne", "Deutschland",
    ]  # fmt: skip
    assert countries.name("XX", "fr") == "XX"
    assert dict(countries.choices("de"))["AT"] == "Österreich"
    assert countries.from_name("Germany") == "DE"
