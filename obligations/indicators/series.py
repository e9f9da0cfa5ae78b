"""What readings say against a target, and when the next is planned; pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from obligations.law import periods
from obligations.law.terms import Period, Unit


class Reach(StrEnum):
    """Whether a reading reaches the provider's own target."""

    REACHED = "reached"
    MISSED = "missed"
    NO_TARGET = "no-target"
    NOT_READ = "not-read"


@dataclass(frozen=True, slots=True)
class Target:
    """The values between which a reading reaches the target; None leaves a side open."""

    low: Decimal | None
    high: Decimal | None


def reach(value: Decimal | None, target: Target) -> Reach:
    """Compare a value with a target, both ends included."""
    if value is None:
        return Reach.NOT_READ
    if target.low is None and target.high is None:
        return Reach.NO_TARGET
    is_low = target.low is not None and value < target.low
    is_high = target.high is not None and value > target.high
    return Reach.MISSED if is_low or is_high else Reach.REACHED


def next_on(last: date, every: int | None, unit: str) -> date | None:
    """Give the day of the next planned reading, None where no frequency is set."""
    if not every:
        return None
    return periods.strict_end(last, Period(every, Unit(unit)))


@dataclass(frozen=True, slots=True)
class Point:
    """One reading in a picture, with its place."""

    day: date
    value: Decimal
    x: float
    y: float
    reach: Reach


@dataclass(frozen=True, slots=True)
class Picture:
    """Readings as points on lines; ``lines`` break where a planned reading is missing."""

    points: Sequence[Point]
    lines: Sequence[str]
    targets: Sequence[tuple[Decimal, float]]
    low: Decimal
    high: Decimal
    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int


WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 960, 280, 90, 940, 20, 240


def picture(
    readings: Sequence[tuple[date, Decimal]],
    target: Target,
    *,
    every: int | None = None,
    unit: str = "",
) -> Picture | None:
    """Lay readings out in the order of their days; None where there are none.

    Two readings are joined only if the second came no later than twice the provider's own
    frequency after the first: a gap is shown, not bridged. Without a frequency all are joined.
    """
    if not readings:
        return None
    found = sorted(readings)
    values = [value for _, value in found]
    bounds = [one for one in (target.low, target.high) if one is not None]
    low, high = min([*values, *bounds]), max([*values, *bounds])
    span = high - low or Decimal(1)
    days = max((found[-1][0] - found[0][0]).days, 1)

    def y(value: Decimal) -> float:
        return round(BOTTOM - float((value - low) / span) * (BOTTOM - TOP), 1)

    points = [
        Point(
            day,
            value,
            round(LEFT + (RIGHT - LEFT) * (day - found[0][0]).days / days, 1),
            y(value),
            reach(value, target),
        )
        for day, value in found
    ]
    return Picture(
        points=points,
        lines=_lines(points, every, unit),
        targets=[(bound, y(bound)) for bound in bounds],
        low=low,
        high=high,
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=RIGHT,
        top=TOP,
        bottom=BOTTOM,
    )


def _lines(points: Sequence[Point], every: int | None, unit: str) -> list[str]:
    runs: list[list[Point]] = []
    for point in points:
        before = runs[-1][-1] if runs else None
        latest = next_on(before.day, every * 2 if every else None, unit) if before else None
        if before is None or (latest is not None and point.day > latest):
            runs.append([])
        runs[-1].append(point)
    return ["M" + "L".join(f"{one.x} {one.y}" for one in run) for run in runs if len(run) > 1]
