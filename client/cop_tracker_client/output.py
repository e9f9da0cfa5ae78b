"""Lists for people as a table, for programs as JSON."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Columns = Mapping[str, Callable[[Any], Any]]
WIDEST = 60


def show(rows: Sequence[Any], columns: Columns, *, as_json: bool) -> None:
    """Print rows; of a table that is too wide its widest column is cut, visibly."""
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    table = [list(columns)]
    table += [[_plain(value(row)) for value in columns.values()] for row in rows]
    widths = [min(max(len(row[i]) for row in table), WIDEST) for i in range(len(columns))]
    room = shutil.get_terminal_size((160, 24)).columns
    while sum(widths) + 2 * len(widths) > room and max(widths) > 12:
        widths[widths.index(max(widths))] -= 1
    for row in table:
        cells = [_fit(one, width) for one, width in zip(row, widths)]
        print("  ".join(cells).rstrip())


def _plain(value: Any) -> str:
    """Bring a value onto one line, without signs that a terminal would obey."""
    text = "" if value is None else str(value)
    return "".join(one if one.isprintable() else " " for one in text)


def _fit(text: str, width: int) -> str:
    return text.ljust(width) if len(text) <= width else f"{text[: width - 1]}…"
