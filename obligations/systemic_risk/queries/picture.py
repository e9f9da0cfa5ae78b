"""The cumulative compute on a logarithmic scale against 10^23 and 10^25, with the 30 % band."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from obligations.law import forecast, thresholds
from obligations.law.forecast import Point
from obligations.law.ledger import Line
from obligations.systemic_risk.queries.ledger import Standing
from providers import reader, written

WIDTH, HEIGHT = 960, 380
LEFT, RIGHT, TOP, BOTTOM = 70, 930, 30, 330
LOWEST, HIGHEST = 20, 27
STEPS = 16
MONTHS_SHOWN = 10
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tick:
    """A month or a power of ten, where it is drawn."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A threshold with its name."""

    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A day that matters, on the line."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Where everything is drawn, in the units of the picture; empty paths draw nothing."""

    done: str
    planned: str
    band: str
    months: Sequence[Tick]
    powers: Sequence[Tick]
    limits: Sequence[Limit]
    mark: Mark | None
    today_x: float | None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    bottom: int = BOTTOM


def picture(found: Standing, *, today: date) -> Picture | None:
    """Draw a ledger; None where nothing in it counts."""
    lines = [row.line for row in found.standing_rows if row.counts]
    if not lines:
        return None
    points = forecast.points(lines)
    frame = _Frame(points, today)
    done = forecast.points([line for line in lines if not line.is_planned])
    turn = done[-1].day if done else points[0].day
    before = [one for one in frame.sampled(lines) if one.day <= turn]
    after = [one for one in frame.sampled(lines) if one.day >= turn]
    crossed = found.systemic.meets_on
    return Picture(
        done=frame.path(before) if done else "",
        planned=frame.path(after) if after and after[-1].day > turn else "",
        band=frame.band(frame.sampled(lines)),
        months=frame.months(),
        powers=[Tick(frame.y(Decimal(10) ** n), f"10^{n}") for n in frame.powers()],
        limits=[
            Limit(frame.y(one), f"10^{one.adjusted()}")
            for one in (thresholds.GENERAL_PURPOSE, thresholds.SYSTEMIC_RISK)
        ],
        mark=_mark(frame, crossed),
        today_x=frame.x(today) if frame.begins <= today <= frame.ends else None,
    )


def _mark(frame: _Frame, crossed: date | None) -> Mark | None:
    if crossed is None:
        return None
    label = _("More than 10^25 on {day}").format(day=written.short_day(crossed, reader.language()))
    return Mark(frame.x(crossed), frame.y(thresholds.SYSTEMIC_RISK), label)


class _Frame:
    """The scales of one picture."""

    def __init__(self, points: Sequence[Point], today: date) -> None:
        first, last = points[0].day, points[-1].day
        self.begins = min(first, today)
        self.ends = max(last, today) + _DAY
        self.days = [one.day for one in points]
        start = next(one.flop for one in points if one.flop)
        top = max(points[-1].flop, Decimal("1e25"))
        self.low = min(max(start.adjusted() - 2, LOWEST), 22)
        self.high = max(top.adjusted() + 1, 26)

    def x(self, day: date) -> float:
        share = (day - self.begins).days / max((self.ends - self.begins).days, 1)
        return round(LEFT + (RIGHT - LEFT) * share, 1)

    def y(self, flop: Decimal) -> float:
        exponent = math.log10(flop) if flop > 0 else self.low
        share = (min(max(exponent, self.low), self.high) - self.low) / (self.high - self.low)
        return round(BOTTOM - (BOTTOM - TOP) * share, 1)

    def powers(self) -> range:
        return range(self.low, self.high + 1)

    def sampled(self, lines: Iterable[Line]) -> list[Point]:
        """Give points close enough that what is even day by day is a curve on this scale."""
        days = set(self.days)
        for first, last in pairwise(self.days):
            span = (last - first).days
            days |= {first + _DAY * (span * step // STEPS) for step in range(STEPS)}
            days.add(first + _DAY)
        return forecast.at_days(lines, sorted(days))

    def path(self, points: Sequence[Point]) -> str:
        return "M" + "L".join(f"{self.x(one.day)} {self.y(one.flop)}" for one in points)

    def band(self, points: Sequence[Point]) -> str:
        upper = [Point(one.day, thresholds.upper(one.flop)) for one in points]
        lower = [Point(one.day, thresholds.lower(one.flop)) for one in reversed(points)]
        return f"{self.path([*upper, *lower])}Z"

    def months(self) -> list[Tick]:
        firsts, day = [], self.begins.replace(day=1)
        while (day := (day + timedelta(days=32)).replace(day=1)) <= self.ends:
            firsts.append(day)
        step = -(-len(firsts) // MONTHS_SHOWN) or 1
        return [
            Tick(
                self.x(one),
                written.month(one, reader.language()) if place % step == 0 else "",
            )
            for place, one in enumerate(firsts)
        ]
