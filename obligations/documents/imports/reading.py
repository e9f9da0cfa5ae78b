"""What a filled form says, item by item, before anybody takes it over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.utils import translation

from obligations.documents import answers
from obligations.documents.answers import Answer
from obligations.documents.outlines import Item
from providers.errors import InvalidInput
from providers.written import ENGLISH


class State(StrEnum):
    """What was found in a file at one item."""

    READ = "read"
    EMPTY = "empty"
    UNCLEAR = "unclear"
    NOT_FOUND = "not-found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One item of a file: the words that stand there, and the answer they make.

    ``answer`` is there where ``state`` is READ; ``because`` says why it is not, or what to look at.
    """

    key: str
    state: State
    words: str = ""
    answer: Answer | None = None
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A whole file: which form it is, its own day and version as written there, and its items."""

    form: str
    updated: str = ""
    version: str = ""
    items: tuple[Found, ...] = ()

    def __iter__(self) -> Iterator[Found]:
        """Give the items in the order of the document."""
        return iter(self.items)

    def as_json(self) -> dict[str, Any]:
        """Give it as it is stored."""
        return {
            "form": self.form,
            "updated": self.updated,
            "version": self.version,
            "items": [
                {
                    "key": one.key,
                    "state": one.state.value,
                    "words": one.words,
                    "answer": one.answer,
                    "because": one.because,
                }
                for one in self.items
            ],
        }


def stored(raw: Mapping[str, Any]) -> Reading:
    """Take a reading from where it was stored."""
    items = tuple(Found(**one | {"state": State(one["state"])}) for one in raw["items"])
    return Reading(form=raw["form"], updated=raw["updated"], version=raw["version"], items=items)


def settled(item: Item, found: Found) -> Found:
    """Check what was read as anything that is saved is checked; what fails is unclear."""
    if found.state is not State.READ:
        return found
    try:
        # A reading is stored, and what is stored is English.
        with translation.override(ENGLISH):
            return replace(found, answer=answers.checked(item, found.answer))
    except InvalidInput as problem:
        told = f"It cannot be saved as it stands: {problem.message}"
        return replace(found, state=State.UNCLEAR, answer=None, because=told)
