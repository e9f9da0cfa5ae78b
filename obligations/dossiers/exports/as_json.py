"""A dossier as JSON: every row of every part, with the counts that prove it whole."""

from __future__ import annotations

import json
from typing import Any

from obligations.dossiers.queries.position import Dossier, Table
from obligations.law.terms import Answer, Ruling

VERSION = 1


def write(dossier: Dossier) -> bytes:
    """Write the dossier; the same position gives the same bytes."""
    return json.dumps(body(dossier), ensure_ascii=False, indent=1).encode()


def body(dossier: Dossier) -> dict[str, Any]:
    """Give the dossier as plain values."""
    return {
        "format": {"name": "dossier", "version": VERSION},
        "provider": {"id": str(dossier.provider_id), "name": dossier.provider},
        "model": {"id": str(dossier.model_id), "name": dossier.model},
        "as_of": dossier.on.isoformat(),
        "until": dossier.until.isoformat(),
        "editions": [
            {"instrument": instrument, "title": title, "in_force_from": since}
            for instrument, title, since in dossier.editions
        ],
        "classification": {
            "general_purpose": _answer(dossier.assessment.general_purpose),
            "systemic_risk": _answer(dossier.assessment.systemic_risk),
            "open_source_exemption": _answer(dossier.assessment.open_source_exemption),
            "legacy": _answer(dossier.assessment.legacy),
        },
        "rulings": [_ruling(one) for one in dossier.assessment.rulings],
        "doubts": list(dossier.assessment.doubts),
        "counts": counts(dossier),
        "parts": {one.key: _rows(one) for one in dossier.tables},
        "trail": {"events": dossier.trail_length, "last_hash": dossier.trail_hash},
    }


def counts(dossier: Dossier) -> dict[str, dict[str, Any]]:
    """Say of each part how many rows there are, how many are here, and why not the others."""
    return {
        one.key: {
            "in_database": one.in_database,
            "included": one.included,
            "left_out": one.left_out,
            "left_out_because": one.left_out_because if one.left_out else "",
        }
        for one in dossier.tables
    }


def _rows(table: Table) -> list[dict[str, Any]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def _answer(answer: Answer) -> dict[str, Any]:
    return {"answer": answer.answer, "because": answer.because, "cite": answer.cite}


def _ruling(ruling: Ruling) -> dict[str, Any]:
    return {
        "key": ruling.key,
        "title": ruling.title,
        "owed": ruling.owed,
        "applies_from": ruling.applies_from and ruling.applies_from.isoformat(),
        "due": ruling.due
        and {"strict": ruling.due.strict.isoformat(), "rolled": ruling.due.rolled.isoformat()},
        "enforceable_from": ruling.enforceable_from and ruling.enforceable_from.isoformat(),
        "because": ruling.because,
        "cite": ruling.cite,
        "missing": list(ruling.missing),
    }
