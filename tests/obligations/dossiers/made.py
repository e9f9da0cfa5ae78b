"""Dossiers gathered and written whole, as tests look at them."""

from __future__ import annotations

import io
import json
from contextlib import contextmanager
from datetime import date

from obligations.dossiers.exports import as_json
from obligations.dossiers.queries.position import gathered
from tests.factories.providers import NOW

TODAY = NOW.date()


def clock():
    return NOW


def ignored(count: int) -> None:
    """Hear of a row and think nothing of it."""


@contextmanager
def dossier(ai_model, on: date = TODAY):
    with gathered(ai_model, on=on) as found:
        yield found


def written(write, found, **more) -> bytes:
    """The bytes that a format gives."""
    made = io.BytesIO()
    write(found, made, ignored, **more)
    return made.getvalue()


def body(ai_model, on: date = TODAY) -> dict:
    """A dossier as JSON gives it back."""
    with gathered(ai_model, on=on) as found:
        return json.loads(written(as_json.write, found))


def cells(found: dict, part: str, column: str) -> list:
    return [row[column] for row in found["parts"][part]]
