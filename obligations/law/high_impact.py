"""High-impact capabilities: the presumption above 10^25 FLOP (AI Act, Art. 51(1)(a) and (2))."""

from __future__ import annotations

from decimal import Decimal

from obligations.law import lineage, thresholds
from obligations.law.facts import ModelFacts
from obligations.law.milestones import CHAPTER_V_APPLIES
from obligations.law.terms import Answer, Truth
from obligations.law.wording import facts as named
from obligations.law.wording import flop, long_date

_CITE = "AI Act, Art. 51(1)(a) and (2); Guidelines, paras. 26 and 115 to 116"


def condition(facts: ModelFacts) -> Answer:
    """Say whether compute or a qualifying modification leads to the presumption of Art. 51(2).

    ``since`` is the day on which that became known, not before Chapter V applied.
    """
    largest = _largest_figure(facts)
    if largest is not None and largest > thresholds.SYSTEMIC_RISK:
        figure = "Cumulative training compute is"
        if largest != facts.cumulative_compute_flop:
            figure = "The training compute alone, which is part of the cumulative compute, is"
        because = (
            f"{figure} {flop(largest)}, more than 10^25: the model is presumed to have "
            "high-impact capabilities."
        )
        return _met(facts, because)
    if lineage.is_from_systemic_model(facts):
        because = (
            "The original carries systemic risk and the modification took more than a third of "
            "its training compute: the modified model is presumed to carry it too (Guidelines, "
            "paras. 67 and 68)."
        )
        return _met(facts, because)
    return _below(facts, largest)


def _below(facts: ModelFacts, largest: Decimal | None) -> Answer:
    open_origin = lineage.missing_about_origin(facts)
    if open_origin:
        because = (
            f"Not known: {named(open_origin)}. A large modification of a model with systemic risk "
            "is presumed to carry that risk; otherwise the model's own compute decides."
        )
        return _answer(None, because, missing=open_origin)
    if largest is None:
        missing = ("cumulative_compute_flop",)
        known = facts.threshold_known_on
        told = (
            f"It became known on {long_date(known)} that 10^25 is or will be met. " if known else ""
        )
        because = (
            f"{told}The cumulative training compute is not known. More than 10^25 FLOP would mean "
            "that the model is presumed to have high-impact capabilities; less, that it is not."
        )
        because += _total_told(facts)
        return _answer(None, because, missing=missing, doubts=_total_doubt(facts))
    near = thresholds.is_near(largest, thresholds.SYSTEMIC_RISK)
    doubts = (*(("A12",) if near else ()), *_total_doubt(facts))
    if facts.cumulative_compute_flop is not None:
        because = (
            f"Cumulative training compute is {flop(largest)}, not more than 10^25.{_later(facts)}"
        )
        if near:
            because += " With the tolerance of 30 % it may be more: watch it closely."
        return _answer(False, because + _total_told(facts), doubts=doubts)
    return _by_training_alone(facts, largest, near=near, doubts=doubts)


def _by_training_alone(
    facts: ModelFacts, training: Decimal, *, near: bool, doubts: tuple[str, ...]
) -> Answer:
    """Let the training compute stand in for the cumulative one where it is clear of the tolerance.

    It is only a lower bound. Within 30 % of the threshold, or where it is known that 10^25 is or
    will be met, the unrecorded rest may decide, so the answer stays open there.
    """
    missing = ("cumulative_compute_flop",)
    if near:
        because = (
            f"Training compute is {flop(training)}, within 30 % of 10^25, and the cumulative "
            "compute, which is never less, is not recorded: it may be more than 10^25 or not."
        )
        return _answer(None, because, missing=missing, doubts=doubts)
    if facts.threshold_known_on is not None:
        because = (
            f"It became known on {long_date(facts.threshold_known_on)} that 10^25 is or will be "
            f"met, but of the compute only {flop(training)} of training is recorded: it may be "
            "met already or not."
        )
        return _answer(None, because, missing=missing, doubts=doubts)
    because = (
        f"Training compute is {flop(training)}, well below 10^25. It stands in for the cumulative "
        "compute, which is not recorded: record it if synthetic data, merged weights or other "
        "training added much."
    )
    return _answer(False, because + _total_told(facts), missing=missing, doubts=doubts)


def is_near(facts: ModelFacts) -> bool:
    """Say whether the compute is not over 10^25 FLOP but may be within the tolerance (A12)."""
    largest = _largest_figure(facts)
    return largest is not None and thresholds.is_near(largest, thresholds.SYSTEMIC_RISK)


def _answer(
    answer: Truth, because: str, *, missing: tuple[str, ...] = (), doubts: tuple[str, ...] = ()
) -> Answer:
    return Answer(answer=answer, because=because, cite=_CITE, missing=missing, doubts=doubts)


def _met(facts: ModelFacts, because: str) -> Answer:
    known = facts.threshold_known_on
    if known is None:
        because += " Since when is not known: record the day on which that became known."
        missing: tuple[str, ...] = ("threshold_known_on",)
        return Answer(answer=True, because=because, cite=_CITE, missing=missing)
    # The status exists from the moment the condition is met, but not before Chapter V applied.
    return Answer(answer=True, because=because, cite=_CITE, since=max(known, CHAPTER_V_APPLIES))


def _largest_figure(facts: ModelFacts) -> Decimal | None:
    """Return the best lower bound of the cumulative compute: it includes the training compute."""
    known = [
        figure
        for figure in (facts.training_compute_flop, facts.cumulative_compute_flop)
        if figure is not None
    ]
    return max(known, default=None)


def _later(facts: ModelFacts) -> str:
    known = facts.threshold_known_on
    if known is None:
        return ""
    return (
        f" It became known on {long_date(known)} that 10^25 will be met: the notification is owed "
        "from that day, the other duties once it is met."
    )


def _total_told(facts: ModelFacts) -> str:
    if not lineage.has_large_total(facts):
        return ""
    return (
        " With the original model's compute the total exceeds 10^25: what follows from that is an "
        "open question (A13)."
    )


def _total_doubt(facts: ModelFacts) -> tuple[str, ...]:
    return ("A13",) if lineage.has_large_total(facts) else ()
