"""A dossier as PDF/A: the position for reading, with counts, and every row in tables."""

from __future__ import annotations

import re
from datetime import datetime
from typing import IO, Any

from django.utils import timezone

from obligations.dossiers.exports.as_json import Noted
from obligations.dossiers.exports.texts import heading, written
from obligations.dossiers.queries.parts import SINCE, Row
from obligations.dossiers.queries.position import CountsDiffer, Dossier, Table
from obligations.exports import typeset
from obligations.law.terms import Answer
from obligations.law.wording import long_date
from obligations.words import word
from providers.written import instant

SHORT = 60
KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")
# Pages are set in memory as a whole, some 100 KB for a row; nobody reads more of them.
MOST_ROWS = 2_000


def write(
    dossier: Dossier, to: IO[bytes], noted: Noted, *, requested_by: str, requested_at: datetime
) -> None:
    """Set the dossier as PDF/A-2a. It states facts side by side and no verdict.

    Raises CountsDiffer for more rows than are set as pages.
    """
    if dossier.size > MOST_ROWS:
        raise CountsDiffer(
            f"This position has {dossier.size:,} rows, and a PDF to read holds {MOST_ROWS:,}. "
            "Nothing was exported; XLSX, JSON and OSCAL hold them all."
        )
    data = _data(dossier, requested_by, requested_at, noted)
    to.write(typeset.pdf("dossier", data, standard="a-2a"))


def _data(
    dossier: Dossier, requested_by: str, requested_at: datetime, noted: Noted
) -> dict[str, Any]:
    local = timezone.localtime(requested_at)
    found = dossier.assessment
    return {
        "title": f"{dossier.model}: position on {long_date(dossier.on)}",
        "facts": [
            ["Provider", dossier.provider],
            ["Model", dossier.model],
            ["As of", f"The end of {long_date(dossier.on)} in Brussels"],
            ["Asked for", f"{requested_by}, {instant(local)}"],
            ["Texts read", "; ".join(f"{title} ({since})" for _, title, since in dossier.editions)],
            ["Audit trail", f"{dossier.trail_length} events, last hash {dossier.trail_hash}"],
        ],
        "answers": [
            _answer("General-purpose model", found.general_purpose),
            _answer("Systemic risk", found.systemic_risk),
            _answer("Open-source exemption", found.open_source_exemption),
            _answer("Placed before 2 August 2025", found.legacy),
        ],
        "rulings": [
            [
                f"{one.title} ({one.cite})",
                word("owed", one.owed).text,
                one.due.strict.isoformat() if one.due else "No day set",
                one.because,
            ]
            for one in found.rulings
        ],
        "counts": [
            [
                one.title,
                str(one.in_database),
                str(one.included),
                f"{one.left_out} ({one.left_out_because})" if one.left_out else "0",
            ]
            for one in dossier.tables
        ],
        "tables": [_table(one, noted) for one in dossier.tables if one.included],
    }


def _answer(title: str, answer: Answer) -> list[str]:
    return [title, word("truth", answer.answer).text, answer.because, answer.cite]


def _table(table: Table, noted: Noted) -> dict[str, Any]:
    rows = []
    for row in table.rows():
        rows.append(_row(table, row))
        noted(1)
    return {"title": f"{table.title}: {table.included}", "rows": rows}


def _row(table: Table, row: Row) -> dict[str, Any]:
    """Write a row as its first words, its short cells in a line, and each long one by itself.

    Eleven columns fit no page. Cells that are empty, say that nothing changed, or point to another
    row by its key are not set: the other formats have them.
    """
    told = [
        (heading(column.name), _told(written(value, column)))
        for value, column in zip(row, table.columns, strict=True)
        if column.name != "id" and not (column.name == SINCE and value is False)
    ]
    told = [(name, text) for name, text in told if text and not KEY.fullmatch(text)]
    first, rest = (told[0][1], told[1:]) if told else ("", [])
    return {
        "id": str(row[-1]),
        "first": first,
        "short": [pair for pair in rest if len(pair[1]) <= SHORT],
        "long": [pair for pair in rest if len(pair[1]) > SHORT],
    }


def _told(text: str) -> str:
    """Write an instant as people do, in Brussels; other words stay."""
    if not INSTANT.fullmatch(text):
        return text
    return instant(timezone.localtime(datetime.fromisoformat(text)))
