"""One item as a person types it: read from a form, shown again as it was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from obligations.documents import answers
from obligations.documents.answers import Answer
from obligations.documents.outlines import Item, Kind
from obligations.documents.shown import Shown

SPARE_ROWS = 3
# A longer table is typed as lines of cells parted by tabs: a form has at most 500 fields.
CELLS_LIMIT = 120
# How a line break and a tab within a cell are written in such a line, so that none is lost.
MARKS = {"\n": "\u21b5", "\t": "\u21e5"}
YES_NO = {"yes": True, "no": False}


@dataclass(slots=True)
class Entry:
    """What stands in the fields of one item; ``rows`` are a table's, each a cell for a column.

    ``other`` is what somebody else saved meanwhile, where it differs from what was typed.
    """

    item: Item
    name: str
    text: str = ""
    meant: str = ""
    chosen: Sequence[str] = ()
    rows: Sequence[Sequence[Entry]] = ()
    is_lines: bool = False
    reason: str = ""
    is_unavailable: bool = False
    is_secret: bool = False
    error: str = ""
    remarks: Sequence[str] = ()
    other: Shown | None = None
    hints: Sequence[Any] = field(default_factory=list)

    @property
    def value(self) -> Any:
        """Give what was typed as an answer's value; None where nothing was."""
        return _value(self)

    @property
    def words(self) -> int:
        """Count the words typed."""
        return answers.word_count(self.text)

    @property
    def answer(self) -> Answer | None:
        """Give what was typed as an answer, unchecked; None where nothing was."""
        if self.value is not None:
            secret = {"secret": True} if self.is_secret else {}
            return {"state": "filled", "value": self.value} | secret
        if self.reason.strip():
            state = "unavailable" if self.is_unavailable else "not-applicable"
            return {"state": state, "reason": self.reason}
        return None


def of_answer(item: Item, answer: Answer | None) -> Entry:
    """Show a stored answer in fields."""
    entry = Entry(item=item, name=item.key)
    if answer is not None and answer["state"] == "filled":
        _fill(entry, answer["value"])
        entry.is_secret = bool(answer.get("secret"))
    elif answer is not None:
        entry.reason = answer["reason"]
        entry.is_unavailable = answer["state"] == "unavailable"
    if item.kind is Kind.TABLE and not entry.is_lines:
        entry.rows = [*entry.rows, *_spare(item, len(entry.rows))]
    entry.remarks = answers.remarks(item, answer)
    return entry


def of_form(item: Item, data: QueryDict) -> Entry:
    """Read what was typed, whatever it is."""
    entry = _typed(item, item.key, data)
    entry.reason = data.get(f"{item.key}.reason", "")
    entry.is_unavailable = data.get(f"{item.key}.without") == "unavailable"
    entry.is_secret = f"{item.key}.secret" in data
    if item.kind is Kind.TABLE and not entry.is_lines:
        entry.rows = [*entry.rows, *_spare(item, len(entry.rows))]
    return entry


def _typed(item: Item, name: str, data: QueryDict) -> Entry:
    entry = Entry(
        item=item, name=name, text=data.get(name, ""), meant=data.get(f"{name}.meant", "")
    )
    if item.kind is Kind.CHOICES:
        entry.chosen = data.getlist(name)
    if item.kind is Kind.TABLE:
        entry.is_lines = f"{name}.rows" not in data
        count = data.get(f"{name}.rows", "")
        for number in range(min(int(count), CELLS_LIMIT) if count.isdecimal() else 0):
            row = [_typed(one, f"{name}.{number}.{one.key}", data) for one in item.columns]
            if any(cell.value is not None for cell in row):
                entry.rows = [*entry.rows, row]
        _renumber(entry)
    return entry


def _renumber(entry: Entry) -> None:
    for number, row in enumerate(entry.rows):
        for cell in row:
            cell.name = f"{entry.name}.{number}.{cell.item.key}"


