"""Deadlines and fixed dates on one line of time, one lane for each model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from obligations import words
from obligations.catalogue.loader import catalogue
from obligations.catalogue.records import FixedDate
from obligations.law.deadlines import Flag
from obligations.models import Deadline
from obligations.phrasebook.shown import phrase
from providers import reader, written
from providers.actors import Actor
from providers.models import Provider

LEFT, RIGHT, TOP, LANE = 170, 1160, 56, 44
WIDTH = 1200
LABEL = 84
LONGEST_NAME = 22
MONTHS_SHOWN = 14
# Days of a span from which on only years are drawn.
YEARS_FROM = 4 * 366
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
class Day:
    """What falls on one day of one lane: how many things, in which tone, and where they are.

    ``is_own`` says that the provider set the day itself, which is drawn in another shape.
    """

    day: date
    tone: str
    count: int
    names: str
    path: str
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A day where it is drawn."""

    x: float
    on: Day

    @property
    def label(self) -> str:
        """What the mark says to somebody who does not see it."""
        return f"{written.short_day(self.on.day, reader.language())}: {self.on.names}"


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


def lanes(rows: Iterable[Deadline], *, path: Callable[[date], str]) -> list[tuple[str, list[Day]]]:
    """Put deadlines in a lane for each model, the provider's own first.

    ``path`` leads to what falls on a day where that is more than one thing.
    """
    found: dict[str, dict[date, list[Deadline]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row.ai_model.name if row.ai_model else ""][row.due_on].append(row)
    return [
        (
            name or gettext("The provider itself"),
            [_day(day, due, path) for day, due in by_day.items()],
        )
        for name, by_day in sorted(found.items())
    ]


def _day(day: date, due: Sequence[Deadline], path: Callable[[date], str]) -> Day:
    names = "; ".join(phrase(one.title) for one in due)
    leads_to = due[0].page if len(due) == 1 else path(day)
    return Day(day, words.word("flag", _gravest(due)).tone, len(due), names, leads_to)


def picture(
    named: Sequence[tuple[str, Sequence[Day]]],
    fixed: Iterable[FixedDate],
    *,
    begins: date,
    ends: date,
    today: date,
) -> Picture:
    """Lay lanes of days and fixed dates out on one line of time."""
    days = max((ends - begins).days, 1)

    def x(day: date) -> float:
        return round(LEFT + (RIGHT - LEFT) * (day - begins).days / days, 1)

    drawn = [
        Lane(
            name=name,
            short=_short(name),
            y=TOP + LANE * (place + 0.5),
            marks=[Mark(x(one.day), one) for one in of_lane],
        )
        for place, (name, of_lane) in enumerate(named)
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


def _apart(days: Sequence[tuple[float, FixedDate]]) -> list[Fixed]:
    """Name the days that have room for their name before the next one, or the picture's edge."""
    edge = (float(WIDTH), None)
    return [
        Fixed(x, one, is_labelled=beside - x >= LABEL)
        for (x, one), (beside, _) in pairwise([*days, edge])
        if one is not None
    ]


def _gravest(rows: Sequence[Deadline]) -> str:
    return max(("met" if row.met_at else row.flag for row in rows), key=GRAVITY.index)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _months(begins: date, ends: date) -> list[tuple[date, str]]:
    """Give the lines across the lanes: months, or years where months would be a thicket."""
    if (ends - begins).days > YEARS_FROM:
        years = [date(year, 1, 1) for year in range(begins.year, ends.year + 1)]
        return [(day, f"{day:%Y}") for day in years if begins <= day <= ends]
    firsts = []
    day = begins.replace(day=1)
    while (day := (day + timedelta(days=32)).replace(day=1)) <= ends:
        firsts.append(day)
    step = -(-len(firsts) // MONTHS_SHOWN) or 1
    return [
        (one, written.month(one, reader.language()) if i % step == 0 else "")
        for i, one in enumerate(firsts)
    ]
