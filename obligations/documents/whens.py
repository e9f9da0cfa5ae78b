"""Dates as people publish them: kept as they were written, and read only where they are plain.

"Sept 2nd, 2025", "24-Nov-2025", "03/2024" and "2025" say what they mean; "7/6/2026" does not, since
nobody can tell day from month, and "Up to April 2026" is more than a date. What is not plain stays
as written, without a guess.
"""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_D = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_M = r"(?P<month>[0-9]{1,2})"
_Y = r"(?P<year>(?:19|20)[0-9]{2})"
_SHAPES = [
    re.compile(shape, re.ASCII | re.IGNORECASE)
    for shape in (
        rf"{_Y}",
        rf"{_Y}-{_M}",
        rf"{_Y}-{_M}-(?P<day>[0-9]{{1,2}})",
        rf"{_M}\s*/\s*{_Y}",
        rf"{_NAME}[ ,-]*{_Y}",
        rf"{_D}[ .,-]*{_NAME}[ ,-]*{_Y}",
        rf"{_NAME} *{_D}[ ,-]+{_Y}",
    )
]
_NUMBERS = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]((?:20)?[0-9]{2})", re.ASCII)


def meant(written: str) -> str:
    """Return YYYY, YYYY-MM or YYYY-MM-DD where the words can mean only that, otherwise nothing."""
    words = " ".join(written.split())
    if numbers := _NUMBERS.fullmatch(words):
        return _by_numbers(*map(int, numbers.groups()))
    for shape in _SHAPES:
        if found := shape.fullmatch(words):
            return _written(found.groupdict())
    return ""


def is_meant(value: str) -> bool:
    """Say whether a text is a year, a month or a day of the calendar, as ``meant`` returns it."""
    return bool(value) and meant(value) == value


def span(value: str) -> tuple[date, date]:
    """Return the first and last day of what ``meant`` returned; ValueError for anything else."""
    if not is_meant(value):
        raise ValueError(f"{value!r} is not a year, a month or a day.")
    parts = [int(part) for part in value.split("-")]
    first = date(*[*parts, 1, 1][:3])
    if len(parts) == 3:
        return first, first
    if len(parts) == 1:
        return first, date(parts[0], 12, 31)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first, date.fromordinal(after.toordinal() - 1)


def _by_numbers(first: int, second: int, year: int) -> str:
    """Read 13/06/2026 or 7/7/26, in which only one order is possible, and nothing else."""
    year += 2000 if year < 100 else 0
    ways = {_day(year, month, day) for day, month in ((first, second), (second, first))}
    ways.discard("")
    return ways.pop() if len(ways) == 1 else ""


def _written(parts: dict[str, str | None]) -> str:
    year, name = int(parts["year"] or 0), parts.get("name")
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(parts.get("month") or 0)
    if not month:
        return f"{year}"
    if parts.get("day"):
        return _day(year, month, int(parts["day"] or 0))
    return f"{year}-{month:02}" if month <= 12 else ""


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
