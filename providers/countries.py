"""Countries by their two-letter code (ISO 3166-1) and by the names that lists give them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from babel import Locale
from django_countries.base import CountriesBase
from django_countries.data import COUNTRIES

from providers.written import ENGLISH

_COMMON: dict[Any, Any] = CountriesBase.COMMON_NAMES

# The Union writes EL for Greece and UK for the United Kingdom; ISO assigns neither.
_ALIASES = {"EL": "GR", "UK": "GB"}


@cache
def choices(language: str = ENGLISH) -> tuple[tuple[str, str], ...]:
    """List every code with its usual name in a language, sorted by name."""
    named = ((code, name(code, language)) for code in COUNTRIES)
    return tuple(sorted(named, key=lambda one: _key(one[1])))


def name(code: str, language: str = ENGLISH) -> str:
    """Give the usual name of a country; the code itself if it is none."""
    if language != ENGLISH and code in COUNTRIES:
        return str(Locale.parse(language).territories.get(code) or name(code))
    return str(_COMMON.get(code) or COUNTRIES.get(code, code))


def normalised(code: str) -> str | None:
    """Turn a code as people write it into ISO 3166-1 alpha-2; None if there is none."""
    upper = code.strip().upper()
    known = _ALIASES.get(upper, upper)
    return known if known in COUNTRIES else None


def from_name(written: str) -> str | None:
    """Find the code of a country named in English, formally or not; None if no name fits."""
    return _codes_by_key().get(_key(written))


@cache
def _codes_by_key() -> dict[str, str]:
    formal = {_key(str(official)): code for code, official in COUNTRIES.items()}
    return formal | {_key(name(code)): code for code in COUNTRIES}


def _key(written: str) -> str:
    # Lists turn official names around: "Korea (Republic of)", "Republic of Korea (The)".
    plain = unicodedata.normalize("NFKD", written).encode("ascii", "ignore").decode().casefold()
    return " ".join(word for word in re.findall(r"[a-z]+", plain) if word != "the")
