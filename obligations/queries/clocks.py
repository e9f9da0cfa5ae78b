"""Clocks of matters that run now: incidents, requests, documents; the nearest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from obligations.models import Deadline
from providers.actors import Actor
from providers.models import Provider

# Within this span a clock is shown on the start page; hours are counted for the last two days.
NEAR = timedelta(days=14)
HOURS_FROM = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Running:
    """A deadline of a matter, with the hours left where they are few; negative once over.

    ``is_over`` says whether the strict last day of an open one has passed.
    """

    deadline: Deadline
    hours: int | None
    is_over: bool

    @property
    def hours_ago(self) -> int:
        """Whole hours since the last day ended."""
        return -(self.hours or 0)


def near(provider: Provider, actor: Actor, *, now: datetime, limit: int = 20) -> list[Running]:
    """Give the open clocks of matters that end within two weeks or are over, in one query."""
    rows = Deadline.objects.visible_to(actor).open().filter(provider=provider, duty=None)
    rows = rows.filter(due_at__lte=now + NEAR).select_related("ai_model")
    return [running(row, now) for row in rows.order_by("due_at", "pk")[:limit]]


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
    return Running(row, hours, is_open and left <= timedelta(0))
