"""Days, instants and numbers as people of a language write them.

English is written as the product always did; the other languages follow the Unicode CLDR, those
without an entry in these tables with the day before the month.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, get_decimal_symbol
from babel.units import format_unit

ENGLISH = "en-gb"
_DAYS: Mapping[str, str] = MappingProxyType({"de": "EEE, d. MMM y"})
_INSTANTS: Mapping[str, str] = MappingProxyType({"de": "d. MMM y, HH:mm"})

_SHORT_DAYS: Mapping[str, str] = MappingProxyType({"de": "d. MMM y"})
_DAY, _SHORT_DAY, _INSTANT = "EEE d MMM y", "d MMM y", "d MMM y, HH:mm"

# What a language calls the zones of Europe, where it does not take the English letters.
_ZONES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "de": MappingProxyType(
            {
                "CET": "MEZ",
                "CEST": "MESZ",
                "EET": "OEZ",
                "EEST": "OESZ",
                "WET": "WEZ",
                "WEST": "WESZ",
            }
        )
    }
)

_SIZES = ("byte", "kilobyte", "megabyte", "gigabyte", "terabyte")

_LONG_DAYS: Mapping[str, str] = MappingProxyType({"de": "d. MMMM y"})
_FULL_DAYS: Mapping[str, str] = MappingProxyType({"de": "EEEE, d. MMMM y"})


def day(value: date, language: str = ENGLISH) -> str:
    """Write a day with its weekday: Fri 27 Nov 2026, ven. 27 nov. 2026, Fr., 27. Nov. 2026."""
    if _is_english(language):
        return f"{value:%a} {short_day(value)}"
    return _written(value, _DAYS.get(language, _DAY), language)


def short_day(value: date, language: str = ENGLISH) -> str:
    """Write a day without its weekday: 27 Nov 2026, 27 nov. 2026, 27. Nov. 2026."""
    if _is_english(language):
        return f"{value.day} {value:%b} {value.year}"
    return _written(value, _SHORT_DAYS.get(language, _SHORT_DAY), language)


def month(value: date, language: str = ENGLISH) -> str:
    """Write a month where there is little room: Nov 2026, nov. 2026, Nov. 2026."""
    if _is_english(language):
        return f"{value:%b} {value.year}"
    return str(format_date(value, "MMM y", locale=language))


def day_of_month(value: date, language: str = ENGLISH) -> str:
    """Write a day without its year: 31 Oct, 31 oct., 31. Okt."""
    if _is_english(language):
        return f"{value.day} {value:%b}"
    return short_day(value, language).removesuffix(f" {value.year}")


def long_day(value: date, language: str = ENGLISH) -> str:
    """Write a day within a sentence: 7 December 2026, 7 décembre 2026, 7. Dezember 2026."""
    return _written(value, _LONG_DAYS.get(language, "d MMMM y"), language)


def full_day(value: date, language: str = ENGLISH) -> str:
    """Write a day within a sentence, with its weekday: Monday 7 December 2026."""
    return _written(value, _FULL_DAYS.get(language, "EEEE d MMMM y"), language)


def instant(value: datetime, language: str = ENGLISH) -> str:
    """Write an instant with the time zone it is given in."""
    if _is_english(language):
        text = f"{short_day(value)}, {value:%H:%M}"
    else:
        pattern = _ordinal(_INSTANTS.get(language, _INSTANT), value, language)
        text = format_datetime(value, pattern, locale=language)
    zone = f"{value:%Z}"
    return f"{text} {_ZONES.get(language, {}).get(zone, zone)}"


def number(value: int | float | Decimal, language: str = ENGLISH) -> str:
    """Write a number with the separators of a language: 1,234.5, 1 234,5, 1.234,5."""
    return str(format_decimal(value, locale=_locale(language)))


def figure(text: str, language: str = ENGLISH) -> str:
    """Write an amount that was told in figures with the decimal sign of a language: 1.5e25."""
    return text.replace(".", str(get_decimal_symbol(_locale(language))))


def size(count: int, language: str = ENGLISH, rounding: str = ROUND_HALF_UP) -> str:
    """Write a number of bytes, in steps of 1024, as readableSize of site.js: 512 bytes, 1.5 kB.

    A limit takes ROUND_DOWN, lest it seem to let in what it keeps out.
    """
    step, many = 0, Decimal(count)
    while many >= 1024 and step < len(_SIZES) - 1:
        step, many = step + 1, many / 1024
    if step == 0:
        return format_unit(count, "digital-byte", "long", "#,##0", locale=_locale(language))
    many = many.quantize(Decimal("0.1"), rounding)  # As a browser does; Babel's own is even.
    unit = f"digital-{_SIZES[step]}"
    return format_unit(many, unit, "short", "#,##0.0", locale=_locale(language))


def colon(language: str = ENGLISH) -> str:
    """Write the colon between a name and what is said of it; French sets a space before it."""
    return "\u00a0:" if language == "fr" else ":"


def semicolon(language: str = ENGLISH) -> str:
    """Write the semicolon between the items of a list; French sets a space before it."""
    return "\u00a0;" if language == "fr" else ";"


def _written(value: date, pattern: str, language: str) -> str:
    return str(format_date(value, _ordinal(pattern, value, language), locale=_locale(language)))


def _ordinal(pattern: str, value: date, language: str) -> str:
    # French counts the first day of a month as an ordinal: 1er mars, 2 mars.
    is_first = language == "fr" and value.day == 1
    return pattern.replace("d", "d'er'", 1) if is_first else pattern


def _is_english(language: str) -> bool:
    return language.partition("-")[0] == "en"


def _locale(language: str) -> str:
    return language.replace("-gb", "_GB")
