"""Indicators this product suggests; the Code sets none, and says so nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

SOURCE = Path(__file__).parent / "data" / "suggested.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One indicator a provider might choose for a measure, and how it is read."""

    key: str
    measure: str
    name: str
    meaning: str
    unit: str
    direction: str
    source: str
    why: str
    every: int | None = None
    every_unit: str = ""


@cache
def suggestions() -> Mapping[str, Suggestion]:
    """Read the suggestions, by key."""
    raw = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    found = [Suggestion(**one) for one in raw["suggestions"]]
    return {one.key: one for one in found}
