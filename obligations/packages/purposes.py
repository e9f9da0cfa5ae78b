"""For which purposes packages are made, read from data/purposes.yaml, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data" / "purposes.yaml"


@dataclass(frozen=True, slots=True)
class Expected:
    """One content that a purpose asks for."""

    key: str
    title: str
    cite: str
    is_optional: bool


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why a package is sent: its legal basis, and what it is expected to hold.

    ``about`` is "model", "provider" or "either"; ``clocks`` are those that ask for it to be sent.
    ``is_unredacted`` says that the Code asks for access without redactions.
    """

    key: str
    title: str
    cite: str
    about: str
    note: str
    is_unredacted: bool
    answers: tuple[str, ...]
    clocks: tuple[str, ...]
    doubts: tuple[str, ...]
    expects: tuple[Expected, ...]

    def expected(self, key: str) -> Expected | None:
        """Find one expected content."""
        return next((one for one in self.expects if one.key == key), None)


@cache
def purposes() -> Mapping[str, Purpose]:
    """Give every purpose by its key, in the order of the file."""
    rows = yaml.safe_load(DATA.read_text("utf-8"))["purposes"]
    return {row["key"]: _purpose(row) for row in rows}


def sending_clocks() -> frozenset[str]:
    """Name the clocks that ask for something to be sent to the AI Office."""
    return frozenset(clock for one in purposes().values() for clock in one.clocks)


def _purpose(row: Mapping[str, Any]) -> Purpose:
    return Purpose(
        key=row["key"],
        title=row["title"],
        cite=row["cite"],
        about=row["about"],
        note=row["note"],
        is_unredacted=row.get("unredacted", False),
        answers=tuple(row["answers"]),
        clocks=tuple(row["clocks"]),
        doubts=tuple(row.get("doubts", ())),
        expects=tuple(
            Expected(one["key"], one["title"], one["cite"], one.get("optional", False))
            for one in row["expects"]
        ),
    )
