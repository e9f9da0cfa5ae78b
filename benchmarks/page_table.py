"""The table of what every page costs, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Taken:
    """What one page cost at one size: queries, milliseconds, and bytes after gzip."""

    queries: int
    milliseconds: float
    html: int
    loaded: int


@dataclass(frozen=True, slots=True)
class Line:
    """A page, and what it cost with the demonstration's data and with more."""

    role: str
    view: str
    small: Taken
    large: Taken


def table(
    lines: Sequence[Line], *, rows: tuple[int, int], bare: float, times: int, on: date
) -> str:
    """Write the table; ``rows`` before and after, ``bare`` the milliseconds of a bare view."""
    heaviest = max(line.small.loaded for line in lines)
    slowest = max(lines, key=lambda line: line.large.milliseconds)
    growing = [f"`{one.view}`" for one in lines if one.large.queries > one.small.queries]
    said = [
        "# What every page costs",
        "",
        f"Measured on {on} by `python -m benchmarks.pages --times {times}`: the demonstration "
        f"({rows[0]:,} rows), and {times} times the rows of every provider with {times} times as "
        f"many providers ({rows[1]:,} rows).",
        "",
        "Times are medians of one process on the machine at hand, without network; a bare view of "
        f"the same run takes {bare:.2f} ms. Weights are after gzip: the page itself, and the "
        "styles and scripts it names, which a browser fetches once.",
        "",
        f"- Heaviest styles and scripts of a page: {heaviest / 1024:.1f} KB (the limit is 100 KB).",
        f"- Slowest page with more rows: `{slowest.view}`, {slowest.large.milliseconds:.0f} ms.",
        f"- Pages whose queries grow with the rows: {', '.join(growing) or 'none'}.",
        "",
        f"| Page | Queries | at {times}x | ms | at {times}x | Page KB | at {times}x | CSS+JS KB |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
        *_parts(lines),
    ]
    return "\n".join(said) + "\n"


def _parts(lines: Iterable[Line]) -> Iterable[str]:
    role = None
    for line in lines:
        if line.role != role:
            role = line.role
            yield f"| **{role}** | | | | | | | |"
        small, large = line.small, line.large
        yield (
            f"| {line.view} | {small.queries} | {large.queries} | {small.milliseconds:.0f} | "
            f"{large.milliseconds:.0f} | {small.html / 1024:.1f} | {large.html / 1024:.1f} | "
            f"{small.loaded / 1024:.1f} |"
        )
