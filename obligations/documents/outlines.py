"""Outlines: what a document must hold, item by item, read from one data file for each kind.

A file is written by hand and checked whole when it is first read; a mistake names file and key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"
RECIPIENTS = ("office", "authority", "downstream", "public")


class Kind(StrEnum):
    """What the answer to an item is."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    MONTH = "month"
    # A date as somebody published it: {"written": "Sept 2nd, 2025", "meant": "2025-09-02"}.
    WHEN = "when"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes-no"
    LINK = "link"
    LIST = "list"
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a document.

    ``words`` is the recommended or greatest number of words, ``significant`` the least number of
    significant figures, ``unit`` that of a number, ``most`` the greatest number of entries of a
    list. ``recipients`` may read the answer; where it is empty the item is the provider's own.
    ``columns`` are the items of a table's row.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    help: str = ""
    words: int | None = None
    significant: int | None = None
    unit: str = ""
    most: int | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    recipients: frozenset[str] = frozenset()
    columns: tuple[Item, ...] = ()
    cite: str = ""
    confidence: str = ""
    is_optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a document, with its own heading."""

    key: str
    title: str
    help: str = ""
    cite: str = ""
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One kind of document as a text of one day asks for it; ``answers`` are obligations served.

    ``subject`` is "model" or "provider"; ``doubts`` are the open questions it meets.
    """

    kind: str
    title: str
    edition: date
    cite: str
    source_url: str
    subject: str
    answers: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    note: str = ""
    sections: tuple[Section, ...] = ()

    def items(self) -> Iterator[Item]:
        """Give every item, in the order of the document."""
        for section in self.sections:
            yield from section.items

    def item(self, key: str) -> Item | None:
        """Find an item by its key."""
        return next((one for one in self.items() if one.key == key), None)

    def section(self, key: str) -> Section | None:
        """Find a section by its key."""
        return next((one for one in self.sections if one.key == key), None)


@cache
def outlines() -> Mapping[str, Outline]:
    """Read every outline, by its kind; ValueError names the file and key of a mistake."""
    found: dict[str, Outline] = {}
    for path in sorted(DATA.glob("*.yaml")):
        try:
            outline = _outline(yaml.safe_load(path.read_text(encoding="utf-8")))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path.name}: {error}") from error
        if outline.kind != path.stem:
            raise ValueError(f"{path.name}: its kind is {outline.kind}.")
        found[outline.kind] = outline
    return found


def outline(kind: str) -> Outline:
    """Give the outline of a kind of document; KeyError where there is none."""
    return outlines()[kind]


def _outline(raw: dict[str, Any]) -> Outline:
    sections = tuple(_section(one) for one in raw.pop("sections"))
    keys = [item.key for section in sections for item in section.items]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise ValueError(f"{', '.join(sorted(twice))} stands twice.")
    for name in ("answers", "doubts"):
        raw[name] = tuple(raw.get(name, ()))
    return Outline(sections=sections, **raw)


def _section(raw: dict[str, Any]) -> Section:
    items = tuple(_item(one) for one in raw.pop("items"))
    return Section(items=items, **raw)


def _item(given: dict[str, Any]) -> Item:
    # A column may stand in several tables, written once; taking it apart must leave it whole.
    raw = dict(given)
    key = str(raw.get("key", "?"))
    recipients = frozenset(raw.pop("recipients", ()))
    if unknown := recipients - set(RECIPIENTS):
        raise ValueError(f"{key}: nobody is called {', '.join(sorted(unknown))}.")
    columns = tuple(_item(one) for one in raw.pop("columns", ()))
    kind = Kind(raw.pop("kind", Kind.TEXT))
    options = {str(name): str(words) for name, words in raw.pop("options", {}).items()}
    if (kind in (Kind.CHOICE, Kind.CHOICES)) != bool(options):
        raise ValueError(f"{key}: a choice has options, and nothing else has.")
    if (kind is Kind.TABLE) != bool(columns):
        raise ValueError(f"{key}: a table has columns, and nothing else has.")
    return Item(kind=kind, recipients=recipients, columns=columns, options=options, **raw)
