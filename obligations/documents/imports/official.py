"""The official Model Documentation Form: which of its rows answers which item.

Rows are found by their captions and by the marks for whom they are meant, so that a row may be
moved. The form's own instructions, which stand where the answers go, are known by their hashes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from obligations.documents.imports.cells import BOXES, CHECKED, Row

_RECOMMENDED = re.compile(r"\[\s*recommended[^\]]*\]", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
# How many words tell that an instruction begins, where not all of it is left.
BEGINNING = 5
_DOTS = re.compile(r"[.…\s]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """A row of the form: its caption, its marks where a caption has several, and its items.

    ``after`` is the caption of the row above, where the same caption stands more than once.
    """

    items: tuple[str, ...]
    caption: str
    marks: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The rows of the form, and its instructions by words and hash."""

    captions: tuple[Caption, ...]
    instructions: frozenset[tuple[int, str]]
    beginnings: frozenset[str]


@dataclass(frozen=True, slots=True)
class Answered:
    """What stands at one row of a file: its cells with answers, joined rows included."""

    caption: Caption
    cells: tuple[tuple[str, ...], ...]


@cache
def form() -> Form:
    """Read what is known about the form."""
    path = Path(__file__).with_name("official.yaml")
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    captions = tuple(Caption(**{**one, "items": tuple(one["items"])}) for one in raw["captions"])
    told = [str(one).split() for one in raw["instructions"]]
    return Form(
        captions=captions,
        instructions=frozenset((int(count), whole) for count, whole, _ in told),
        beginnings=frozenset(begins for _, _, begins in told),
    )


def same(words: str, caption: str) -> bool:
    """Say whether a cell begins with a caption, whatever its spaces, capitals and signs."""
    return bool(caption) and _letters(words).startswith(_letters(caption))


def answered(rows: Sequence[Row]) -> list[Answered]:
    """Find the rows of the form in the rows of a file; a caption found twice comes twice."""
    groups: list[tuple[str, str, list[tuple[str, ...]]]] = []
    label = above = ""
    table = -1
    for row in rows:
        if row.table != table:
            table, label = row.table, ""
        first, *others = row.cells or ("",)
        if _known(first) and _letters(first) != _letters(label):
            above, label = label or above, first
            groups.append((label, above, []))
        elif first and not _known(first):
            label = ""  # A section, or a row that is not the form's.
        if label and groups and any(others):
            groups[-1][2].append(tuple(others))
    return [one for group in groups for one in _split(*group)]


def own_words_left(words: str) -> bool:
    """Say whether a line begins as one of the form's own instructions does."""
    return any(
        _digest(found[:BEGINNING]) in form().beginnings
        for line in words.split("\n")
        if len(found := _WORD.findall(line.casefold())) >= BEGINNING
    )


def without_instructions(words: str) -> str:
    """Take the form's own instructions out of what stands in a cell."""
    text = _RECOMMENDED.sub("", words)
    starts = sorted({0, *(one.end() for one in re.finditer("\n", text))}, reverse=True)
    for start in starts:
        while end := _instruction(text, start):
            text = text[:start] + text[end:].lstrip("’'“”\").,:;] ")
    cleaned = "\n".join(line.strip() for line in text.split("\n")).strip()
    return "" if _DOTS.fullmatch(cleaned) else cleaned


def fingerprint(words: str) -> str:
    """Write an instruction of the form as the count of its words and two hashes."""
    found = _WORD.findall(_RECOMMENDED.sub("", words).casefold())
    return f"{len(found)} {_digest(found)} {_digest(found[:BEGINNING])}"


def marks(cells: Sequence[str]) -> str:
    """Give for whom a row is meant, such as "x--": AI Office, authorities, downstream."""
    found = [one for one in cells if one and not one.strip(BOXES + " \n")]
    signs = [one.strip()[0] for one in found[-3:]]
    return "".join("x" if one == CHECKED else "-" for one in signs) if len(signs) == 3 else ""


def answers_of(cells: Sequence[str]) -> tuple[str, ...]:
    """Leave the marks and give the cells in which an answer may stand."""
    return tuple(one for one in cells if one.strip(BOXES + " \n") or not one)


def _instruction(text: str, start: int) -> int:
    """Say where an instruction ends that begins at a place; 0 where none begins."""
    # Casefolding may lengthen a text ("ß"), so places are taken from the text as it stands.
    found = list(_WORD.finditer(text, start))
    said = [one[0].casefold() for one in found]
    lengths = (count for count, whole in form().instructions if _digest(said[:count]) == whole)
    count = next(lengths, 0)
    return found[count - 1].end() if 0 < count <= len(found) else 0


def _split(label: str, above: str, rows: list[tuple[str, ...]]) -> list[Answered]:
    named = [one for one in form().captions if same(label, one.caption)]
    longest = max((len(_letters(one.caption)) for one in named), default=0)
    named = [one for one in named if len(_letters(one.caption)) == longest]
    if any(one.after for one in named):
        named = [one for one in named if same(above, one.after)]
    if len(named) == 1:
        cells = tuple(answers_of(one) for one in rows)
        return [Answered(named[0], cells)]
    return [
        Answered(one, (answers_of(row),))
        for one in named
        for row in rows
        # The first two marks tell the rows of a caption apart; some programs lose the third.
        if marks(row)[:2] == one.marks[:2]
    ]


def _known(words: str) -> bool:
    return any(same(words, one.caption) for one in form().captions)


def _letters(words: str) -> str:
    return "".join(_WORD.findall(words.casefold()))


def _digest(words: Sequence[str]) -> str:
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:16]


def by_item(found: Sequence[Answered]) -> Mapping[str, list[Answered]]:
    """Gather what was found by item."""
    gathered: dict[str, list[Answered]] = {}
    for one in found:
        for key in one.caption.items:
            gathered.setdefault(key, []).append(one)
    return gathered
