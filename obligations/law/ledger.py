"""The compute ledger of one model: what was spent and is planned, and how much of it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal, localcontext
from enum import StrEnum
from typing import Any

from obligations.law import compute, figures
from obligations.law.compute import Component, ComponentKind, Hardware, Phase
from obligations.law.estimates import Item
from obligations.law.figures import ImpossibleValue
from obligations.law.terms import Truth
from obligations.law.thresholds import EXACT
from obligations.law.wording import flop as in_flop

CITE = "Guidelines, paras. 115 to 125 and 128 to 129"


class Method(StrEnum):
    """How the amount of one entry was found (Guidelines, paras. 120 to 129)."""

    GIVEN = "given"
    ARCHITECTURE = "architecture"
    PASSES = "passes"
    HARDWARE = "hardware"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One entry as the law reads it: an amount in FLOP, spent evenly from ``begins`` to ``ends``.

    ``known_on`` is the day on which the amount, or the approved plan, was known; ``until`` the day
    on which a correction took its place, None while it stands.
    """

    kind: ComponentKind
    flop: Decimal
    begins: date
    ends: date
    known_on: date
    is_planned: bool = False
    public: Truth = None
    uncertainty_percent: Decimal | None = None
    until: date | None = None


@dataclass(frozen=True)
class Balance:
    """What lines add up to, in FLOP; zero without a line that counts.

    ``training`` is the part that updated the parameters, which is the figure for the 10^23
    criterion; ``uncertainty_percent`` the widest error of the sum, None where a part is not known.
    """

    flop: Decimal
    training: Decimal
    uncertainty_percent: Decimal | None


def amount(method: str, inputs: Mapping[str, Any]) -> tuple[Decimal, str]:
    """Return whole FLOP by a method from its inputs, and how they were found.

    ``inputs`` are decimals by the names of ``law.compute``; a part of an operation counts as one,
    so that rounding never hides a crossing. Raises ImpossibleValue for what cannot be true.
    """
    if method == Method.GIVEN:
        return figures.flop("flop", _whole(inputs["flop"])), "Given as an amount."
    if method == Method.ARCHITECTURE:
        found = compute.architecture(
            inputs["parameters"],
            inputs["tokens"],
            active_parameters=inputs.get("active_parameters"),
        )
    elif method == Method.PASSES:
        found = compute.passes(inputs["forward_passes"], inputs["operations_per_pass"])
    elif method == Method.HARDWARE:
        found = compute.hardware([_phase(one) for one in inputs["phases"]])
    else:
        raise ImpossibleValue("method", f"Choose from: {', '.join(Method)}.")
    return figures.flop("flop", _whole(found.flop)), found.because


def _phase(given: Mapping[str, Any]) -> Phase:
    kinds = given.get("hardware") or [given]
    return Phase(
        hardware=tuple(Hardware(one["units"], one["peak_flop_per_second"]) for one in kinds),
        utilisation=given["utilisation"],
        days=given.get("days"),
        hours=given.get("hours"),
    )


def _whole(value: Decimal) -> Decimal:
    figures.number("flop", value, low=Decimal(0), high=figures.LARGEST_FLOP)
    return value.to_integral_value(ROUND_CEILING, EXACT)


def treatment(line: Line) -> tuple[bool, Item]:
    """Say whether a line counts towards the cumulative compute, and why (paras. 116 to 119)."""
    found = compute.components([Component(line.kind, line.flop, line.public)])
    return bool(found.counted), (*found.counted, *found.not_counted)[0]


def counts(line: Line) -> bool:
    """Say whether a line counts towards the cumulative compute."""
    return treatment(line)[0]


def balance(lines: Sequence[Line]) -> Balance:
    """Add up the lines that count; planned ones too if they are among them."""
    counted = [line for line in lines if counts(line)]
    training = [line for line in counted if line.kind in _UPDATES]
    with localcontext(EXACT):
        total = sum((line.flop for line in counted), Decimal(0))
        part = sum((line.flop for line in training), Decimal(0))
    return Balance(total, part, _uncertainty(counted, total))


_UPDATES = frozenset({ComponentKind.PRETRAINING, ComponentKind.FINE_TUNING})


def _uncertainty(counted: Sequence[Line], total: Decimal) -> Decimal | None:
    """Weigh the errors by amount: all of them may go the same way, so they are not averaged out."""
    known = [(one.flop, one.uncertainty_percent) for one in counted]
    if not total or any(share is None for _, share in known):
        return None
    with localcontext(EXACT):
        weighed = sum((flop * (share or 0) for flop, share in known), Decimal(0)) / total
        return weighed.quantize(Decimal("0.1"), ROUND_CEILING)


def two_ways(value: Decimal) -> str:
    """Write FLOP with two significant figures and the exact value behind them."""
    return f"{figures.two_figures(value)} FLOP (exactly {in_flop(value)})"
