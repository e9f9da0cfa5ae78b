"""The clocks of a serious incident: Measure 9.3 of the Safety and Security chapter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from obligations.catalogue.loader import catalogue
from obligations.law import deadlines
from obligations.law.terms import Clock, Due
from obligations.models import Duty
from providers.actors import Actor
from providers.models import Provider

MEASURE = "cop-ss-9.3"
AWARENESS, SUBMISSION, RESOLUTION = "aware-of-involvement", "report-submitted", "incident-resolved"
DUTIES = (MEASURE, "aia-55-1-c")


@dataclass(frozen=True, slots=True)
class Running:
    """A clock with its last day; ``ends_at`` is the first instant after it, ``hours`` from now."""

    clock: Clock
    due: Due | None
    ends_at: datetime | None
    hours: int | None

    @property
    def is_over(self) -> bool:
        """Whether the strict last day has passed."""
        return self.hours is not None and self.hours < 0

    @property
    def hours_ago(self) -> int:
        """Whole hours since the last day ended."""
        return -(self.hours or 0)


def clocks() -> list[Clock]:
    """Give the clocks of Measure 9.3, the shortest first."""
    found = [one for one in catalogue().clocks.values() if one.entry == MEASURE]
    order = (AWARENESS, SUBMISSION, RESOLUTION)
    return sorted(found, key=lambda one: (order.index(one.event_key), _days(one)))


def running(events: dict[str, date | None], now: datetime) -> list[Running]:
    """Run each clock from its event, where that has happened."""
    return [_run(clock, events.get(clock.event_key), now) for clock in clocks()]


def duties(provider: Provider, actor: Actor) -> list[Duty]:
    """Give the duties of a provider that speak of serious incidents."""
    rows = Duty.objects.visible_to(actor).filter(provider=provider, key__in=DUTIES, ended_on=None)
    return list(rows.select_related("ai_model", "obligation").order_by("ai_model__name", "key"))


def _run(clock: Clock, event: date | None, now: datetime) -> Running:
    if event is None or clock.length is None:
        return Running(clock, None, None, None)
    due = deadlines.due(clock, event, catalogue().working_days())
    ends_at = deadlines.first_instant_after(due.strict)
    return Running(clock, due, ends_at, (ends_at - now) // timedelta(hours=1))


def _days(clock: Clock) -> int:
    return clock.length.count if clock.length else 0
