"""Training compute in FLOP, in exact decimal arithmetic (Guidelines, paras. 115 to 141).

Every function returns an ``Estimate`` and raises ``ImpossibleValue`` for what cannot be true.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum

from obligations.law import figures
from obligations.law.estimates import (
    TWO_FIGURES,
    Estimate,
    Item,
    check_rows,
    check_total,
    estimate,
)
from obligations.law.figures import ImpossibleValue
from obligations.law.terms import Truth
from obligations.law.thresholds import EXACT
from obligations.law.wording import flop as in_flop

_ONE = Decimal(1)
_SMALLEST_SHARE = Decimal("1e-6")
_SECONDS_PER_HOUR = Decimal(3600)
_MOST_HOURS = Decimal(24 * 36525)


class ComponentKind(StrEnum):
    """What compute was spent on, as far as the Guidelines treat it differently."""

    PRETRAINING = "pretraining"
    FINE_TUNING = "fine-tuning"
    SYNTHETIC_DATA = "synthetic-data"
    MERGED_WEIGHTS = "merged-weights"
    EVALUATION = "evaluation"
    DISTILLATION_PARENT = "distillation-parent"
    DISCARDED_EXPERIMENT = "discarded-experiment"
    AUXILIARY_MODEL = "auxiliary-model"


@dataclass(frozen=True)
class Hardware:
    """Units of one type, and the theoretical peak of one unit in FLOP per second."""

    units: Decimal
    peak_flop_per_second: Decimal


@dataclass(frozen=True, kw_only=True)
class Phase:
    """A time with a constant number of units; give ``days`` or ``hours``.

    ``utilisation`` is the average share of the peak that was reached, above 0 and up to 1.
    """

    hardware: tuple[Hardware, ...]
    utilisation: Decimal
    days: Decimal | None = None
    hours: Decimal | None = None


@dataclass(frozen=True)
class Component:
    """One amount of compute, in FLOP, by what it was spent on.

    ``public`` matters for synthetic data alone: whether that data is publicly accessible.
    """

    kind: ComponentKind
    flop: Decimal
    public: Truth = None


def architecture(
    parameters: Decimal, tokens: Decimal, *, active_parameters: Decimal | None = None
) -> Estimate:
    """Estimate 6 x parameters x tokens, tokens including repeated epochs (Guidelines, para. 129).

    ``active_parameters`` are those a mixture of experts uses per token; the Guidelines do not speak
    of them, and the answer says so.
    """
    size = figures.number("parameters", parameters, low=_ONE, high=Decimal("1e16"))
    seen = figures.number("tokens", tokens, low=_ONE, high=Decimal("1e18"))
    formula, used = "6 x parameters x tokens", size
    caveat = "It holds for dense transformers with far more parameters than context tokens / 12."
    if active_parameters is not None:
        used = figures.number("active_parameters", active_parameters, low=_ONE, high=size)
        formula = "6 x active parameters x tokens"
        caveat = (
            "Counting only the active parameters of a mixture of experts is common practice, but "
            "the Guidelines do not provide for it: keep the reasons on file."
        )
    with localcontext(EXACT):
        total = 6 * used * seen
    told = f"{formula} = 6 x {figures.plain(used)} x {figures.plain(seen)}"
    item = Item("training", total, "Forward and backward passes over every token, all epochs.")
    return estimate(
        (item,), (), total, f"{told}. {caveat}", "Guidelines, paras. 115, 116 and 129, fn. 13"
    )


def passes(forward_passes: Decimal, operations_per_pass: Decimal) -> Estimate:
    """Estimate passes x operations of a full pass, forward and backward (Guidelines, para. 128)."""
    count = figures.number("forward_passes", forward_passes, low=_ONE, high=Decimal("1e18"))
    cost = figures.number(
        "operations_per_pass", operations_per_pass, low=_ONE, high=Decimal("1e30")
    )
    with localcontext(EXACT):
        total = count * cost
    check_total("operations_per_pass", total)
    told = f"{figures.plain(count)} passes x {figures.plain(cost)} operations each."
    item = Item("training", total, "A full pass is a forward and a backward pass.")
    return estimate((item,), (), total, told, "Guidelines, paras. 115, 116 and 128")


def hardware(phases: Sequence[Phase]) -> Estimate:
    """Estimate units x seconds x peak x utilisation over phases (Guidelines, paras. 123 to 125).

    Where a phase mixes types of hardware, their peaks are averaged weighted by the number of units.
    """
    check_rows("phases", phases)
    with localcontext(EXACT):
        items = tuple(_phase(f"phases[{index}]", phase) for index, phase in enumerate(phases))
        total = sum((item.flop for item in items), Decimal(0))
    check_total("phases", total)
    told = "Units x seconds x peak FLOP per second x utilisation, "
    told += f"summed over {len(items)} phases." if len(items) > 1 else "in one phase."
    told += " Every operation counts alike, whatever its precision."
    return estimate(items, (), total, told, "Guidelines, paras. 115, 116 and 122 to 125")


def components(parts: Sequence[Component]) -> Estimate:
    """Add up what counts towards cumulative compute, and say why the rest does not.

    Guidelines, paras. 116 to 119.
    """
    check_rows("components", parts)
    counted: list[Item] = []
    left_out: list[Item] = []
    training = total = Decimal(0)
    for index, part in enumerate(parts):
        amount = figures.flop(f"components[{index}].flop", part.flop)
        counts, reason = _treatment(part)
        (counted if counts else left_out).append(Item(part.kind.value, amount, reason))
        with localcontext(EXACT):
            total += amount if counts else 0
            training += amount if part.kind in _UPDATES_PARAMETERS else 0
    check_total("components", total)
    told = (
        f"{len(counted)} of {len(parts)} amounts count towards the cumulative compute. "
        f"{in_flop(training)} of it updated the parameters: where the other amounts are large, "
        "that is the figure for the 10^23 criterion (Guidelines, para. 115)."
    )
    return estimate(
        tuple(counted), tuple(left_out), training, told, "Guidelines, paras. 115 to 119"
    )


_UPDATES_PARAMETERS = frozenset({ComponentKind.PRETRAINING, ComponentKind.FINE_TUNING})

_TREATMENTS = {
    ComponentKind.PRETRAINING: (True, "It updates the parameters (para. 116)."),
    ComponentKind.FINE_TUNING: (True, "It updates the parameters (para. 116)."),
    ComponentKind.MERGED_WEIGHTS: (
        True,
        "Training of weights that were merged, averaged or used to begin with counts (para. 118).",
    ),
    ComponentKind.EVALUATION: (False, "Evaluation and red-teaming do not count (para. 119)."),
    ComponentKind.DISTILLATION_PARENT: (
        False,
        "Training of the parent model in distillation does not count (para. 119).",
    ),
    ComponentKind.DISCARDED_EXPERIMENT: (
        False,
        "Research and failed, discarded experiments do not count (para. 119).",
    ),
    ComponentKind.AUXILIARY_MODEL: (
        False,
        "Training of auxiliary models, such as reward models, does not count (para. 119).",
    ),
}


def _treatment(part: Component) -> tuple[bool, str]:
    if part.kind is not ComponentKind.SYNTHETIC_DATA:
        return _TREATMENTS[part.kind]
    if part.public:
        return False, "Making publicly accessible synthetic data does not count (para. 119)."
    reason = "Making non-public synthetic data counts, discarded samples included (para. 117)."
    if part.public is None:
        reason += " Whether it is public was not said; counted so as not to estimate too low."
    return True, reason


def _phase(field: str, phase: Phase) -> Item:
    if not phase.hardware:
        raise ImpossibleValue(f"{field}.hardware", "Name at least one type of hardware.")
    check_rows(f"{field}.hardware", phase.hardware)
    share = figures.number(
        f"{field}.utilisation", phase.utilisation, low=_SMALLEST_SHARE, high=_ONE
    )
    seconds = _hours(field, phase) * _SECONDS_PER_HOUR
    units = peaks = Decimal(0)
    for index, kind in enumerate(phase.hardware):
        where = f"{field}.hardware[{index}]" if len(phase.hardware) > 1 else field
        number = figures.number(f"{where}.units", kind.units, low=_ONE, high=Decimal("1e12"))
        peak = figures.number(
            f"{where}.peak_flop_per_second",
            kind.peak_flop_per_second,
            low=_ONE,
            high=Decimal("1e24"),
        )
        units += number
        # Units times their average peak is the sum of all peaks: no division, so no rounding.
        peaks += number * peak
    amount = peaks * seconds * share
    told = f"{figures.plain(units)} units for {figures.plain(seconds)} s at {figures.plain(share)}"
    if len(phase.hardware) > 1:
        average = figures.plain(TWO_FIGURES.create_decimal(peaks / units))
        told += f", average peak about {average} FLOP/s weighted by units (para. 124)"
    return Item(field, amount, f"{told}.")


def _hours(field: str, phase: Phase) -> Decimal:
    if (phase.days is None) == (phase.hours is None):
        raise ImpossibleValue(f"{field}.days", "Give either days or hours.")
    if phase.days is not None:
        most_days = _MOST_HOURS / 24
        days = figures.number(f"{field}.days", phase.days, low=_SMALLEST_SHARE, high=most_days)
        return days * 24
    return figures.number(f"{field}.hours", phase.hours, low=_SMALLEST_SHARE, high=_MOST_HOURS)
