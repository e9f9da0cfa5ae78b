"""From the file of an edition to the whole edition: outline, defaults, and what it is based on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from obligations.catalogue import entries
from obligations.catalogue.checks import Placed
from obligations.catalogue.entries import LONGEST_LINE, LONGEST_URL, PREFIXES, Chapter, Frame
from obligations.catalogue.problems import Problem
from obligations.catalogue.reading import Fields
from obligations.catalogue.records import Change, Edition, Step, What
from obligations.catalogue.shelf import Shelf
from obligations.law.terms import Confidence, Kind

# What an entry of the outline hands down to the items below it, unless they say otherwise.
_HANDED_DOWN = (
    "chapter",
    "anchor",
    "audience",
    "bearer",
    "subject",
    "applies_from",
    "enforceable_from",
    "source_url",
)
_KIND_BELOW = {Kind.COMMITMENT: Kind.MEASURE, Kind.MEASURE: Kind.MEASURE_ITEM}


@dataclass(frozen=True)
class Draft:
    """The raw fields of one entry, everything handed down included, and the file it stands in."""

    raw: Mapping[str, Any]
    file: str


@dataclass
class EditionFile:
    """The file of one edition, half read: the header as fields, the rest to be composed."""

    fields: Fields
    file: str
    sha256: str
    instrument: str
    day: date
    based_on: date | None
    drafts: dict[str, Draft] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    chapters: list[Fields] = field(default_factory=list)


@dataclass(frozen=True)
class Composed:
    """A whole edition, and each of its entries with the file that says what it says."""

    edition: Edition
    placed: tuple[Placed, ...]


def read_all(shelf: Shelf) -> tuple[Composed, ...]:
    """Read the editions of every instrument, ordered by instrument and day."""
    found = []
    for instrument in PREFIXES:
        earlier: dict[date, EditionFile] = {}
        for name in shelf.names(instrument):
            this = _open(*shelf.file_and_hash(name), name)
            if this is None:
                continue
            base = earlier.get(this.based_on) if this.based_on else None
            if this.based_on and base is None:
                this.fields.note(f'"based_on" names no earlier edition: {this.based_on}.')
            found.append(_compose(this, base))
            earlier[this.day] = this
        if not earlier:
            shelf.problems.append(Problem(instrument, "", "There is no edition of this text."))
    return tuple(found)


def _open(fields: Fields, own_hash: str, file: str) -> EditionFile | None:
    """Read what identifies an edition; None (and a noted problem) if that is not readable."""
    instrument = fields.text("instrument", required=True)
    day = fields.day("in_force_from", required=True)
    based_on = fields.day("based_on")
    if instrument and instrument not in PREFIXES:
        fields.note(f'"instrument" knows no "{instrument}"; it knows {", ".join(PREFIXES)}.')
        return None
    if day is None or not instrument:
        return None
    if file != f"{instrument}/{day}.yaml":
        fields.note(f"The file of this edition is {instrument}/{day}.yaml.")
    if based_on is not None and based_on >= day:
        fields.note('"based_on" is an earlier day.')
    return EditionFile(fields, file, own_hash, instrument, day, based_on)


def _compose(this: EditionFile, base: EditionFile | None) -> Composed:
    """Build the whole edition out of its own file and the one it is based on."""
    fields = this.fields
    frame = _frame(this, base)
    if base is not None:
        this.drafts.update(base.drafts)
        # What an edition says changes with the one it is based on, and so does its hash.
        this.sha256 = sha256(f"{base.sha256} {this.sha256}".encode()).hexdigest()
    _remove(this)
    _change(this)
    _add(this)
    whole = tuple(
        entries.entry(Fields(draft.raw, draft.file, key, fields.problems), frame, position)
        for position, (key, draft) in enumerate(this.drafts.items(), start=1)
    )
    edition = Edition(
        instrument=this.instrument,
        in_force_from=this.day,
        title=fields.text("title", required=True, longest=LONGEST_LINE),
        cite=fields.text("cite", required=True, longest=LONGEST_LINE),
        source_url=frame.whole.source_url,
        note=fields.text("note"),
        file=this.file,
        sha256=this.sha256,
        based_on=this.based_on,
        chapters={key: chapter.title for key, chapter in frame.chapters.items()},
        steps=tuple(_step(step) for step in fields.children("steps", named_by="day")),
        entries=whole,
        changes=tuple(this.changes),
    )
    fields.finish()
    files = [draft.file for draft in this.drafts.values()]
    return Composed(
        edition, tuple(Placed(entry, file) for entry, file in zip(whole, files, strict=True))
    )


def _frame(this: EditionFile, base: EditionFile | None) -> Frame:
    fields = this.fields
    url = fields.text("source_url", required=True, longest=LONGEST_URL)
    whole = Chapter("", fields.text("cite_prefix"), url)
    chapters = {}
    # An amended edition keeps the chapters of the one it amends unless it lists its own.
    this.chapters = fields.children("chapters") or (base.chapters if base else [])
    for part in this.chapters:
        chapters[part.text("key", required=True)] = Chapter(
            title=part.text("title", required=True, longest=LONGEST_LINE),
            cite_prefix=part.text("cite_prefix"),
            source_url=part.text("source_url", longest=LONGEST_URL) or url,
        )
        part.finish()
    return Frame(this.instrument, this.day, chapters, whole)


def _step(fields: Fields) -> Step:
    day = fields.day("day", required=True) or date.min
    step = Step(
        day, fields.text("sentence", required=True), fields.choice("confidence", Confidence)
    )
    fields.finish()
    return step


def _remove(this: EditionFile) -> None:
    for fields in this.fields.children("removed"):
        key = _known(this, fields)
        if key:
            del this.drafts[key]
            _tell(this, fields, key, What.REMOVED)
        fields.finish()


def _change(this: EditionFile) -> None:
    for fields in this.fields.children("changed"):
        key = _known(this, fields)
        if key:
            _tell(this, fields, key, What.CHANGED)
            own = {name: value for name, value in fields.raw.items() if name != "change"}
            this.drafts[key] = Draft({**this.drafts[key].raw, **own}, this.file)


def _known(this: EditionFile, fields: Fields) -> str | None:
    key = fields.text("key", required=True)
    if key and key not in this.drafts:
        fields.note("The edition before has no such entry.")
    return key if key in this.drafts else None


def _tell(this: EditionFile, fields: Fields, key: str, what: What) -> None:
    this.changes.append(Change(key, what, fields.text("change", required=True)))


def _add(this: EditionFile) -> None:
    shared = this.fields.child("defaults")
    defaults = shared.raw if shared else {}
    for fields in this.fields.children("entries"):
        this.drafts.update(_whole_outline(this, fields, defaults))
    for fields in this.fields.children("added"):
        after, change = fields.text("after"), fields.text("change", required=True)
        own = {k: v for k, v in fields.raw.items() if k not in ("after", "change")}
        found = _whole_outline(this, Fields(own, this.file, fields.key, fields.problems), defaults)
        this.changes += [Change(key, What.ADDED, change) for key in found]
        _place(this, fields, found, after)


def _place(this: EditionFile, fields: Fields, found: dict[str, Draft], after: str) -> None:
    """Put added entries behind the one that "after" names, or at the end."""
    if after and after not in this.drafts:
        fields.note(f'"after" names no entry: "{after}".')
    keys = list(this.drafts)
    behind = keys[keys.index(after) + 1 :] if after in this.drafts else []
    rest = {key: this.drafts.pop(key) for key in behind}
    this.drafts |= found | rest


def _whole_outline(
    this: EditionFile, fields: Fields, defaults: Mapping[str, Any]
) -> dict[str, Draft]:
    found: dict[str, Draft] = {}
    for key, draft in _outline(this.file, fields, defaults):
        if key in this.drafts or key in found:
            this.fields.problems.append(Problem(this.file, key, "This key stands twice."))
        found[key] = draft
    return found


def _outline(file: str, fields: Fields, handed: Mapping[str, Any]) -> Iterator[tuple[str, Draft]]:
    """Walk an entry and the items below it, each with what is handed down to it."""
    raw = {**handed, **{name: value for name, value in fields.raw.items() if name != "items"}}
    key = raw.get("key")
    if not isinstance(key, str) or not key:
        key = fields.key
    yield key, Draft(raw, file)
    below = {name: raw[name] for name in _HANDED_DOWN if name in raw}
    below |= {"confidence": handed.get("confidence", ""), "parent": key}
    below["kind"] = _KIND_BELOW.get(raw.get("kind", ""), raw.get("kind", ""))
    for item in fields.children("items"):
        yield from _outline(file, item, below)
