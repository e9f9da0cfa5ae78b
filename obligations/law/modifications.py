"""The one-third test of a modification, as a worksheet (Guidelines, paras. 57 to 68 and 115)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from obligations.law import lineage, thresholds
from obligations.law.facts import ModelFacts, Modification
from obligations.law.figures import two_figures
from obligations.law.terms import Answer


@dataclass(frozen=True)
class Reference:
    """An amount a third of which is the criterion: the original's own, or what stands for it."""

    flop: Decimal
    is_substitute: bool
    because: str
    cite: str

    @property
    def third(self) -> str:
        """A third of it in three significant figures, to be read; the test itself is exact."""
        third = self.flop / 3
        return f"{third:.2e}".replace("e+", "e")


@dataclass(frozen=True)
class Worksheet:
    """The test with its references, of which there are two where a fact is missing, or none."""

    references: tuple[Reference, ...]
    answer: Answer
    consequence: str


def worksheet(modification: Modification) -> Worksheet:
    """Apply the one-third test and say which substitute is used, and why."""
    facts = ModelFacts(modification=modification)
    answer = lineage.provider_of_modification(facts)
    references = () if modification.same_provider else _references(modification)
    return Worksheet(references, answer, _consequence(modification, answer))


def _references(modification: Modification) -> tuple[Reference, ...]:
    known = modification.original_compute_flop
    if known is not None:
        return (Reference(known, False, _own(modification), "Guidelines, paras. 60 and 115"),)
    systemic = Reference(
        thresholds.SYSTEMIC_RISK,
        True,
        "The original carries systemic risk and its compute is neither known nor to be estimated: "
        f"a third of {two_figures(thresholds.SYSTEMIC_RISK)} FLOP stands in.",
        "Guidelines, para. 61",
    )
    other = Reference(
        thresholds.GENERAL_PURPOSE,
        True,
        "The original does not carry systemic risk and its compute is neither known nor to be "
        f"estimated: a third of {two_figures(thresholds.GENERAL_PURPOSE)} FLOP stands in.",
        "Guidelines, para. 61",
    )
    if modification.original_systemic is None:
        return systemic, other
    return (systemic,) if modification.original_systemic else (other,)


def _own(modification: Modification) -> str:
    if modification.original_systemic is None:
        return (
            "The original's own compute is used. Whether that is the cumulative compute or the "
            "compute that updated its parameters turns on whether it carries systemic risk, which "
            "is not recorded."
        )
    used = "The original's own compute is used"
    if modification.original_systemic:
        return f"{used}; it carries systemic risk, so give its cumulative compute."
    return f"{used}; it does not carry systemic risk, so give its parameter-update compute."


def _consequence(modification: Modification, answer: Answer) -> str:
    if modification.same_provider or not answer.answer:
        return ""
    if modification.original_systemic:
        return (
            "The modified model is presumed to carry systemic risk: Art. 55 in full and a "
            "notification under Art. 52(1) (Guidelines, paras. 67 and 68)."
        )
    return (
        "Documentation under Art. 53(1)(a) and (b) is limited to the modification, and (c) and (d) "
        "to the data used in it (Guidelines, paras. 65 and 66; AI Act, recital 109)."
    )
