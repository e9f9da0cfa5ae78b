"""The picture of the register: a matrix of probability and severity, before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import hypot

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from obligations.law.wording import lowered
from obligations.safety.queries.pages import RiskLine
from obligations.safety.register import PROBABILITY, SEVERITY

CELL_WIDTH, CELL_HEIGHT = 124, 72
LEFT, TOP = 120, 12
STEPS = len(PROBABILITY)
# From the middle of a circle to where a line begins or its head ends.
RIM = 15
WIDTH, HEIGHT = LEFT + STEPS * CELL_WIDTH + 8, TOP + STEPS * CELL_HEIGHT + 44


@dataclass(frozen=True, slots=True)
class Dot:
    """A place in the picture, with the reach of its uncertainty to each side."""

    x: int
    y: int
    left: int
    right: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Arrow:
    """One risk: from before to after mitigation; either may be missing.

    ``shaft`` is the line between the rims of the two circles, ``told`` the same in words.
    """

    number: int
    name: str
    before: Dot | None
    after: Dot | None
    shaft: tuple[int, int, int, int] | None
    told: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything the drawing needs, in the units of its box."""

    width: int
    height: int
    columns: list[tuple[int, str]]
    rows: list[tuple[int, str]]
    lines_x: list[int]
    lines_y: list[int]
    arrows: list[Arrow]

    @property
    def is_empty(self) -> bool:
        """Whether no estimate is recorded."""
        return not self.arrows


def draw(lines: Iterable[RiskLine]) -> Picture:
    """Place every risk that has an estimate; those in one cell stand side by side."""
    taken: Counter[tuple[int, int]] = Counter()
    arrows = []
    for line in lines:
        value = line.entry.value if line.entry else {}
        before, after = (_dot(value, when, taken) for when in ("before", "after"))
        if before or after:
            shaft = _shaft(before, after)
            arrows.append(Arrow(line.number, line.name, before, after, shaft, _told(value)))
    return Picture(
        width=WIDTH,
        height=HEIGHT,
        columns=[(_x(int(step)), _(words)) for step, words in SEVERITY.items()],
        rows=[(_y(int(step)), _(words)) for step, words in PROBABILITY.items()],
        lines_x=[LEFT + step * CELL_WIDTH for step in range(STEPS + 1)],
        lines_y=[TOP + step * CELL_HEIGHT for step in range(STEPS + 1)],
        arrows=arrows,
    )


def _shaft(before: Dot | None, after: Dot | None) -> tuple[int, int, int, int] | None:
    """Give the line from rim to rim; none where the circles touch or one is missing."""
    if before is None or after is None:
        return None
    across, down = after.x - before.x, after.y - before.y
    length = hypot(across, down)
    if length <= 2 * RIM:
        return None
    x, y = across / length * RIM, down / length * RIM
    return round(before.x + x), round(before.y + y), round(after.x - x), round(after.y - y)


_SAID = {
    "before": gettext_noop("before mitigation {words}"),
    "after": gettext_noop("after mitigation {words}"),
}


def _told(value: Mapping[str, str]) -> str:
    """Say both estimates in words."""
    said = []
    for when in ("before", "after"):
        row, column = value.get(f"probability_{when}"), value.get(f"severity_{when}")
        words = _("not recorded")
        if row and column:
            words = _("{probability} and {severity}").format(
                probability=lowered(_(PROBABILITY[row])), severity=lowered(_(SEVERITY[column]))
            )
        said.append(_(_SAID[when]).format(words=words))
    return ", ".join(said)


def _dot(value: dict[str, str], when: str, taken: Counter[tuple[int, int]]) -> Dot | None:
    if not value.get(f"probability_{when}") or not value.get(f"severity_{when}"):
        return None
    row, column = int(value[f"probability_{when}"]), int(value[f"severity_{when}"])
    spread = int(value.get(f"spread_{when}", "0"))
    place = taken[row, column]
    taken[row, column] += 1
    # Three across, then the next line of the cell.
    x = _x(column) + (place % 3 - 1) * 36
    y = _y(row) + (place // 3 % 2) * 30 - 14
    low, high = max(1, column - spread), min(STEPS, column + spread)
    bottom, top = max(1, row - spread), min(STEPS, row + spread)
    return Dot(
        x=x,
        y=y,
        left=_x(low) - CELL_WIDTH // 2 + 5,
        right=_x(high) + CELL_WIDTH // 2 - 5,
        top=_y(top) - CELL_HEIGHT // 2 + 5,
        bottom=_y(bottom) + CELL_HEIGHT // 2 - 5,
    )


def _x(column: int) -> int:
    return LEFT + (column - 1) * CELL_WIDTH + CELL_WIDTH // 2


def _y(row: int) -> int:
    return TOP + (STEPS - row) * CELL_HEIGHT + CELL_HEIGHT // 2
