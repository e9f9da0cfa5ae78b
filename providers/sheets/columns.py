"""What a list is as a sheet: its columns, and how a row fills them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import reduce
from typing import Any

Value = Callable[[Any], Any]
Cell = str | int | float | Decimal | date | datetime | None

# Signs with which a spreadsheet takes a text for a formula, the wide ones of East Asia too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list: ``name`` is that of its file, ``columns`` give heading and value of a row.

    ``in_batches`` brings what a batch of rows needs besides, so that no row asks for itself.
    """

    name: str
    columns: Mapping[str, str | Value]
    in_batches: Callable[[list[Any]], Iterable[Any]] | None = None

    def headings(self) -> list[str]:
        """Name the columns in their order."""
        return list(self.columns)

    def cells(self, row: Any) -> list[Cell]:
        """Fill the columns from one row."""
        return [cell(_value(one, row)) for one in self.columns.values()]


def _value(column: str | Value, row: Any) -> Any:
    if not isinstance(column, str):
        return column(row)
    return reduce(lambda one, name: None if one is None else _of(one, name), column.split("."), row)


def _of(one: Any, name: str) -> Any:
    found = one.get(name) if isinstance(one, Mapping) else getattr(one, name)
    return found() if callable(found) else found


def cell(value: Any) -> Cell:
    """Bring a value into what a cell can hold; unknown stays empty, which is neither yes nor no."""
    match value:
        case bool():
            return "yes" if value else "no"
        case None | date() | Decimal() | float() | int():
            return value
        case Enum():
            return str(value.value)
        case list() | tuple() | set() | frozenset():
            return "; ".join(str(cell(one)) for one in value)
    return str(value)


def plain(value: Cell) -> str:
    """Write a cell as CSV does: days and instants by ISO 8601, numbers exactly, no formulas."""
    match value:
        case None:
            return ""
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="seconds")
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case str():
            return guarded(value)
    return str(value)


def guarded(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula, by a quote before it (CWE-1236)."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
