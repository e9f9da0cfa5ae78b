"""A dossier as PDF/A: the position for reading, with counts, and every row in tables."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from obligations.dossiers.queries.position import CountsDiffer, Dossier, Table
from obligations.exports import typeset
from obligations.law.terms import Answer
from obligations.law.wording import long_date
from obligations.words import word


def write(dossier: Dossier, *, requested_by: str, requested_at: datetime) -> bytes:
    """Set the dossier as PDF/A-2a. It states facts side by side and no verdict."""
    data = _data(dossier, requested_by, requested_at)
    if [len(one["rows"]) for one in data["tables"]] != [one.included for one in dossier.tables]:
        raise CountsDiffer("The PDF would not hold every row. Nothing was exported.")
    return typeset.pdf("dossier", data, standard="a-2a")


def _data(dossier: Dossier, requested_by: str, requested_at: datetime) -> dict[str, Any]:
    local = timezone.localtime(requested_at)
    found = dossier.assessment
    return {
        "title": f"{dossier.model}: position on {long_date(dossier.on)}",
        "facts": [
            ["Provider", dossier.provider],
            ["Model", dossier.model],
            ["As of", f"The end of {long_date(dossier.on)} in Brussels"],
            ["Asked for", f"{requested_by}, {date_format(local, 'j M Y, H:i')} {local:%Z}"],
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
        "tables": [_table(one) for one in dossier.tables],
    }


def _answer(title: str, answer: Answer) -> list[str]:
    return [title, word("truth", answer.answer).text, answer.because, answer.cite]


def _table(table: Table) -> dict[str, Any]:
    """Write each row as pairs, empty cells left out: eleven columns fit no page."""
    return {
        "title": table.title,
        "rows": [
            [
                [name.replace("_", " "), _text(value)]
                for name, value in zip(table.columns, row, strict=True)
                if value not in ("", None)
            ]
            for row in table.rows
        ],
    }


def _text(value: Any) -> str:
    return word("truth", value).text if isinstance(value, bool) else str(value)
