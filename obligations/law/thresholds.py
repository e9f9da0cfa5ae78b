"""The amounts of training compute at which the law changes, and the tolerance of an estimate."""

from __future__ import annotations

from decimal import Context, Decimal

# Indicative criterion of a general-purpose AI model (Guidelines, para. 17): strictly greater than.
GENERAL_PURPOSE = Decimal("1e23")

# Presumption of high-impact capabilities (AI Act, Art. 51(2)): strictly greater than.
SYSTEMIC_RISK = Decimal("1e25")

# An estimate is good enough within 30 % of itself (Guidelines, para. 120).
_LOWER = Decimal("0.7")
_UPPER = Decimal("1.3")

# Wide enough that no test at a threshold is decided by rounding, for sums as for single figures.
EXACT = Context(prec=300)


def lower(estimate: Decimal) -> Decimal:
    """Return the least compute, in FLOP, that an estimate may stand for."""
    return EXACT.multiply(estimate, _LOWER)


def upper(estimate: Decimal) -> Decimal:
    """Return the most compute, in FLOP, that an estimate may stand for."""
    return EXACT.multiply(estimate, _UPPER)


def is_near(estimate: Decimal, threshold: Decimal) -> bool:
    """Say whether an estimate is not over a threshold but its upper bound is (A12)."""
    return estimate <= threshold < upper(estimate)


def is_over_a_third(compute: Decimal, reference: Decimal) -> bool:
    """Say whether compute, in FLOP, is strictly more than a third of another amount."""
    return EXACT.multiply(compute, Decimal(3)) > reference


def total(first: Decimal, second: Decimal) -> Decimal:
    """Add two amounts of compute without rounding."""
    return EXACT.add(first, second)
