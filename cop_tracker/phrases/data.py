"""Gathers the texts for people in the files of data: catalogue, outlines, purposes, indicators."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from cop_tracker.phrases.evaluation import ROOT
from obligations.phrasebook import citations

# The keys whose texts people are shown; the others are names, addresses, citations and codes.
_KEYS = frozenset(
    (
        "chair_tasks",
        "change",
        "claim",
        "conditions",
        "correct",
        "covers_in_part",
        "default",
        "event",
        "evidence",
        "exemptions",
        "frequency",
        "help",
        "label",
        "meaning",
        "note",
        "options",
        "participation_rules",
        "question",
        "read",
        "scope",
        "sentence",
        "smaller_enterprises",
        "source",
        "summary",
        "term",
        "text",
        "title",
        "topic",
        "trigger",
        "turnover",
        "unit",
        "who",
        "why",
    )
)
_NAMED = "suggested.yaml"  # Here a name is a title; elsewhere it is somebody's.


def files() -> Iterator[Path]:
    """Give the files of data whose texts are shown."""
    yield from sorted(ROOT.glob("obligations/**/data/**/*.yaml"))


def texts(path: Path) -> Iterator[str]:
    """Give the texts of one file as the product holds them, without white space around them."""
    keys = _KEYS | {"name"} if path.name == _NAMED else _KEYS
    yield from _texts(yaml.safe_load(path.read_text()), keys, shown=False)


def _texts(value: Any, keys: frozenset[str], *, shown: bool) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "cite" and isinstance(inner, str) and citations.has_words(inner):
                yield inner.strip()  # Words of its own, such as "Press reports".
            # Below a text there are only texts: choices by their keys, parts by their obligations.
            yield from _texts(inner, keys, shown=shown or key in keys)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, keys, shown=shown)
    elif shown and isinstance(value, str) and any(letter.isalpha() for letter in value):
        yield value.strip()
