"""Safe reference models and models that are similarly safe or safer (Appendix 2; DL-28; A20)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from obligations.law.frameworks import Clocks, SafetyClock, run
from obligations.law.periods import WorkingDays
from obligations.law.terms import Answer, Truth
from obligations.law.wording import listed, long_date

LOST = "cop-ss-app-2.2-reference-lost"
# The chapter was published on this day (Appendix 2.1, point (1)).
PUBLISHED = date(2025, 7, 10)
CITE_REFERENCE = "Code of Practice, Safety and Security, Appendix 2.1"
CITE_SIMILAR = "Code of Practice, Safety and Security, Appendix 2.2 (PDF, p. 38)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What is recorded of a reference model; None is not known."""

    name: str
    placed_on: date | None = None
    full_process: Truth = None
    visibility: Truth = None
    no_other_grounds: Truth = None
    lost_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The three conditions of Appendix 2.2 for one risk."""

    risk: str
    no_different_scenario: Truth = None
    benchmarks_not_higher: Truth = None
    no_known_difference: Truth = None
    reference: Reference | None = None


def safe_reference(found: Reference) -> Answer:
    """Say whether a model is a safe reference by the provider's record: all three conditions."""
    if found.lost_on is not None:
        because = f"{found.name} lost the status on {long_date(found.lost_on)}."
        return Answer(answer=False, because=because, cite=CITE_REFERENCE)
    before = None if found.placed_on is None else found.placed_on < PUBLISHED
    first: Truth = True if before or found.full_process else _either(before, found.full_process)
    conditions = {
        "placed before 10 July 2025, or its risks found acceptable in a full process whose report "
        "the AI Office has": first,
        "sufficient visibility": found.visibility,
        "no other grounds to think its risks unacceptable": found.no_other_grounds,
    }
    return _all(conditions, found.name, CITE_REFERENCE)


def similarly_safe(found: Comparison) -> Answer:
    """Say whether a model is similarly safe or safer for one risk by the provider's record."""
    if found.reference is None:
        because = f"{found.risk}: no reference model is named."
        return Answer(answer=None, because=because, cite=CITE_SIMILAR, missing=("reference",))
    reference = safe_reference(found.reference)
    conditions = {
        f"{found.reference.name} is a safe reference": reference.answer,
        "no materially different scenario": found.no_different_scenario,
        "benchmark scores not higher than the reference's": found.benchmarks_not_higher,
        "no known difference that raises the risk": found.no_known_difference,
    }
    return _all(conditions, found.risk, CITE_SIMILAR)


def for_each(risks: Sequence[str], comparisons: Mapping[str, Comparison]) -> Answer:
    """Say whether the conditions hold for each identified risk; ``comparisons`` go by risk."""
    if not risks:
        because = "No systemic risk is recorded as identified, so nothing holds for each of them."
        return Answer(answer=None, because=because, cite=CITE_SIMILAR, missing=("risks",))
    answers = {
        risk: similarly_safe(comparisons.get(risk) or Comparison(risk=risk)) for risk in risks
    }
    failing = [one.because for one in answers.values() if one.answer is False]
    if failing:
        return Answer(answer=False, because=" ".join(failing), cite=CITE_SIMILAR)
    unknown = [risk for risk, one in answers.items() if one.answer is None]
    if unknown:
        because = f"Not all three conditions are recorded for {listed(unknown)}."
        return Answer(answer=None, because=because, cite=CITE_SIMILAR, missing=("comparisons",))
    because = f"By the provider's record it holds for each identified risk: {listed(risks)}."
    return Answer(answer=True, because=because, cite=CITE_SIMILAR, doubts=("A20",))


def replacement(
    lost_on: date, answered_on: date | None, known: Clocks, working_days: WorkingDays
) -> SafetyClock:
    """Give six months from the loss of a reference to another, or to all commitments (DL-28)."""
    return run(LOST, lost_on, known, working_days, done_on=answered_on)


def _either(one: Truth, other: Truth) -> Truth:
    return False if one is False and other is False else None


def _all(conditions: Mapping[str, Truth], name: str, cite: str) -> Answer:
    failing = [words for words, holds in conditions.items() if holds is False]
    unknown = [words for words, holds in conditions.items() if holds is None]
    if failing:
        return Answer(answer=False, because=f"{name}: fails on {listed(failing)}.", cite=cite)
    if unknown:
        because = f"{name}: not recorded whether {listed(unknown)}."
        return Answer(answer=None, because=because, cite=cite, missing=("conditions",))
    because = f"{name}: every condition holds by the provider's record."
    return Answer(answer=True, because=because, cite=cite)
