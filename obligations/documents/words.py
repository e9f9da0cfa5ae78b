"""Differences between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKEN = re.compile(r"\s+|[^\s]+")
# Beyond this the comparison would take seconds; the two texts are then shown whole.
TOKENS_LIMIT = 8_000


class Mark(StrEnum):
    """What happened to a stretch of words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stayed, went or came."""

    mark: Mark
    text: str


def changes(before: str, after: str) -> Iterator[Stretch]:
    """Give the stretches that lead from one text to the other; spaces are kept."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(old) + len(new) > TOKENS_LIMIT:
        yield from _marked(Mark.REMOVED, [before] if before else [])
        yield from _marked(Mark.ADDED, [after] if after else [])
        return
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            yield from _marked(Mark.SAME, old[a:b])
            continue
        yield from _marked(Mark.REMOVED, old[a:b])
        yield from _marked(Mark.ADDED, new[c:d])


def _marked(mark: Mark, tokens: list[str]) -> Iterator[Stretch]:
    if tokens:
        yield Stretch(mark, "".join(tokens))
