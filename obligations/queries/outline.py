"""The catalogue as people read it: text by text, each entry under the one it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from obligations.catalogue.loader import catalogue
from obligations.catalogue.records import Change, Correction, Edition, FixedDate
from obligations.law.terms import Clock, Doubt, Entry
from obligations.models import Obligation

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

INSTRUMENTS: Mapping[str, StrOrPromise] = {
    "ai-act": _("AI Act"),
    "code-of-practice": _("Code of Practice"),
    "guidelines": _("Guidelines"),
    "training-template": _("Training summary template"),
}


@dataclass(slots=True)
class Node:
    """An entry with those under it."""

    row: Obligation
    children: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Part:
    """One chapter or annex of a text, with its entries."""

    title: str
    nodes: list[Node] = field(default_factory=list)


def parts(rows: Iterable[Obligation], titles: Mapping[str, str]) -> list[Part]:
    """Put the rows of one text under their parents, chapter by chapter, in the text's order."""
    nodes = {row.key: Node(row) for row in rows}
    found: dict[str, Part] = {}
    for node in nodes.values():
        above = nodes.get(node.row.parent)
        if above is not None and above is not node:
            above.children.append(node)
            continue
        chapter = node.row.chapter
        part = found.setdefault(chapter, Part(titles.get(chapter, "")))
        part.nodes.append(node)
    return list(found.values())


@dataclass(frozen=True, kw_only=True)
class Page:
    """One entry with everything around it on one day."""

    entry: Entry
    edition: Edition
    above: Sequence[Entry]
    below: Sequence[Entry]
    measures: Sequence[Entry]
    met_by: Sequence[Entry]
    links: Sequence[Entry]
    clocks: Sequence[Clock]
    doubts: Sequence[Doubt]
    dates: Sequence[FixedDate]
    corrections: Sequence[Correction]
    changes: Sequence[tuple[Edition, Change, Entry | None, Entry | None]]


def page(key: str, on: date) -> Page | None:
    """Gather an entry as it reads on a day; None where no text of that day has it."""
    texts = catalogue()
    known = {entry.key: entry for entry in texts.as_of(on)}
    entry = known.get(key)
    if entry is None:
        return None
    edition = next(one for one in texts.editions_on(on) if one.instrument == entry.instrument)
    return Page(
        entry=entry,
        edition=edition,
        above=_above(entry, known),
        below=[one for one in known.values() if one.parent == key],
        measures=[known[name] for name in entry.measures if name in known],
        met_by=[one for one in known.values() if key in one.measures],
        links=[known[name] for name in entry.links if name in known],
        clocks=[texts.clocks[name] for name in entry.clocks],
        doubts=[texts.doubts[name] for name in entry.doubts],
        dates=[one for one in texts.fixed_dates if key in one.entries],
        corrections=[one for one in texts.corrections if key in one.entries],
        changes=_changes(key),
    )


def last_day(key: str) -> date | None:
    """Give a day on which some text has the entry; None for a key that never was."""
    editions = [one for one in catalogue().editions if any(e.key == key for e in one.entries)]
    return max((one.in_force_from for one in editions), default=None)


def _above(entry: Entry, known: Mapping[str, Entry]) -> list[Entry]:
    found: list[Entry] = []
    parent = known.get(entry.parent or "")
    while parent is not None and parent not in found:
        found.insert(0, parent)
        parent = known.get(parent.parent or "")
    return found


def _changes(key: str) -> list[tuple[Edition, Change, Entry | None, Entry | None]]:
    """Give what each edition did to an entry, with its words before and after."""
    found = []
    for edition in catalogue().editions:
        for change in edition.changes:
            if change.key == key:
                before = next(
                    one
                    for one in catalogue().editions
                    if one.instrument == edition.instrument
                    and one.in_force_from == edition.based_on
                )
                found.append((edition, change, _in(before, key), _in(edition, key)))
    return found


def _in(edition: Edition, key: str) -> Entry | None:
    return next((entry for entry in edition.entries if entry.key == key), None)
