"""A dossier as JSON: every row of every part, with the counts that prove it whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest
from typing import IO, Any
from uuid import uuid4

from obligations.dossiers.queries.position import Dossier, Table
from obligations.law.terms import Answer, Ruling

VERSION = 2
Noted = Callable[[int], None]


class Streamed:
    """Items that JSON is written of one after another, each on a line, without holding them."""

    def __init__(self, items: Iterable[Any]) -> None:
        self.items = items


def write(dossier: Dossier, to: IO[bytes], noted: Noted) -> None:
    """Write the dossier; the same position gives the same bytes. ``noted`` hears of each row."""
    dump(body(dossier, noted), to)


def dump(value: Any, to: IO[bytes]) -> None:
    """Write JSON in UTF-8; what is streamed in it takes no more memory than an item."""
    streams: list[Streamed] = []
    # Nothing that was recorded can hold a name made up just now.
    mark = uuid4().hex

    def stand_in(one: object) -> str:
        if not isinstance(one, Streamed):
            raise TypeError(f"{type(one).__name__} has no form in JSON.")
        streams.append(one)
        return mark

    pieces = json.dumps(value, ensure_ascii=False, indent=1, default=stand_in).split(f'"{mark}"')
    for piece, stream in zip_longest(pieces, streams):
        to.write(piece.encode())
        if stream is not None:
            _write_items(stream.items, to)


def _write_items(items: Iterable[Any], to: IO[bytes]) -> None:
    before = b"[\n"
    for item in items:
        to.write(before + json.dumps(item, ensure_ascii=False).encode())
        before = b",\n"
    to.write(b"\n]" if before == b",\n" else b"[]")


def body(dossier: Dossier, noted: Noted) -> dict[str, Any]:
    """Give the dossier as values that JSON knows."""
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
        "parts": {one.key: Streamed(named_rows(one, noted)) for one in dossier.tables},
        "trail": {"events": dossier.trail_length, "last_hash": dossier.trail_hash},
    }


def counts(dossier: Dossier) -> dict[str, dict[str, Any]]:
    """Say of each part how many rows there are, how many are here, and why not the others."""
    return {
        one.key: {
            "title": one.title,
            "in_database": one.in_database,
            "included": one.included,
            "left_out": one.left_out,
            "left_out_because": one.left_out_because if one.left_out else "",
        }
        for one in dossier.tables
    }


def named_rows(table: Table, noted: Noted) -> Iterator[dict[str, Any]]:
    """Give the rows of a part, each with the names of its columns."""
    for row in table.rows():
        yield dict(zip(table.names, row, strict=True))
        noted(1)


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
