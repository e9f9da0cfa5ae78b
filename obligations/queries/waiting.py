"""What waits for somebody beside the duties: each room says how much, and where its list is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse

from obligations.queries.headings import Heading
from providers.actors import Actor
from providers.models import Provider

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits, the day by which it is to be done where there is one, and its page."""

    title: str
    note: StrOrPromise
    due_on: date | None
    url: str


@dataclass(frozen=True, slots=True)
class Source(Heading):
    """One kind of thing that waits: its list, and how a room finds it.

    ``find`` takes the ids of matters whose clocks are shown already. It answers how many things
    wait, those included, and the first ``SHOWN`` of the others.
    """

    page: str
    query: str
    find: Callable[[Provider, Actor, Collection[UUID]], tuple[int, Sequence[Line]]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much of one kind waits, and the first of it."""

    kind: Source
    count: int
    lines: Sequence[Line]

    @property
    def url(self) -> str:
        """The list of as many."""
        return f"{reverse(self.kind.page)}?{self.kind.query}"

    @property
    def more(self) -> int:
        """How many have no line here."""
        return self.count - len(self.lines)


SOURCES: dict[str, Source] = {}


def register(source: Source) -> None:
    """Add a kind; asked for once, when an app is ready."""
    SOURCES[source.name] = source


def waiting(provider: Provider, actor: Actor, *, told: Collection[UUID]) -> list[Waiting]:
    """Gather what waits in every room; ``told`` are the matters whose clocks the page shows."""
    return [Waiting(one, *one.find(provider, actor, told)) for one in SOURCES.values()]
