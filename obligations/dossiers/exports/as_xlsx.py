"""A dossier as a workbook: a sheet for each part that has rows, and one that counts them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import IO, Any, NamedTuple

import xlsxwriter

from obligations import storage
from obligations.dossiers.exports.as_json import Noted
from obligations.dossiers.exports.texts import heading, written
from obligations.dossiers.queries.parts import Cell, Column
from obligations.dossiers.queries.position import CountsDiffer, Dossier, Table
from obligations.words import word

CELL_LIMIT = 32_767
SHEET_ROWS = 1_048_575
# Beyond this a spreadsheet rounds a whole number.
EXACT = 2**53
CUT = " [cut here: a cell holds 32,767 characters; the JSON export has all]"
LOOKED_AT = 50
NARROWEST, WIDEST = 11, 48


class Styles(NamedTuple):
    """How cells look."""

    head: Any
    text: Any
    link: Any


class Sheet(NamedTuple):
    """One sheet: its name, the headings of its columns and how wide they are."""

    name: str
    headings: Sequence[str]
    widths: Sequence[int]


def write(dossier: Dossier, to: IO[bytes], noted: Noted) -> None:
    """Write the workbook, a row at a time; what looks like a formula stays text.

    Raises CountsDiffer where a sheet cannot hold every row of its part.
    """
    with storage.scratch_folder() as folder:
        options = {"constant_memory": True, "tmpdir": str(folder)}
        options |= {"strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(to, options) as book:
            title = f"{dossier.model}, {dossier.on}"
            book.set_properties({"title": title, "created": _fixed(dossier)})
            _fill(book, dossier, noted)


def _fill(book: Any, dossier: Dossier, noted: Noted) -> None:
    top = {"text_wrap": True, "valign": "top"}
    styles = Styles(
        book.add_format({**top, "bold": True, "bg_color": "#E8ECF4", "bottom": 1}),
        book.add_format(top),
        book.add_format({**top, "font_color": "#1F4E9E", "underline": 1}),
    )
    _add(book, Sheet("Position", ("What", "Value"), (28, 100)), _position(dossier), styles)
    _count(book, dossier, styles)
    _add(book, RULINGS, _rulings(dossier), styles)
    for table in dossier.tables:
        if table.included:
            _part(book, table, styles, noted)


def _count(book: Any, dossier: Dossier, styles: Styles) -> None:
    """Write the counts, from which each part that has rows is one step away."""
    sheet = _add(book, COUNTS, (), styles)
    for line, one in enumerate(dossier.tables, start=1):
        because = one.left_out_because if one.left_out else ""
        if one.included:
            sheet.write_url(line, 0, f"internal:'{one.title}'!A1", styles.link, one.title)
        else:
            sheet.write_string(line, 0, one.title, styles.text)
        numbers: Sequence[Cell] = (one.in_database, one.included, one.left_out, because)
        for place, value in enumerate(numbers, start=1):
            _cell(sheet, line, place, value, styles.text)


def _part(book: Any, table: Table, styles: Styles, noted: Noted) -> None:
    if table.included > SHEET_ROWS:
        raise CountsDiffer(
            f"{table.title}: {table.included:,} rows, and a sheet holds {SHEET_ROWS:,}. Nothing "
            "was exported; the JSON export holds them all."
        )
    headings = [heading(name) for name in table.names]
    sheet = _add(book, Sheet(table.title, headings, _widths(table, headings)), (), styles)
    sheet.autofilter(0, 0, table.included, len(headings) - 1)
    for line, row in enumerate(table.rows(), start=1):
        for place, (value, column) in enumerate(zip(row, table.columns, strict=True)):
            _cell(sheet, line, place, _shown(value, column), styles.text)
        noted(1)


def _add(book: Any, described: Sheet, rows: Iterable[Sequence[Cell]], styles: Styles) -> Any:
    sheet = book.add_worksheet(described.name)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for place, width in enumerate(described.widths):
        sheet.set_column(place, place, width)
    for place, title in enumerate(described.headings):
        sheet.write_string(0, place, title, styles.head)
    for line, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            _cell(sheet, line, place, value, styles.text)
    return sheet


def _widths(table: Table, headings: Sequence[str]) -> list[int]:
    """Make each column as wide as its longest cell among the first, within limits."""
    longest = [len(title) for title in headings]
    for row in islice(table.rows(), LOOKED_AT):
        for place, (value, column) in enumerate(zip(row, table.columns, strict=True)):
            longest[place] = max(longest[place], len(written(value, column)))
    return [min(max(length + 2, NARROWEST), WIDEST) for length in longest]


def _shown(value: Cell, column: Column) -> Cell:
    is_number = isinstance(value, int) and not column.is_truth and abs(value) <= EXACT
    return value if is_number else written(value, column)


def _cell(sheet: Any, line: int, place: int, value: Cell, style: Any) -> None:
    if isinstance(value, int):
        sheet.write_number(line, place, value, style)
        return
    text = str(value)
    if len(text) > CELL_LIMIT:
        text = text[: CELL_LIMIT - len(CUT)] + CUT
    sheet.write_string(line, place, text, style)


COUNTS = Sheet(
    "Counts",
    ("Part", "In the database", "In this file", "Left out", "Why left out"),
    (36, 16, 16, 16, 48),
)
RULINGS = Sheet(
    "What the law asks",
    ("Obligation", "Title", "Owed", "Applies from", "Strict day", "Source", "Why", "Not known"),
    (24, 48, 18, 14, 14, 28, 60, 30),
)


def _position(dossier: Dossier) -> list[tuple[str, str]]:
    found = dossier.assessment
    answers = (
        ("General-purpose model", found.general_purpose),
        ("Systemic risk", found.systemic_risk),
        ("Open-source exemption", found.open_source_exemption),
        ("Placed before 2 August 2025", found.legacy),
    )
    return [
        ("Provider", dossier.provider),
        ("Model", dossier.model),
        ("As of the end of", dossier.on.isoformat()),
        *(
            (f"Text read: {title}", f"in force from {since}")
            for _, title, since in dossier.editions
        ),
        *(
            (title, f"{word('truth', answer.answer).text}. {answer.because}")
            for title, answer in answers
        ),
        ("Audit trail", f"{dossier.trail_length} events, last hash {dossier.trail_hash}"),
        ("No verdict", "Claim, decision and evidence are separate facts, side by side."),
    ]


def _rulings(dossier: Dossier) -> list[Sequence[Cell]]:
    return [
        (
            one.key,
            one.title,
            word("owed", one.owed).text,
            one.applies_from.isoformat() if one.applies_from else "",
            one.due.strict.isoformat() if one.due else "",
            one.cite,
            one.because,
            ", ".join(one.missing),
        )
        for one in dossier.assessment.rulings
    ]


def _fixed(dossier: Dossier) -> datetime:
    """The same position gives the same bytes, so the file is dated by the position."""
    return dossier.until.replace(tzinfo=None)
