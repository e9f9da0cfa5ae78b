"""Deadlines and fixed dates on one line of time, one lane for each model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from obligations.catalogue.loader import catalogue
from obligations.catalogue.records import FixedDate
from obligations.law.deadlines import Flag
from obligations.models import Deadline
from providers.actors import Actor
from providers.models import Provider

LEFT, RIGHT, TOP, LANE = 170, 1160, 56, 44
WIDTH = 1200
LABEL = 84
LONGEST_NAME = 22
MONTHS_SHOWN = 14
# From mild to grave, so that the gravest of one day gives the mark its tone.
GRAVITY = [
    "met",
    Flag.NONE,
    Flag.UPCOMING_90,
    Flag.UPCOMING_30,
    Flag.UPCOMING_14,
    Flag.UPCOMING_7,
    Flag.UPCOMING_1,
    Flag.DUE_TODAY,
    Flag.OVERDUE,
]


@dataclass(frozen=True, slots=True)
class Mark:
    """What falls on one day of one lane: where it is drawn, and how grave the gravest is."""

    x: float
    day: date
    flag: str
    deadlines: Sequence[Deadline]

    @property
    def label(self) -> str:
        """What the mark says to somebody who does not see it."""
        names = "; ".join(one.title for one in self.deadlines)
        return f"{self.day:%d %b %Y}: {names}"


@dataclass(frozen=True, slots=True)
class Lane:
    """One model, or the provider itself."""

    name: str
    short: str
    y: float
    marks: Sequence[Mark]


@dataclass(frozen=True, slots=True)
class Tick:
    """A month on the line of time; every few are named."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """A day set for everyone, with the line that marks it."""

    x: float
    fixed: FixedDate
    is_labelled: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Where everything is drawn, in the units of the picture."""

    lanes: Sequence[Lane]
    ticks: Sequence[Tick]
    fixed: Sequence[Fixed]
    today_x: float | None
    height: float
    begins: date
    ends: date
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP

    @property
    def bottom(self) -> float:
        """Where the lanes end."""
        return self.height - 28


def deadlines(
    provider: Provider,
    actor: Actor,
    *,
    begins: date,
    ends: date,
    model: UUID | None = None,
    of_provider: bool = False,
    with_met: bool = False,
) -> QuerySet[Deadline]:
    """Give the deadlines within a span, each end included, in the order of their days."""
    rows = Deadline.objects.visible_to(actor).filter(provider=provider, cancelled_at=None)
    rows = rows.filter(due_on__gte=begins, due_on__lte=ends)
    if model or of_provider:
        rows = rows.filter(ai_model=model)
    if not with_met:
        rows = rows.filter(Q(met_at=None))
    rows = rows.select_related("duty__obligation", "ai_model")
    return rows.order_by("due_on", "ai_model__name", "duty__key", "matter_title", "pk")


def fixed_dates(begins: date, ends: date) -> list[FixedDate]:
    """Give the days that the texts set for everyone within a span."""
    days = catalogue().fixed_dates
    found = [one for one in days if begins <= one.day <= ends]
    return sorted(found, key=lambda one: (one.day, one.key))


def picture(
    rows: Iterable[Deadline], fixed: Iterable[FixedDate], *, begins: date, ends: date, today: date
) -> Picture:
    """Lay deadlines and fixed dates out on one line of time."""
    days = max((ends - begins).days, 1)

    def x(day: date) -> float:
        return round(LEFT + (RIGHT - LEFT) * (day - begins).days / days, 1)

    lanes: dict[str, dict[date, list[Deadline]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        lanes[row.ai_model.name if row.ai_model else ""][row.due_on].append(row)
    drawn = [
        Lane(
            name=name or "The provider itself",
            short=_short(name or "The provider itself"),
            y=TOP + LANE * (place + 0.5),
            marks=[Mark(x(day), day, _gravest(found), found) for day, found in by_day.items()],
        )
        for place, (name, by_day) in enumerate(sorted(lanes.items()))
    ]
    return Picture(
        lanes=drawn,
        ticks=[Tick(x(day), label) for day, label in _months(begins, ends)],
        fixed=_apart([(x(one.day), one) for one in fixed]),
        today_x=x(today) if begins <= today <= ends else None,
        height=TOP + LANE * max(len(drawn), 1) + 28,
        begins=begins,
        ends=ends,
    )


def _apart(days: Iterable[tuple[float, FixedDate]]) -> list[Fixed]:
    """Name the days on the picture that have room for their name."""
    found, free_from = [], 0.0
    for x, one in days:
        found.append(Fixed(x, one, is_labelled=x >= free_from))
        if x >= free_from:
            free_from = x + LABEL
    return found


def _gravest(rows: Sequence[Deadline]) -> str:
    return max(("met" if row.met_at else row.flag for row in rows), key=GRAVITY.index)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _months(begins: date, ends: date) -> list[tuple[date, str]]:
    firsts = []
    day = begins.replace(day=1)
    while (day := (day + timedelta(days=32)).replace(day=1)) <= ends:
        firsts.append(day)
    step = -(-len(firsts) // MONTHS_SHOWN) or 1
    return [(one, f"{one:%b %Y}" if i % step == 0 else "") for i, one in enumerate(firsts)]
