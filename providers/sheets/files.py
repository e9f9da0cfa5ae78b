"""Sheets as files: written row by row, so that a long list takes no more memory than a short."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zoneinfo import ZoneInfo

import xlsxwriter
from django.db.models import QuerySet

from providers.sheets.columns import Cell, Sheet, plain

BATCH = 500
IN_MEMORY = 1_000_000  # bytes; what is longer goes to a temporary file
LONGEST_CELL = 32_767  # characters, by Excel's own limits
MOST_ROWS = 1_048_575  # beneath the headings
# Brussels counts the law's days; a workbook's cells know no time zone.
BRUSSELS = ZoneInfo("Europe/Brussels")
EXACT = 10**15  # Excel keeps fifteen digits


@dataclass(frozen=True, slots=True)
class Written:
    """A finished file, at its beginning, and how many rows it holds."""

    file: IO[bytes]
    count: int


def batches(sheet: Sheet, rows: QuerySet[Any] | Iterable[Any]) -> Iterator[Any]:
    """Give every row of a list with what it needs besides, batch by batch."""
    source = rows.iterator(chunk_size=BATCH) if isinstance(rows, QuerySet) else iter(rows)
    batch: list[Any] = []
    for row in source:
        batch.append(row)
        if len(batch) == BATCH:
            yield from _prepared(sheet, batch)
            batch = []
    yield from _prepared(sheet, batch)


def _prepared(sheet: Sheet, batch: list[Any]) -> Iterable[Any]:
    return sheet.in_batches(batch) if sheet.in_batches and batch else batch


def as_csv(sheet: Sheet, rows: QuerySet[Any] | Iterable[Any]) -> Written:
    """Write CSV by RFC 4180, in UTF-8 with the mark by which Excel knows it."""
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- the answer closes it
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer, count = csv.writer(text), 0
    writer.writerow([plain(one) for one in sheet.headings()])
    for row in batches(sheet, rows):
        writer.writerow([plain(one) for one in sheet.cells(row)])
        count += 1
    text.detach()
    file.seek(0)
    return Written(file, count)


def as_xlsx(sheet: Sheet, rows: QuerySet[Any] | Iterable[Any], *, about: list[str]) -> Written:
    """Write a workbook: the list on its first sheet, where it is from on its second."""
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- the answer closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        page = book.add_worksheet("List")
        bold = book.add_format({"bold": True})
        formats: dict[type, Any] = {
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        for column, heading in enumerate(sheet.headings()):
            page.write_string(0, column, heading, bold)
        page.set_column(0, len(sheet.columns) - 1, 22)
        page.freeze_panes(1, 0)
        count = 0
        for row in batches(sheet, rows):
            count += 1
            for column, value in enumerate(sheet.cells(row)):
                _write(page, count, column, value, formats)
        page.autofilter(0, 0, count, len(sheet.columns) - 1)
        _about(book, [*about, f"Rows: {count}"])
    file.seek(0)
    return Written(file, count)


def _write(page: Any, row: int, column: int, value: Cell, formats: dict[type, Any]) -> None:
    match value:
        case None:
            return
        case datetime():
            local = value.astimezone(BRUSSELS).replace(tzinfo=None)
            page.write_datetime(row, column, local, formats[datetime])
        case date():
            page.write_datetime(row, column, value, formats[date])
        case int() | float() | Decimal() if -EXACT < value < EXACT:
            page.write_number(row, column, value)
        case _:
            # Written as text whatever it begins with: no cell of ours is a formula.
            page.write_string(row, column, cut(str(value)))


def cut(text: str) -> str:
    """Cut a text that no cell can hold, visibly."""
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"


def _about(book: Any, lines: list[str]) -> None:
    page = book.add_worksheet("About")
    page.set_column(0, 0, 100)
    for row, line in enumerate([*lines, "Times are those of Brussels."]):
        page.write_string(row, 0, cut(line))
