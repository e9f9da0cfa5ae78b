"""When the cumulative compute crosses a threshold, and when it became known that it will.

Guidelines, para. 30 asks for an estimate before the large pre-training run. Within one entry the
compute is taken to be spent evenly, day by day; that is this product's assumption.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise

from obligations.law import ledger, thresholds
from obligations.law.figures import two_figures
from obligations.law.ledger import Line
from obligations.law.thresholds import EXACT
from obligations.law.wording import long_date

CITE = "AI Act, Arts. 51(2) and 52(1); Guidelines, paras. 29 and 30"
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Point:
    """The cumulative compute in FLOP at the end of a day."""

    day: date
    flop: Decimal


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """Where a ledger stands towards one threshold, which only what is strictly more crosses.

    ``met_on`` is the day on which what was done crossed it; ``meets_on`` the day on which what was
    done and is planned crosses it; ``known_on`` the day since which the entries known said so
    without a break. ``runs_from`` is the earlier of met and known.
    """

    threshold: Decimal
    done: Decimal
    with_plans: Decimal
    met_on: date | None
    meets_on: date | None
    known_on: date | None
    runs_from: date | None
    near_done: bool
    near_with_plans: bool
    because: tuple[str, ...]
    doubts: tuple[str, ...]
    cite: str = CITE


def forecast(lines: Sequence[Line], threshold: Decimal = thresholds.SYSTEMIC_RISK) -> Forecast:
    """Hold a ledger against a threshold; ``lines`` include those that corrections replaced."""
    counted = [line for line in lines if ledger.counts(line)]
    standing = [line for line in counted if line.until is None]
    done = [line for line in standing if not line.is_planned]
    spent, all_of_it = _total(done), _total(standing)
    met_on, meets_on = crossing(done, threshold), crossing(standing, threshold)
    known_on = became_known(counted, threshold)
    days = [day for day in (met_on, known_on) if day is not None]
    near_done = bool(spent) and thresholds.is_near(spent, threshold)
    near_all = bool(all_of_it) and thresholds.is_near(all_of_it, threshold)
    found = Forecast(
        threshold=threshold,
        done=spent,
        with_plans=all_of_it,
        met_on=met_on,
        meets_on=meets_on,
        known_on=known_on,
        runs_from=min(days, default=None),
        near_done=near_done,
        near_with_plans=near_all,
        because=(),
        doubts=("A12",) if near_done or near_all else (),
    )
    return replace(found, because=tuple(_told(found)))


def points(lines: Iterable[Line]) -> tuple[Point, ...]:
    """Give the cumulative compute wherever its pace changes, in the order of the days.

    Between two points it grows evenly. Empty without a line; only lines that count should be given.
    """
    given = list(lines)
    days = {day for line in given for day in (line.begins - _DAY, line.ends)}
    return tuple(at_days(given, sorted(days)))


def at_days(lines: Iterable[Line], days: Iterable[date]) -> list[Point]:
    """Give the cumulative compute at the end of each of some days."""
    given = list(lines)
    return [Point(day, _decimal(_spent(given, day))) for day in days]


def crossing(lines: Sequence[Line], threshold: Decimal) -> date | None:
    """Give the first day at whose end the lines are strictly more than the threshold."""
    days = sorted({day for line in lines for day in (line.begins - _DAY, line.ends)})
    limit = Fraction(threshold)
    for first, last in pairwise(days):
        start, end = _spent(lines, first), _spent(lines, last)
        if end > limit:
            pace = (end - start) / (last - first).days
            return first + _DAY * ((limit - start) // pace + 1)
    return None


def became_known(lines: Sequence[Line], threshold: Decimal) -> date | None:
    """Give the day since which the lines known at the time were more than the threshold.

    A plan counts from the day it was approved. None where what stands now does not cross.
    """
    changes = {line.known_on for line in lines} | {line.until for line in lines if line.until}
    since = None
    for day in sorted(changes):
        known = [one for one in lines if one.known_on <= day < (one.until or date.max)]
        is_over = _total(known) > threshold
        since = (since or day) if is_over else None
    return since


def _spent(lines: Iterable[Line], day: date) -> Fraction:
    return sum((_share(line, day) for line in lines), Fraction(0))


def _share(line: Line, day: date) -> Fraction:
    days = (line.ends - line.begins).days + 1
    passed = min(max((day - line.begins).days + 1, 0), days)
    return Fraction(line.flop) * passed / days


def _decimal(value: Fraction) -> Decimal:
    return EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))


def _total(lines: Iterable[Line]) -> Decimal:
    with localcontext(EXACT):
        return sum((line.flop for line in lines), Decimal(0))


def _told(found: Forecast) -> Iterable[str]:
    limit = f"10^{found.threshold.adjusted()} FLOP"
    yield (
        f"Done so far: {two_figures(found.done)} FLOP; with what is planned: "
        f"{two_figures(found.with_plans)} FLOP. The threshold is strictly more than {limit}."
    )
    if found.met_on is not None:
        yield f"What was done crossed {limit} on {long_date(found.met_on)}."
    elif found.meets_on is not None:
        yield (
            f"By the plans the line crosses {limit} on {long_date(found.meets_on)}, if each run "
            "spends its compute evenly over its days."
        )
    else:
        yield f"Neither what was done nor what is planned crosses {limit}."
    yield from _known_told(found, limit)
    if found.near_done or found.near_with_plans:
        yield (
            f"With the tolerance of 30 % it may be more than {limit}: the estimate itself decides, "
            "but watch it closely (A12)."
        )


def _known_told(found: Forecast, limit: str) -> Iterable[str]:
    if found.known_on is None:
        return
    yield (
        f"It has been known since {long_date(found.known_on)}: on that day the amounts and "
        f"approved plans recorded in this ledger came to more than {limit}. An estimate is made "
        "before the large run (Guidelines, para. 30), so a plan counts from its approval."
    )
    if found.met_on is not None and found.met_on < found.known_on:
        yield "It was met before it was known; the earlier of the two days counts (Art. 52(1))."
