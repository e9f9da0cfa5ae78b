"""What a notification under Art. 52(1) holds, and the arguments that may go with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from obligations.law.figures import ImpossibleValue

ARGUMENTS = "AI Act, Art. 52(2); Guidelines, paras. 32 to 34"


class Condition(StrEnum):
    """What leads to the notification (Guidelines, fns. 6 and 7)."""

    MET = "met"
    WILL_BE_MET = "will-be-met"
    MODIFICATION = "modification"


CONDITIONS: Mapping[Condition, str] = {
    Condition.MET: "More than 10^25 FLOP were used for training (Art. 51(1)(a) and (2))",
    Condition.WILL_BE_MET: "It is known that more than 10^25 FLOP will be used (Art. 52(1))",
    Condition.MODIFICATION: "A model with systemic risk was modified with more than a third of its "
    "training compute (Guidelines, paras. 67 and 68)",
}


class RebuttalLine(StrEnum):
    """The two lines of argument there are (Guidelines, paras. 32 and 33)."""

    NO_CAPABILITIES = "no-high-impact-capabilities"
    NO_RISK = "no-systemic-risk"


LINES: Mapping[RebuttalLine, str] = {
    RebuttalLine.NO_CAPABILITIES: "The model has no high-impact capabilities",
    RebuttalLine.NO_RISK: "It has high-impact capabilities and yet presents no systemic risk",
}

MITIGATIONS = "mitigations"

GROUNDS: Mapping[str, str] = {
    "benchmarks": "Benchmark results achieved or forecast",
    "architecture": "Architecture of the model",
    "parameters": "Number of parameters",
    "examples": "Number of training examples",
    "curation": "Curation and processing of the data",
    "techniques": "Training techniques",
    "modalities": "Input and output modalities",
    "tools": "Tools the model uses",
    "context": "Length of the context",
}


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What a notification says; what is None or empty is missing.

    ``grounds`` maps the name of each ground argued to its argument.
    """

    condition: Condition | None
    model_name: str
    known_on: date | None
    compute_flop: Decimal | None
    approach: str
    approximations: str
    original_model: str
    with_rebuttal: bool
    line: RebuttalLine | None = None
    arguments: str = ""
    grounds: Mapping[str, str]


@dataclass(frozen=True)
class Item:
    """One thing the law asks a notification for, and whether it is there."""

    key: str
    label: str
    is_stated: bool
    cite: str


def check_grounds(names: Sequence[str]) -> None:
    """Refuse mitigations, which are no valid ground, and grounds that do not exist.

    Guidelines, para. 39: what matters is the model itself, not what is done about its risks.
    """
    for name in names:
        if name == MITIGATIONS:
            raise ImpossibleValue(
                "grounds",
                "Mitigations are no valid ground against the classification (Guidelines, para. "
                "39): argue from the model's capabilities, such as benchmarks or architecture.",
            )
        if name not in GROUNDS:
            raise ImpossibleValue("grounds", f"Choose from: {', '.join(GROUNDS)}.")


def items(contents: Contents) -> tuple[Item, ...]:
    """List everything the notification is to hold, stated or missing; nothing is left out."""
    found = [
        Item("condition", "Which condition is or will be met", bool(contents.condition), _ACT),
        Item("model", "Identity of the model", bool(contents.model_name), _ACT),
        Item("known_on", "Day it was met or became known", bool(contents.known_on), _ACT),
        Item("compute_flop", "Compute in FLOP", bool(contents.compute_flop), _COMPUTE),
        Item("approach", "How it was estimated", bool(contents.approach), _COMPUTE),
        Item("approximations", "Approximations made", bool(contents.approximations), _COMPUTE),
    ]
    if contents.condition is Condition.MODIFICATION:
        stated = bool(contents.original_model)
        found.append(Item("original_model", "The original model", stated, "Guidelines, para. 68"))
    return (*found, *(_rebuttal(contents) if contents.with_rebuttal else ()))


def missing(contents: Contents) -> tuple[Item, ...]:
    """List what is not stated."""
    return tuple(one for one in items(contents) if not one.is_stated)


_ACT = "AI Act, Art. 52(1)"
_COMPUTE = "Guidelines, para. 31"


def _rebuttal(contents: Contents) -> tuple[Item, ...]:
    return (
        Item("line", "Line of the arguments", bool(contents.line), ARGUMENTS),
        Item("arguments", "The arguments", bool(contents.arguments), ARGUMENTS),
        *(
            Item(key, label, bool(contents.grounds.get(key)), "Guidelines, para. 34")
            for key, label in GROUNDS.items()
        ),
    )
