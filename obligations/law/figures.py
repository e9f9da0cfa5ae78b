"""Numbers and dates that may enter the law: refuses what cannot be true, naming the field."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal

# All the computers of the world could not reach this in a century.
LARGEST_FLOP = Decimal("1e35")
MOST_DIGITS = 40
EARLIEST_MODEL = date(1950, 1, 1)
EARLIEST_EVENT = date(2024, 1, 1)
LATEST_DATE = date(2100, 12, 31)


class ImpossibleValue(ValueError):
    """A number, date or word that cannot be true; ``field`` names where it stood."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


def number(field: str, value: object, *, low: Decimal, high: Decimal) -> Decimal:
    """Return a finite number from ``low`` to ``high``, or raise ImpossibleValue.

    Takes Decimal and int. Refuses float, because binary fractions are not what was typed.
    """
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise ImpossibleValue(field, "Give a decimal number.")
    # Quick looks at sign, exponent and length first: comparing or printing a number with
    # millions of digits is what an attacker would like us to do.
    exact = value if isinstance(value, Decimal) else _from_int(field, value)
    if not exact.is_finite():
        raise ImpossibleValue(field, "Give a finite number, not NaN or infinity.")
    if len(exact.as_tuple().digits) > MOST_DIGITS:
        raise ImpossibleValue(field, f"Give at most {MOST_DIGITS} digits.")
    if exact < low or exact > high:
        raise ImpossibleValue(field, f"Give a number from {plain(low)} to {plain(high)}.")
    return exact


def _from_int(field: str, value: int) -> Decimal:
    if value.bit_length() > 200:
        raise ImpossibleValue(field, f"Give at most {MOST_DIGITS} digits.")
    return Decimal(value)


def flop(field: str, value: object) -> Decimal:
    """Return an amount of training compute in FLOP. Unknown compute is None, never zero."""
    return number(field, value, low=Decimal(1), high=LARGEST_FLOP)


def day(field: str, value: object, *, earliest: date) -> date:
    """Return a calendar day from ``earliest`` to the end of 2100, or raise ImpossibleValue."""
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ImpossibleValue(field, "Give a date without a time.")
    if not earliest <= value <= LATEST_DATE:
        raise ImpossibleValue(field, f"Give a date from {earliest} to {LATEST_DATE}.")
    return value


def plain(value: Decimal) -> str:
    """Write a number as people do: 0.4, 2048, 1.5e25."""
    if value == 0:
        return "0"
    exact = value.normalize() if len(value.as_tuple().digits) <= 28 else value
    exponent = exact.adjusted()
    if -5 <= exponent < 6:
        return f"{exact:f}"
    digits = "".join(map(str, exact.as_tuple().digits)).rstrip("0") or "0"
    mantissa = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
    return f"{'-' if exact < 0 else ''}{mantissa}e{exponent}"


def two_figures(value: Decimal) -> str:
    """Write a number with exactly two significant figures, zeros kept: 3.8e25, 3.0e24."""
    if value == 0:
        return "0"
    rounded = Context(prec=2, rounding=ROUND_HALF_UP).create_decimal(value)
    mantissa = rounded.scaleb(-rounded.adjusted())
    return f"{mantissa:.1f}e{rounded.adjusted()}"
