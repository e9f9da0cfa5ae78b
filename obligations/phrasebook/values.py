"""Values inside a sentence that every language writes in its own way: days, instants, numbers."""

from __future__ import annotations

import re
from datetime import date

from babel.numbers import get_decimal_symbol

from obligations.law.wording import MONTHS, WEEKDAYS
from providers import written

_DAY = re.compile(
    rf"(?P<weekday>(?:{'|'.join(WEEKDAYS)}) )?(?P<day>\d\d?) "
    rf"(?P<month>{'|'.join(MONTHS)}) (?P<year>\d{{4}})"
)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")
_NUMBER = re.compile(r"\d+\.\d+(?:e-?\d+)?(?: FLOP)?")
# How a language puts what is quoted; English is what is stored.
_QUOTES = {"fr": ("«\u00a0", "\u00a0»"), "de": ("„", "“")}
_QUOTED = re.compile("“([^“”]+)”")
_PLAIN = re.compile(r"[\d  .,:%+/-]+(?:e-?\d+)?(?: FLOP)?")


def said(text: str, language: str) -> str | None:
    """Write a day or a number as a language does; None where the text is neither."""
    if found := _DAY.fullmatch(text) or _ISO.fullmatch(text):
        return _day(found, text, language)
    if _NUMBER.fullmatch(text):
        return text.replace(".", get_decimal_symbol(language))
    return text if _PLAIN.fullmatch(text) else None


def quoted(text: str) -> str | None:
    """Give what stands between English quotation marks; None where a text is no quotation."""
    found = _QUOTED.fullmatch(text)
    return found and found[1]


def in_quotes(text: str, language: str) -> str:
    """Put a text between the quotation marks of a language."""
    before, after = _QUOTES.get(language, ("“", "”"))
    return f"{before}{text}{after}"


def _day(found: re.Match[str], text: str, language: str) -> str:
    parts = found.groupdict()
    month = parts["month"]
    try:
        day = date(
            int(parts["year"]),
            int(month) if month.isdigit() else MONTHS.index(month) + 1,
            int(parts["day"]),
        )
    except ValueError:  # No day of the calendar: a number that only looks like one.
        return text
    if parts.get("weekday"):
        return written.full_day(day, language)
    return written.long_day(day, language)
