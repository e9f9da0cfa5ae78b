"""The shape of a compute estimate, and the tests every estimate passes through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from obligations.law import figures, thresholds
from obligations.law.figures import ImpossibleValue
from obligations.law.thresholds import EXACT
from obligations.law.wording import flop as in_flop

_MOST_ROWS = 1000

TWO_FIGURES = Context(prec=2, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Item:
    """One amount that went into an estimate or stayed out of it, and why."""

    name: str
    flop: Decimal
    reason: str


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """Training compute in FLOP.

    ``flop`` is cumulative; ``training_flop`` is the part that updated the parameters themselves.
    ``reported`` has two significant figures, as the notification asks (Guidelines, para. 31).
    ``lower`` and ``upper`` are 30 % away. ``over_*`` are strictly greater than; ``near_*`` say that
    the estimate is not over the threshold but its upper bound is.
    """

    flop: Decimal
    training_flop: Decimal
    reported: Decimal
    lower: Decimal
    upper: Decimal
    over_1e23: bool
    over_1e25: bool
    near_1e23: bool
    near_1e25: bool
    counted: tuple[Item, ...]
    not_counted: tuple[Item, ...]
    because: str
    cite: str


def check_rows(field: str, rows: Sequence[object]) -> None:
    """Refuse no rows and too many of them."""
    if not 1 <= len(rows) <= _MOST_ROWS:
        raise ImpossibleValue(field, f"Give from 1 to {_MOST_ROWS} rows.")


def check_total(field: str, total: Decimal) -> None:
    """Refuse a sum beyond what any computer could do."""
    if total > figures.LARGEST_FLOP:
        most = figures.plain(figures.LARGEST_FLOP)
        raise ImpossibleValue(field, f"Together this is more than {most} FLOP.")


def estimate(
    counted: tuple[Item, ...],
    not_counted: tuple[Item, ...],
    training: Decimal,
    told: str,
    cite: str,
) -> Estimate:
    """Sum what counts, and hold it against both thresholds with the tolerance of 30 %."""
    with localcontext(EXACT):
        total = sum((item.flop for item in counted), Decimal(0))
        lower, upper = thresholds.lower(total), thresholds.upper(total)
        near_1e23 = thresholds.is_near(total, thresholds.GENERAL_PURPOSE)
        near_1e25 = thresholds.is_near(total, thresholds.SYSTEMIC_RISK)
    reported = TWO_FIGURES.create_decimal(total)
    near = ""
    if near_1e23 or near_1e25:
        near = " With the tolerance of 30 % it may lie above: treat it as near the threshold (A12)."
    return Estimate(
        flop=total,
        training_flop=training,
        reported=reported,
        lower=lower,
        upper=upper,
        over_1e23=total > thresholds.GENERAL_PURPOSE,
        over_1e25=total > thresholds.SYSTEMIC_RISK,
        near_1e23=near_1e23,
        near_1e25=near_1e25,
        counted=counted,
        not_counted=not_counted,
        because=(
            f"{told} Estimate: {in_flop(reported)} in two significant figures; the exact result "
            f"decides, and both thresholds are strictly greater than.{near}"
        ),
        cite=cite,
    )
