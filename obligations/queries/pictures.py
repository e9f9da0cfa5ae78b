"""Where the marks of a picture stand; templates draw them as SVG."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from obligations.catalogue.records import CodeEvent

WIDTH = 960
MARGIN = 24
LANES = 4
LANE_HEIGHT = 22
TOP = 24


@dataclass(frozen=True, slots=True)
class Mark:
    """An event on the line: its number in the list beside it, and its place in pixels."""

    number: int
    event: CodeEvent
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Marks along a line of time, with the years and today."""

    marks: tuple[Mark, ...]
    years: tuple[tuple[int, int], ...]
    today_x: int
    width: int
    height: int
    axis_y: int


def life_picture(events: Iterable[CodeEvent], today: date) -> Picture:
    """Place dated events along a line; events close to each other go to different heights."""
    dated = sorted((one for one in events if one.day), key=lambda one: one.day or date.min)
    days = [one.day for one in dated if one.day]
    first, last = date(days[0].year, 1, 1), date(max(days[-1], today).year + 1, 1, 1)
    span = (last - first).days

    def x(day: date) -> int:
        return MARGIN + round((day - first).days / span * (WIDTH - 2 * MARGIN))

    axis = TOP + LANES * LANE_HEIGHT
    marks = []
    free = [0] * LANES
    for number, event in enumerate(dated, start=1):
        place = x(event.day or first)
        lane = next((one for one in range(LANES) if free[one] <= place), number % LANES)
        free[lane] = place + LANE_HEIGHT
        marks.append(Mark(number, event, place, axis - LANE_HEIGHT * (lane + 1) + 6))
    years = tuple((year, x(date(year, 1, 1))) for year in range(first.year, last.year + 1))
    return Picture(tuple(marks), years, x(today), WIDTH, axis + 28, axis)
