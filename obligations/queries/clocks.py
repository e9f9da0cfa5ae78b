"""Clocks of matters that run now, the nearest first; rooms say what theirs ask (decision 45)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import pgettext_lazy

from obligations.models import Deadline
from providers.actors import Actor
from providers.models import Provider

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Within this span a clock is shown on the start page; hours are counted for the last two days.
NEAR = timedelta(days=14)
HOURS_FROM = timedelta(hours=48)
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of matter: what its clocks ask for, and whether they always say their hours."""

    step: StrOrPromise
    by_hours: bool = False


KINDS: dict[str, Kind] = {}
_UNKNOWN = Kind(pgettext_lazy("verb", "Open"))


def register(matter: str, step: StrOrPromise, *, by_hours: bool = False) -> None:
    """Say what is to be done before a clock of a matter ends; asked for once, when an app is ready.

    ``by_hours`` is for matters whose periods are counted in hours; the hours of others are said
    for the last two days only.
    """
    KINDS[matter] = Kind(step, by_hours)


def is_by_hours(matter: str) -> bool:
    """Say whether the periods of a matter are counted in hours."""
    return KINDS.get(matter, _UNKNOWN).by_hours


@dataclass(frozen=True, slots=True)
class Running:
    """A deadline of a matter, with the hours left where they are few; negative once over.

    ``is_over`` says whether the strict last day of an open one has passed; ``left`` is the whole
    time to its end, negative once over.
    """

    deadline: Deadline
    hours: int | None
    is_over: bool
    left: timedelta

    @property
    def hours_ago(self) -> int:
        """Whole hours since the last day ended."""
        return -(self.hours or 0)

    @property
    def said_hours(self) -> int | None:
        """Whole hours to or since the end, to be said beside the day; None where days suffice."""
        counts = self.hours is not None or self._kind.by_hours
        return abs(self.left) // timedelta(hours=1) if counts else None

    @property
    def days(self) -> int | None:
        """Whole days to or since the end, to be said where it is more than two weeks away."""
        return abs(self.left).days if abs(self.left) > NEAR else None

    @property
    def step(self) -> StrOrPromise:
        """What is to be done next."""
        return self._kind.step

    @property
    def _kind(self) -> Kind:
        return KINDS.get(self.deadline.matter, _UNKNOWN)


@dataclass(frozen=True, slots=True)
class Near:
    """The clocks that are shown, the nearest first, and how many there are."""

    shown: list[Running]
    count: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.shown)


def near(provider: Provider, actor: Actor, *, now: datetime, limit: int | None = SHOWN) -> Near:
    """Give the open clocks of matters that end within two weeks or are over.

    One query; two where there are as many as ``limit``. Without a limit all of them are shown.
    """
    rows = Deadline.objects.visible_to(actor).open().filter(provider=provider, duty=None)
    rows = rows.filter(due_at__lte=now + NEAR)
    nearest = rows.select_related("ai_model").order_by("due_at", "pk")
    shown = [running(row, now) for row in nearest[:limit]]
    return Near(shown, rows.count() if len(shown) == limit else len(shown))


def of_matter(kind: str, matter_id: UUID, actor: Actor, *, now: datetime) -> list[Running]:
    """Give every clock of one matter, met and cancelled ones too, in the order of their days."""
    rows = Deadline.objects.visible_to(actor).filter(matter=kind, matter_id=matter_id)
    return [running(row, now) for row in rows.order_by("due_at", "opened_at", "pk")]


def running(row: Deadline, now: datetime) -> Running:
    """Count the whole hours to or from the end of the last day, where they are 48 or fewer."""
    left = row.due_at - now
    is_open = row.met_at is None and row.cancelled_at is None
    is_near = is_open and abs(left) <= HOURS_FROM
    hours = left // timedelta(hours=1) if is_near else None
    return Running(row, hours, is_open and left <= timedelta(0), left)
