"""The highest fine for providers of general-purpose AI models (AI Act, Art. 101(1))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from obligations.law import figures
from obligations.law.milestones import POWERS_APPLY
from obligations.law.wording import long_date

SHARE_OF_TURNOVER = Decimal("0.03")
FIXED_AMOUNT = Decimal(15_000_000)
LARGEST_TURNOVER = Decimal("1e15")


@dataclass(frozen=True)
class Exposure:
    """The ceiling of a fine in euro, never a forecast; ``in_force`` says if it can be imposed."""

    ceiling: Decimal
    in_force: bool
    because: str
    cite: str
    doubts: tuple[str, ...]


def exposure(turnover: Decimal, on: date) -> Exposure:
    """Return the higher of 3 % of turnover and EUR 15 million.

    ``turnover`` is the provider's annual total worldwide turnover of the preceding financial year,
    in euro. Size earns no relief: the rules for smaller firms stand in Article 99 alone.
    """
    amount = figures.number("turnover", turnover, low=Decimal(0), high=LARGEST_TURNOVER)
    share = amount * SHARE_OF_TURNOVER
    by_share = share > FIXED_AMOUNT
    reason = (
        "3 % of the turnover is above EUR 15 million, so the share is the ceiling."
        if by_share
        else "3 % of the turnover is not above EUR 15 million, so EUR 15 million is the ceiling."
    )
    in_force = on >= POWERS_APPLY
    if not in_force:
        reason += f" Fines can be imposed from {long_date(POWERS_APPLY)}."
    return Exposure(
        ceiling=share if by_share else FIXED_AMOUNT,
        in_force=in_force,
        because=reason,
        cite="AI Act, Art. 101(1)",
        doubts=("A25", "A30"),
    )
