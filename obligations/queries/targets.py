"""Own target days: the days by which a provider means to hand duties in; no text sets them.

A target is open while its duty is in force and not handed in; a draft begun after a submission
opens it again. It starts no clock, moves none, and is never a deadline.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Window
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from obligations.law.workflow import WorkStatus
from obligations.models import Duty
from obligations.phrasebook.shown import phrase
from obligations.queries.headings import Heading
from obligations.queries.timeline import Day
from providers.actors import Actor
from providers.models import Provider

# Within this span a target is shown on the start page; those that passed are shown as well.
NEAR = timedelta(days=14)
IS_OPEN = Q(ended_on=None, target_on__isnull=False) & ~Q(work_status=WorkStatus.HANDED_IN)
ORDER = ("target_on", "key", "pk")
SHOWN = 5


# Their tone is none of the law's dangers.
AT_HAND = Heading(
    "own-targets",
    gettext_lazy("Own targets passed or within 14 days"),
    gettext_lazy("Days that people here set, not the law. Hand in, or set another day."),
    "info",
    "calendar",
)


@dataclass(frozen=True, slots=True)
class NearTargets:
    """How many open targets passed or are near, and the first of their duties."""

    kind: Heading
    count: int
    targets: Sequence[Duty]

    @property
    def url(self) -> str:
        """The list of as many."""
        return f"{reverse('duties')}?target=near&sort=target"

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.targets)


def at_hand(provider: Provider, actor: Actor, *, on: date) -> NearTargets:
    """Say which own targets passed or lie within two weeks, the oldest first, in one query."""
    rows = Duty.objects.visible_to(actor).filter(near(on), provider=provider)
    rows = rows.annotate(of=Window(Count("pk"))).select_related("obligation", "ai_model")
    first = list(rows.order_by(*ORDER)[:SHOWN])
    return NearTargets(AT_HAND, first[0].of if first else 0, first)


def near(on: date) -> Q:
    """Keep open targets that passed by a day or lie within two weeks of it."""
    return IS_OPEN & Q(target_on__lte=on + NEAR)


def is_open(on: date) -> Q:
    """Keep open targets, whenever they are."""
    return IS_OPEN


def passed(on: date) -> Q:
    """Keep open targets whose day was over before a day."""
    return IS_OPEN & Q(target_on__lt=on)


def between(begins: date, ends: date) -> QuerySet[Duty]:
    """Give the open targets of all providers within a span, for the timetable alone."""
    rows: QuerySet[Duty] = Duty.objects.filter(IS_OPEN, target_on__gte=begins, target_on__lte=ends)
    return rows


def targets(
    provider: Provider,
    actor: Actor,
    *,
    begins: date,
    ends: date,
    model: UUID | None = None,
    of_provider: bool = False,
) -> QuerySet[Duty]:
    """Give the duties whose open target lies within a span, each end included, by their days."""
    rows = Duty.objects.visible_to(actor).filter(IS_OPEN, provider=provider)
    rows = rows.filter(target_on__gte=begins, target_on__lte=ends)
    if model or of_provider:
        rows = rows.filter(ai_model=model)
    rows = rows.select_related("obligation", "ai_model", "assignee", "team")
    return rows.order_by(*ORDER)


def days(rows: Iterable[Duty]) -> list[Day]:
    """Put targets on their days, for a lane of their own in the picture."""
    found: dict[date, list[Duty]] = defaultdict(list)
    for row in rows:
        assert row.target_on is not None  # noqa: S101 -- open targets alone have a place here
        found[row.target_on].append(row)
    return [_day(day, meant) for day, meant in found.items()]


def _day(day: date, meant: Sequence[Duty]) -> Day:
    titles = "; ".join(phrase(one.obligation.title) for one in meant)
    path = "#targets"
    if len(meant) == 1:
        path = reverse("duty", args=[meant[0].pk])
    names = _("own target day: {titles}").format(titles=titles)
    return Day(day, "neutral", len(meant), names, path, is_own=True)
