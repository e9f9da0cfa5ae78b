"""Templates with ``{slots}`` and the texts that were made of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge

_SLOT = re.compile(r"\{(\w+)\}")
_PREFIX = 4
_FEW = 10


@dataclass(frozen=True, slots=True)
class Pattern:
    """One template; ``rank`` is lower the more of it is words, ``sure`` its longest words."""

    rank: int
    template: str
    sure: str
    shortest: re.Pattern[str]
    longest: re.Pattern[str]
    slots: int

    @property
    def is_weak(self) -> bool:
        """It has so few words that only known values make it likely."""
        return self.template.startswith("{") and -self.rank < _FEW

    def matches(self, text: str) -> Iterator[dict[str, str]]:
        """Give the ways to read a text as made of this template: at most two."""
        if self.sure not in text or (found := self.shortest.fullmatch(text)) is None:
            return
        yield found.groupdict()
        other = self.longest.fullmatch(text) if self.slots > 1 else None
        if other is not None and other.groups() != found.groups():
            yield other.groupdict()


def is_template(text: str) -> bool:
    """Say whether a text has slots."""
    return _SLOT.search(text) is not None


def fill(words: str, values: dict[str, str]) -> str:
    """Put values into the slots of a text that may name each of them, in any order."""
    return _SLOT.sub(lambda slot: values.get(slot[1], slot[0]), words)


def compiled(template: str) -> Pattern:
    """Make the pattern of a template; ``{count}``, ``{count_2}`` hold a number alone."""
    pieces = _SLOT.split(template)
    literals, names = pieces[::2], pieces[1::2]
    return Pattern(
        -sum(map(len, literals)),
        template,
        max(literals, key=len),
        re.compile(_source(literals, names, "+?"), re.DOTALL),
        re.compile(_source(literals, names, "+"), re.DOTALL),
        len(names),
    )


def _source(literals: list[str], names: list[str], much: str) -> str:
    source, seen = re.escape(literals[0]), set[str]()
    for name, literal in zip(names, literals[1:], strict=True):
        held = r"[\d.,e+-]" if name.startswith("count") else "."
        source += f"(?P={name})" if name in seen else f"(?P<{name}>{held}{much})"
        source += re.escape(literal)
        seen.add(name)
    return source


class Index:
    """Patterns by how they begin, so that a text is held against few of them."""

    def __init__(self, templates: Iterable[str]) -> None:
        self._beginning: dict[str, list[Pattern]] = defaultdict(list)
        self._floating: list[Pattern] = []
        for one in sorted(map(compiled, templates), key=lambda pattern: pattern.rank):
            begins = one.template.partition("{")[0][:_PREFIX]
            (self._beginning[begins] if len(begins) == _PREFIX else self._floating).append(one)

    def near(self, text: str) -> Iterator[Pattern]:
        """Give the patterns a text may be made of, those with most words first."""
        beginning = self._beginning.get(text[:_PREFIX], ())
        yield from merge(beginning, self._floating, key=lambda pattern: pattern.rank)
