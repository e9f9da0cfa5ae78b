"""What is seen coming and no fact says yet; rooms say how they see it (decision 45)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from providers.actors import Actor
from providers.models import Provider


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One thing to look at: what it is, in the reader's language, and the page that leads on.

    ``name`` is what it is about, such as a model; ``step`` what the link does; ``tone`` that of a
    status.
    """

    name: str
    title: str
    text: str
    step: str
    url: str
    tone: str


Source = Callable[[Provider, Actor, date], Iterable[Foreseen]]
_SOURCES: list[Source] = []


def register(source: Source) -> None:
    """Add a way to see what comes; asked for once, when an app is ready."""
    _SOURCES.append(source)


def of(provider: Provider, actor: Actor, *, on: date) -> list[Foreseen]:
    """Give what every room sees coming for a provider, in the order of the rooms."""
    return [one for source in _SOURCES for one in source(provider, actor, on)]
