"""The picture of the register: a matrix of probability and severity, before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from obligations.safety.queries.pages import RiskLine
from obligations.safety.register import PROBABILITY, SEVERITY

CELL_WIDTH, CELL_HEIGHT = 124, 72
LEFT, TOP = 120, 12
STEPS = len(PROBABILITY)
WIDTH, HEIGHT = LEFT + STEPS * CELL_WIDTH + 8, TOP + STEPS * CELL_HEIGHT + 44


@dataclass(frozen=True, slots=True)
class Dot:
    """A place in the picture, with the rectangle of its uncertainty."""

    x: int
    y: int
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Arrow:
    """One risk: from before to after mitigation; either may be missing."""

    number: int
    name: str
    before: Dot | None
    after: Dot | None


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
            arrows.append(Arrow(line.number, line.name, before, after))
    return Picture(
        width=WIDTH,
        height=HEIGHT,
        columns=[(_x(int(step)), words) for step, words in SEVERITY.items()],
        rows=[(_y(int(step)), words) for step, words in PROBABILITY.items()],
        lines_x=[LEFT + step * CELL_WIDTH for step in range(STEPS + 1)],
        lines_y=[TOP + step * CELL_HEIGHT for step in range(STEPS + 1)],
        arrows=arrows,
    )


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
        top=_y(top) - CELL_HEIGHT // 2 + 5,
        width=(high - low + 1) * CELL_WIDTH - 10,
        height=(top - bottom + 1) * CELL_HEIGHT - 10,
    )


def _x(column: int) -> int:
    return LEFT + (column - 1) * CELL_WIDTH + CELL_WIDTH // 2


def _y(row: int) -> int:
    return TOP + (STEPS - row) * CELL_HEIGHT + CELL_HEIGHT // 2
