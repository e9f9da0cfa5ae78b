"""Two editions of a text side by side: entries added, removed, changed field by field, and kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from enum import Enum, StrEnum
from types import MappingProxyType

from obligations.law.terms import Entry, Retention

# The fields of an entry that say something, in the order in which people read them. Where an
# entry stands, in which edition and at which address is not part of what it says: with a new
# consolidated text every address changes.
NAMES: Mapping[str, str] = MappingProxyType(
    {
        "kind": "Kind",
        "title": "Title",
        "summary": "Summary",
        "cite": "Citation",
        "chapter": "Chapter",
        "parent": "Part of",
        "audience": "Given to",
        "bearer": "Rests on",
        "subject": "Concerns",
        "rule": "Rule",
        "rule_args": "Details of the rule",
        "trigger": "Triggered by",
        "exemptions": "Exemptions",
        "frequency": "How often",
        "clocks": "Clocks",
        "retention": "Kept for",
        "applies_from": "Applies from",
        "enforceable_from": "Enforceable from",
        "evidence": "Typical evidence",
        "measures": "Measures",
        "links": "See also",
        "confidence": "Confidence",
        "doubts": "Open questions",
        "note": "Note",
    }
)
# What only helps to find and check an entry; a change of these is no change of what it asks.
REFERENCES = frozenset({"links", "confidence", "note", "measures"})
SILENT = frozenset({"key", "instrument", "edition", "position", "source_url"})
# Fewer words than this between two changes are read as a part of both, not as what stayed.
READ_TOGETHER = 4
_PIECES = re.compile(r"\s+|\S+")


class Op(StrEnum):
    """Whether a piece of text stands in both wordings or in one of them."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that reads differently; ``pieces`` is both wordings, word by word."""

    field: str
    name: str
    before: str
    after: str
    pieces: tuple[Piece, ...]

    @property
    def is_reference(self) -> bool:
        """Whether the field only helps to find and check the entry."""
        return self.field in REFERENCES


@dataclass(frozen=True, slots=True)
class Reworded:
    """One entry that both editions have and that says something else in the later one."""

    before: Entry
    after: Entry
    fields: tuple[FieldChange, ...]

    @property
    def key(self) -> str:
        """The key both share."""
        return self.after.key

    @property
    def asks_otherwise(self) -> bool:
        """Whether more than references changed."""
        return any(not one.is_reference for one in self.fields)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a later edition does to an earlier one; entries in the order of their texts.

    Every entry of the later edition is added, changed or unchanged; every entry of the earlier one
    is removed, changed or unchanged.
    """

    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    changed: tuple[Reworded, ...]
    unchanged: int

    @property
    def doubts(self) -> tuple[str, ...]:
        """The open questions that entries which differ raise, in the order of their numbers."""
        touched = [*self.added, *self.removed, *(one.after for one in self.changed)]
        names = {name for entry in touched for name in entry.doubts}
        return tuple(sorted(names, key=lambda name: int(name.removeprefix("A"))))

    @property
    def asking_otherwise(self) -> frozenset[str]:
        """The keys of entries that were removed or whose meaning may have changed."""
        changed = {one.key for one in self.changed if one.asks_otherwise}
        return frozenset(changed | {one.key for one in self.removed})


def compare(before: Iterable[Entry], after: Iterable[Entry]) -> Comparison:
    """Compare two editions of one text by the keys of their entries.

    Keys are stable for ever (catalogue/data/README.md), so that an entry under another key is
    another entry. Raises ValueError where a key stands twice.
    """
    earlier, later = _by_key(before), _by_key(after)
    both = [(earlier[key], entry) for key, entry in later.items() if key in earlier]
    looked = [Reworded(old, new, differences(old, new)) for old, new in both]
    changed = tuple(one for one in looked if one.fields)
    return Comparison(
        added=tuple(entry for key, entry in later.items() if key not in earlier),
        removed=tuple(entry for key, entry in earlier.items() if key not in later),
        changed=changed,
        unchanged=len(both) - len(changed),
    )


def differences(before: Entry, after: Entry) -> tuple[FieldChange, ...]:
    """Find the fields in which two wordings of an entry differ."""
    found = []
    for name, title in NAMES.items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            was, now = said(old), said(new)
            found.append(FieldChange(name, title, was, now, words(was, now)))
    return tuple(found)


def words(before: str, after: str) -> tuple[Piece, ...]:
    """Show two wordings word by word; the kept and removed pieces spell the first, and so on."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    found: list[Piece] = []
    removed = added = ""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was, now = "".join(old[i1:i2]), "".join(new[j1:j2])
        is_between = i1 > 0 and i2 < len(old)
        if tag == "equal" and not (is_between and len(was.split()) < READ_TOGETHER):
            found += _differing(removed, added)
            found.append(Piece(Op.KEPT, was))
            removed = added = ""
        else:
            removed, added = removed + was, added + now
    return (*found, *_differing(removed, added))


def _differing(removed: str, added: str) -> list[Piece]:
    both = (Piece(Op.REMOVED, removed), Piece(Op.ADDED, added))
    return [one for one in both if one.text]


def said(value: object) -> str:
    """Write the value of a field for people; nothing is an empty text."""
    match value:
        case Enum():
            return str(value.value)
        case Retention():
            return f"{value.years} years from {value.start.value}, {value.cite}"
        case Mapping():
            return ", ".join(f"{key}: {one}" for key, one in sorted(value.items()))
        case tuple():
            return "; ".join(said(one) for one in value)
    return "" if value is None else str(value)


def _by_key(entries: Iterable[Entry]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.key in found:
            raise ValueError(f"The key {entry.key} stands twice.")
        found[entry.key] = entry
    return found


def unnamed() -> frozenset[str]:
    """Name fields of an entry that no comparison looks at; none, unless one was added since."""
    return frozenset(one.name for one in fields(Entry)) - NAMES.keys() - SILENT
