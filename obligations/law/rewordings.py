"""Differences between two texts, word by word, as a reader would mark them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKEN = re.compile(r"\s+|[^\s]+")
# Beyond this the comparison would take seconds; the two texts are then shown whole.
TOKENS_LIMIT = 8_000
# A single word up to this length that stayed between two changes is part of the phrase rewritten.
SHORT_WORD = 4


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


@dataclass(frozen=True, slots=True)
class _Step:
    """A run of words of the old text and the run of the new one it became."""

    is_same: bool
    old: Sequence[str]
    new: Sequence[str]


def changes(before: str, after: str) -> Iterator[Stretch]:
    """Give the stretches that lead from one text to the other; spaces are kept.

    A phrase that was rewritten is one change: spaces, and a single short word, that happen to be
    in both are marked with the words around them.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(old) + len(new) > TOKENS_LIMIT:
        steps = [_Step(is_same=before == after, old=[before], new=[after])]
    else:
        codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        steps = _joined([_Step(tag == "equal", old[a:b], new[c:d]) for tag, a, b, c, d in codes])
    for step in steps:
        if step.is_same:
            yield from _marked(Mark.SAME, step.old)
            continue
        yield from _marked(Mark.REMOVED, step.old)
        yield from _marked(Mark.ADDED, step.new)


def _joined(steps: Sequence[_Step]) -> list[_Step]:
    """Join changes that only spaces or a single short word keep apart."""
    found: list[_Step] = []
    for place, step in enumerate(steps):
        is_between = 0 < place < len(steps) - 1
        if step.is_same and not (is_between and _is_small(step.old)):
            found.append(step)
        elif found and not found[-1].is_same:
            before = found.pop()
            found.append(_Step(False, [*before.old, *step.old], [*before.new, *step.new]))
        else:
            found.append(_Step(False, step.old, step.new))
    return found


def _is_small(tokens: Sequence[str]) -> bool:
    # Paragraphs stay apart: what is on either side of a line break was not one phrase.
    if any("\n" in one for one in tokens):
        return False
    words = [one for one in tokens if not one.isspace()]
    return not words or (len(words) == 1 and len(words[0]) <= SHORT_WORD)


def _marked(mark: Mark, tokens: Sequence[str]) -> Iterator[Stretch]:
    text = "".join(tokens)
    if text:
        yield Stretch(mark, text)
