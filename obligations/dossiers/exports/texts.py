"""Cells as people read them, for the formats that hold text alone."""

from __future__ import annotations

import json

from obligations.dossiers.queries.parts import Cell, Column
from obligations.words import word


def written(value: Cell, column: Column) -> str:
    """Write a cell: a truth as a word, a list by its items, a table as JSON, nothing as nothing."""
    if column.is_truth:
        return word("truth", value).text
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "; ".join(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)


def heading(name: str) -> str:
    """Write the name of a column in words."""
    return name.replace("_", " ").capitalize()
