"""From the fields of a data file to entries, clocks and doubts of the law's vocabulary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from obligations.catalogue.reading import Fields
from obligations.catalogue.records import AUDIENCES
from obligations.law import deadlines
from obligations.law.terms import (
    Bearer,
    Clock,
    Confidence,
    Doubt,
    Entry,
    Kind,
    Retention,
    RetentionStart,
    Subject,
)

# The prefix of the keys of each instrument: stable for ever (docs of the API promise it).
PREFIXES = {
    "ai-act": "aia-",
    "code-of-practice": "cop-",
    "guidelines": "gl-",
    "training-template": "tpl-",
}
_KEY = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
_DOUBT = re.compile(r"A[1-9][0-9]?")
LONGEST_KEY, LONGEST_LINE, LONGEST_URL = 80, 300, 500


@dataclass(frozen=True)
class Chapter:
    """A part of an edition: its title, what its citations begin with, and where it is printed."""

    title: str
    cite_prefix: str
    source_url: str


@dataclass(frozen=True)
class Frame:
    """What the entries of one edition share."""

    instrument: str
    edition: date
    chapters: Mapping[str, Chapter]
    whole: Chapter

    def part(self, chapter: str | None) -> Chapter:
        return self.chapters.get(chapter or "", self.whole)


def entry(fields: Fields, frame: Frame, position: int) -> Entry:
    """Read one catalogue entry; what is wrong with it is noted in its fields."""
    chapter = _chapter(fields, frame)
    part = frame.part(chapter)
    found = Entry(
        key=_key(fields, PREFIXES.get(frame.instrument, "")),
        kind=fields.choice("kind", Kind),
        title=fields.text("title", required=True, longest=LONGEST_LINE),
        summary=fields.text("summary", required=True),
        cite=_cite(fields, part.cite_prefix),
        instrument=frame.instrument,
        edition=frame.edition,
        chapter=chapter,
        parent=fields.text("parent") or None,
        audience=fields.texts("audience", among=AUDIENCES),
        bearer=fields.choice("bearer", Bearer, Bearer.PROVIDER),
        subject=fields.choice("subject", Subject, Subject.MODEL),
        rule=fields.text("rule") or None,
        rule_args=fields.mapping("rule_args"),
        trigger=fields.text("trigger"),
        exemptions=fields.text("exemptions"),
        frequency=fields.text("frequency"),
        clocks=fields.texts("clocks"),
        retention=_retention(fields),
        applies_from=fields.day("applies_from"),
        enforceable_from=fields.day("enforceable_from"),
        evidence=fields.texts("evidence"),
        measures=fields.texts("measures"),
        links=fields.texts("links"),
        source_url=_source_url(fields, part.source_url),
        confidence=fields.choice("confidence", Confidence),
        doubts=fields.texts("doubts"),
        note=fields.text("note"),
        position=position,
    )
    fields.finish()
    return found


def clock(fields: Fields) -> Clock:
    """Read one clock; its event is one of those that can be recorded."""
    event_key = fields.text("event_key", required=True)
    if event_key and event_key not in deadlines.EVENTS:
        known = ", ".join(sorted(deadlines.EVENTS))
        fields.note(f'"event_key" knows no "{event_key}"; it knows {known}.')
    found = Clock(
        key=_key(fields, ""),
        title=fields.text("title", required=True, longest=LONGEST_LINE),
        event=fields.text("event", required=True),
        event_key=event_key,
        cite=fields.text("cite", required=True, longest=LONGEST_LINE),
        entry=fields.text("entry", required=True),
        length=fields.period("length"),
        backwards=fields.flag("backwards"),
        not_before=fields.flag("not_before"),
        act=fields.flag("act"),
        note=fields.text("note"),
        confidence=fields.choice("confidence", Confidence),
        doubts=fields.texts("doubts"),
    )
    if found.length is None and not found.note:
        fields.note('A clock without "length" says in "note" where its day comes from.')
    fields.finish()
    return found


def doubt(fields: Fields) -> Doubt:
    """Read one open question of the law."""
    found = Doubt(
        id=fields.text("id", required=True),
        question=fields.text("question", required=True),
        default=fields.text("default", required=True),
        cite=fields.text("cite", required=True, longest=LONGEST_LINE),
    )
    if found.id and not _DOUBT.fullmatch(found.id):
        fields.note(f'"id" is a number such as A13, not "{found.id}".')
    fields.finish()
    return found


def _key(fields: Fields, prefix: str) -> str:
    key = fields.text("key", required=True, longest=LONGEST_KEY)
    if key and not (_KEY.fullmatch(key) and key.startswith(prefix)):
        fields.note(f'A key here begins with "{prefix}" and is made of a-z, 0-9, "." and "-".')
    return key


def _chapter(fields: Fields, frame: Frame) -> str | None:
    chapter = fields.text("chapter") or None
    if chapter is not None and chapter not in frame.chapters:
        known = ", ".join(sorted(frame.chapters)) or "no chapter"
        fields.note(f'"chapter" knows no "{chapter}"; this edition has {known}.')
    return chapter


def _cite(fields: Fields, prefix: str) -> str:
    cite = fields.text("cite", required=True)
    whole = f"{prefix}, {cite}" if prefix and cite else cite
    if len(whole) > LONGEST_LINE:
        fields.note(f'"cite" has {len(whole)} characters; {LONGEST_LINE} are allowed.')
    return whole


def _source_url(fields: Fields, base: str) -> str:
    anchor = fields.text("anchor")
    url = fields.text("source_url", longest=LONGEST_URL) or base
    if not url.startswith("https://"):
        fields.note(f'"source_url" begins with https://, not "{url}".')
    return f"{url}#{anchor}" if anchor else url


def _retention(fields: Fields) -> Retention | None:
    part = fields.child("retention")
    if part is None:
        return None
    found = Retention(
        years=part.whole("years", 1, 100),
        start=part.choice("start", RetentionStart),
        cite=part.text("cite", required=True, longest=LONGEST_LINE),
        note=part.text("note"),
        confidence=part.choice("confidence", Confidence, Confidence.PRIMARY),
    )
    part.finish()
    return found
