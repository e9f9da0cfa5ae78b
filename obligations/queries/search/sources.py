"""Where search looks: each source finds its own hits; rooms add theirs when the product starts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from obligations.queries.search import words
from providers.actors import Actor

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_HITS = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: its name, what it belongs to, and the path of its page."""

    title: str
    about: str
    path: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for, by whom, on which day."""

    words: Sequence[str]
    typed: str
    actor: Actor
    on: date


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of one source; ``more`` is the path of the whole list, where there are more."""

    hits: Sequence[Hit]
    more: str = ""


def found(
    rows: QuerySet[Any],
    asked: Asked,
    fields: Sequence[str],
    as_hit: Callable[[Any], Hit],
    more: str = "",
) -> Found:
    """Find the rows that hold every word in one of the fields, the likeliest first.

    ``more`` names the address of the whole list, which takes the words as ``q``.
    """
    likely = words.holding(rows, asked.words, *fields)
    return listed(likely, asked, as_hit, more)


def listed(
    rows: QuerySet[Any], asked: Asked, as_hit: Callable[[Any], Hit], more: str = ""
) -> Found:
    """Give the first rows as hits, and where the others are."""
    first = list(rows[: MOST_HITS + 1])
    has_more = bool(more) and len(first) > MOST_HITS
    path = f"{reverse(more)}?{urlencode({'q': asked.typed})}" if has_more else ""
    return Found([as_hit(row) for row in first[:MOST_HITS]], path)


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of thing: its name in the plural, its icon, its place in the answer, its search.

    ``find`` returns only what ``asked.actor`` may see, in a constant number of queries.
    """

    name: StrOrPromise
    icon: str
    place: int
    find: Callable[[Asked], Found]


SOURCES: list[Source] = []


def register(*sources: Source) -> None:
    """Add sources; asked for once, when an app is ready."""
    SOURCES.extend(sources)
    SOURCES.sort(key=lambda source: (source.place, source.name))


@dataclass(frozen=True, slots=True)
class Group:
    """What one source found."""

    name: str
    icon: str
    found: Found


def groups(asked: Asked) -> list[Group]:
    """Ask every source; a source that finds nothing is left out."""
    if not asked.words:
        return []
    answers = [Group(str(one.name), one.icon, one.find(asked)) for one in SOURCES]
    return [group for group in answers if group.found.hits]
