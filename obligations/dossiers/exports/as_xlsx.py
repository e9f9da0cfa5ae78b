"""A dossier as a workbook: a sheet for each part, and one that counts them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import xlsxwriter

from obligations.dossiers.queries.position import CountsDiffer, Dossier
from obligations.words import word

CELL_LIMIT = 32_767
RULINGS = ("key", "title", "owed", "applies_from", "due", "cite", "because", "missing")
CUT = " [cut here: a cell holds 32,767 characters; the JSON export has all]"


class Styles(NamedTuple):
    """How cells look: headings, and everything else."""

    bold: Any
    wrap: Any


def write(dossier: Dossier) -> bytes:
    """Write the workbook; what looks like a formula stays text. Raises CountsDiffer."""
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties({"title": f"{dossier.model}, {dossier.on}", "created": _fixed(dossier)})
        styles = Styles(
            book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
            book.add_format({"text_wrap": True, "valign": "top"}),
        )
        _sheet(book, "Position", ("what", "value"), _position(dossier), styles)
        _sheet(book, "Counts", COUNTS, _counts(dossier), styles)
        _sheet(book, "Rulings", RULINGS, _rulings(dossier), styles)
        for table in dossier.tables:
            written = _sheet(book, table.title[:31], table.columns, table.rows, styles)
            if written != table.included:
                raise CountsDiffer(f"{table.title}: {written} of {table.included} rows written.")
    return made.getvalue()


COUNTS = ("part", "in_database", "included", "left_out", "left_out_because")


def _sheet(
    book: Any,
    name: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    styles: Styles,
) -> int:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(columns) - 1, 24)
    for place, title in enumerate(columns):
        sheet.write_string(0, place, title.replace("_", " "), styles.bold)
    line = 0
    for line, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            _cell(sheet, line, place, value, styles.wrap)
    return line


def _cell(sheet: Any, line: int, place: int, value: Any, wrap: Any) -> None:
    if isinstance(value, bool) or value is None:
        sheet.write_string(line, place, word("truth", value).text, wrap)
    elif isinstance(value, int):
        sheet.write_number(line, place, value, wrap)
    else:
        text = str(value)
        if len(text) > CELL_LIMIT:
            text = text[: CELL_LIMIT - len(CUT)] + CUT
        sheet.write_string(line, place, text, wrap)


def _position(dossier: Dossier) -> list[tuple[str, str]]:
    found = dossier.assessment
    return [
        ("provider", dossier.provider),
        ("model", dossier.model),
        ("as of", dossier.on.isoformat()),
        *(
            (f"text read: {instrument}", f"{title}, {since}")
            for instrument, title, since in dossier.editions
        ),
        ("general-purpose model", found.general_purpose.because),
        ("systemic risk", found.systemic_risk.because),
        ("open-source exemption", found.open_source_exemption.because),
        ("audit trail", f"{dossier.trail_length} events, last hash {dossier.trail_hash}"),
    ]


def _counts(dossier: Dossier) -> list[Sequence[Any]]:
    return [
        (one.title, one.in_database, one.included, one.left_out, one.left_out_because)
        for one in dossier.tables
    ]


def _rulings(dossier: Dossier) -> list[Sequence[Any]]:
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
