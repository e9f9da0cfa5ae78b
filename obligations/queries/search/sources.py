"""Where search looks: each source finds its own hits; rooms add theirs when the product starts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse

from obligations.queries.search import words
from providers.actors import Actor

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Of each kind on the page of all kinds, and on a page of one kind.
MOST_HITS = 8
PAGE = 50
MOST_PAGES = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: its name, what it belongs to, and the path of its page."""

    title: str
    about: str
    path: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for, by whom, on which day, and which of the hits: so many after so many."""

    words: Sequence[str]
    typed: str
    actor: Actor
    on: date
    skip: int = 0
    most: int = MOST_HITS


@dataclass(frozen=True, slots=True)
class Found:
    """Hits of one source; ``has_more`` says whether there are more than those asked for.

    ``more`` is the path of all of them, page by page, where there are more.
    """

    hits: Sequence[Hit]
    more: str = ""
    has_more: bool = False


def found(
    rows: QuerySet[Any],
    asked: Asked,
    fields: Sequence[str],
    as_hit: Callable[[Any], Hit],
    also: Sequence[Q] = (),
) -> Found:
    """Find the rows that hold every word in one of the fields, the likeliest first.

    ``also`` says for each word which rows hold it otherwise, such as in the reader's language.
    """
    return listed(words.holding(rows, asked.words, *fields, also=also), asked, as_hit)


def listed(rows: QuerySet[Any], asked: Asked, as_hit: Callable[[Any], Hit]) -> Found:
    """Give the rows that were asked for as hits, and whether there are more."""
    first = list(rows[asked.skip : asked.skip + asked.most + 1])
    has_more = len(first) > asked.most
    return Found([as_hit(row) for row in first[: asked.most]], has_more=has_more)


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of thing: its key, its name in the plural, its icon, its place, its search.

    ``find`` returns only what ``asked.actor`` may see, in a constant number of queries.
    """

    key: str
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

    key: str
    name: str
    icon: str
    found: Found = Found([])


def groups(asked: Asked) -> list[Group]:
    """Ask every source; a source that finds nothing is left out."""
    if not asked.words:
        return []
    answers = [_group(one, asked) for one in SOURCES]
    return [group for group in answers if group.found.hits]


def page(asked: Asked, key: str, number: int) -> Group | None:
    """Give one page of the hits of one source, from 1; None where there is no such source."""
    source = next((one for one in SOURCES if one.key == key), None)
    if source is None:
        return None
    number = min(max(number, 1), MOST_PAGES)
    asked = replace(asked, skip=(number - 1) * PAGE, most=PAGE)
    return _group(source, asked) if asked.words else Group(key, str(source.name), source.icon)


def _group(source: Source, asked: Asked) -> Group:
    found = source.find(asked)
    if found.has_more:
        path = f"{reverse('search')}?{urlencode({'q': asked.typed, 'kind': source.key})}"
        found = replace(found, more=path)
    return Group(source.key, str(source.name), source.icon, found)
