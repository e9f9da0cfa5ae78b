"""Hears what the law says while tests run, and holds each sentence against the phrasebook."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from functools import cache

import obligations.law
from cop_tracker import phrases
from obligations.phrasebook import citations
from obligations.phrasebook.book import Book

# The fields of the law's answers that people read as they are.
SPOKEN = frozenset(("because", "reason", "text", "consequence", "calendar"))
# What the tests of the law call models, risks and evaluations.
NAMES = frozenset(("Anchor", "Cyber range", "Deception", "Own risk", "Third", "b"))
# Values that are the same in every language: names, countries, computers' numbers, keys.
_SAME = re.compile(r"[^a-z]*|[A-Z]{2}|item \(\d+\)|.*-.*-.*|10\^\d+ FLOP|.* FLOP \(exactly .*\)")


class Listening(Book):
    """A phrasebook whose words are its phrases; it notes what it does not know."""

    def __init__(self) -> None:
        super().__init__("en", {text: text for _, text in phrases.gathered()})
        self.unknown: set[str] = set()

    def keep(self, kept: list[str]) -> None:
        self.unknown |= {
            one for one in kept if not _SAME.fullmatch(one) and not citations.is_citation(one)
        }


@cache
def book() -> Listening:
    """Open it once: gathering reads every module of the law."""
    return Listening()


def missing(texts: set[str], among: Book | None = None) -> set[str]:
    """Give the sentences that match no phrase."""
    opened = among or book()
    return {
        piece.text.strip() for text in texts for piece in opened.pieces(text) if not piece.known
    }


def answers() -> Iterator[type]:
    """Give the dataclasses of the law that hold words for people."""
    # A comparison holds the two texts it is of.
    left_out = ("obligations.law.comparisons", "obligations.law.rewordings")
    for found in pkgutil.walk_packages(obligations.law.__path__, "obligations.law."):
        if found.name in left_out:
            continue
        module = importlib.import_module(found.name)
        for one in vars(module).values():
            if (
                inspect.isclass(one)
                and dataclasses.is_dataclass(one)
                and one.__module__ == module.__name__
                and SPOKEN & {field.name for field in dataclasses.fields(one)}
            ):
                yield one