def _fill(entry: Entry, value: Any) -> None:
    match entry.item.kind:
        case Kind.CHOICES:
            entry.chosen = value
        case Kind.YES_NO:
            entry.text = "yes" if value else "no"
        case Kind.LIST:
            entry.text = "\n".join(value)
        case Kind.WHEN:
            entry.text, entry.meant = value["written"], value["meant"]
        case Kind.TABLE:
            _fill_table(entry, value)
        case _:
            entry.text = value


def _fill_table(entry: Entry, rows: Sequence[Mapping[str, Any]]) -> None:
    columns = entry.item.columns
    if (len(rows) + SPARE_ROWS) * len(columns) > CELLS_LIMIT:
        entry.is_lines = True
        entry.text = "\n".join(
            "\t".join(_line_cell(one, row.get(one.key)) for one in columns) for row in rows
        )
        return
    entry.rows = [
        [_cell(one, row.get(one.key), f"{entry.name}.{number}.{one.key}") for one in columns]
        for number, row in enumerate(rows)
    ]


def _cell(column: Item, value: Any, name: str) -> Entry:
    cell = Entry(item=column, name=name)
    if value is not None:
        _fill(cell, value)
    return cell


def _line_cell(column: Item, value: Any) -> str:
    if value is None:
        return ""
    cell = _cell(column, value, column.key)
    words = "; ".join(cell.chosen) if column.kind is Kind.CHOICES else cell.text
    if column.kind is Kind.LIST:
        words = words.replace("\n", "; ")
    for character, mark in MARKS.items():
        words = words.replace(character, mark)
    return words


def _spare(item: Item, after: int) -> list[list[Entry]]:
    room = max(1, min(SPARE_ROWS, CELLS_LIMIT // len(item.columns) - after))
    return [
        [Entry(item=one, name=f"{item.key}.{number}.{one.key}") for one in item.columns]
        for number in range(after, after + room)
    ]


def _value(entry: Entry) -> Any:
    item, text = entry.item, entry.text
    if item.kind is Kind.CHOICES:
        return list(entry.chosen) or None
    if item.kind is Kind.TABLE:
        return _rows(entry) or None
    if not text.strip():
        return None
    return _WRITTEN.get(item.kind, lambda entry: entry.text.strip())(entry)


def _when(entry: Entry) -> dict[str, str]:
    meant = entry.meant.strip()
    return {"written": entry.text} | ({"meant": meant} if meant else {})


_WRITTEN: Mapping[Kind, Callable[[Entry], Any]] = {
    Kind.TEXT: lambda entry: entry.text,
    Kind.YES_NO: lambda entry: YES_NO.get(entry.text, entry.text),
    Kind.LIST: lambda entry: [line for line in entry.text.splitlines() if line.strip()],
    Kind.WHEN: _when,
}


def _rows(entry: Entry) -> list[dict[str, Any]]:
    if entry.is_lines:
        lines = [line for line in entry.text.splitlines() if line.strip()]
        return [_line(entry.item, line) for line in lines]
    rows = [{one.item.key: one.value for one in row if one.value is not None} for row in entry.rows]
    return [row for row in rows if row]


def _unmarked(words: str) -> str:
    for character, mark in MARKS.items():
        words = words.replace(mark, character)
    return words


def _line(item: Item, line: str) -> dict[str, Any]:
    """Read a line; what has more cells than there are columns is given on, to be refused."""
    found: dict[str, Any] = {}
    for number, words in enumerate(line.split("\t")):
        if number >= len(item.columns):
            found[f"cell {number + 1}"] = words
            continue
        column = item.columns[number]
        cell = Entry(item=column, name=column.key, text=_unmarked(words).strip())
        parts = [one.strip() for one in words.split(";") if one.strip()]
        if column.kind is Kind.CHOICES:
            cell.chosen = parts
        elif column.kind is Kind.LIST:
            cell.text = "\n".join(parts)
        if cell.value is not None:
            found[column.key] = cell.value
    return found
