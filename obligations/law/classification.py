"""Two classifications on a day: general-purpose AI model, and systemic risk (Arts. 51 and 52)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from obligations.law import generality, high_impact
from obligations.law.facts import ModelFacts
from obligations.law.milestones import CHAPTER_V_APPLIES
from obligations.law.terms import Answer
from obligations.law.wording import long_date

_REBUTTAL = "AI Act, Art. 52(2) and (3); Guidelines, para. 40"
_DESIGNATION = "AI Act, Arts. 51(1)(b) and 52(4); Guidelines, paras. 43 and 44"


@dataclass(frozen=True, kw_only=True)
class SystemicRisk(Answer):
    """The answer on systemic risk.

    ``near_threshold`` says that the compute is not over 10^25 FLOP but may be within the tolerance
    (A12). ``ended_on`` is the day from which an accepted rebuttal ended the classification.
    """

    near_threshold: bool = False
    ended_on: date | None = None


def general_purpose(facts: ModelFacts, on: date) -> Answer:
    """Say whether the model is a general-purpose AI model.

    A decision of the Commission comes first, then the provider's own reasoned decision, then what
    is known about the model: the indicative criterion can be rebutted both ways.
    """
    if _reached(facts.designated_on, on) or _reached(facts.rebuttal_rejected_on, on):
        because = (
            "The Commission has decided that the model carries systemic risk, and it decides "
            "so about general-purpose AI models alone."
        )
        return Answer(answer=True, because=because, cite="AI Act, Arts. 51 and 52")
    if facts.general_purpose is not None:
        told = "is" if facts.general_purpose else "is not"
        because = (
            f"The provider has decided, with reasons, that this {told} a general-purpose AI "
            "model. That goes before the indicative criterion, which can be rebutted both ways."
        )
        return Answer(answer=facts.general_purpose, because=because, cite=generality.CITE)
    if _reached(facts.rebuttal_accepted_on, on):
        because = (
            "The Commission accepted arguments against systemic risk, which it examines for "
            "general-purpose AI models alone."
        )
        return Answer(answer=True, because=because, cite="AI Act, Art. 52(2) and (3)")
    return generality.by_facts(facts)


def systemic_risk(facts: ModelFacts, on: date) -> SystemicRisk:
    """Say whether the model carries systemic risk on a day, and since when.

    Presenting arguments against it suspends nothing. Rejected arguments leave it in place from the
    beginning; accepted ones end it on the day the provider is informed; designation can follow.
    """
    near = high_impact.is_near(facts)
    general = general_purpose(facts, on)
    if general.answer is False:
        because = f"Only general-purpose AI models are classified. {general.because}"
        return SystemicRisk(
            answer=False, because=because, cite="AI Act, Art. 51(1)", near_threshold=near
        )
    decided = _by_latest_decision(facts, on)
    if decided is not None:
        return replace(decided, near_threshold=near)
    met = high_impact.condition(facts)
    if met.answer and general.answer is None:
        return SystemicRisk(
            answer=None,
            because=f"{met.because} Only general-purpose AI models are classified. "
            f"{general.because}",
            cite=met.cite,
            missing=general.missing,
            doubts=general.doubts,
            near_threshold=near,
        )
    return SystemicRisk(
        answer=met.answer,
        because=met.because + _pending(facts, on, met),
        cite=met.cite,
        since=met.since,
        missing=met.missing,
        doubts=met.doubts,
        near_threshold=near,
    )


def _by_latest_decision(facts: ModelFacts, on: date) -> SystemicRisk | None:
    """Let the Commission's latest decision until that day speak; None where there is none."""
    decisions = (
        # On one and the same day the decision that leaves the duties in place is put last.
        (facts.rebuttal_accepted_on, 0, _accepted),
        (facts.rebuttal_rejected_on, 1, _rejected),
        (facts.designated_on, 2, _designated),
    )
    taken = [(day, rank, said) for day, rank, said in decisions if day is not None and day <= on]
    if not taken:
        return None
    _, _, latest = max(taken, key=lambda decision: decision[:2])
    return latest(facts, on)


def _designated(facts: ModelFacts, on: date) -> SystemicRisk:
    """Take effect from the day of information, or from when the condition was met (para. 44)."""
    designated = facts.designated_on or on
    told = f"The Commission designated the model on {long_date(designated)}"
    if facts.designation_basis == "52(1)":
        because = (
            f"{told} because it had not been notified (Art. 52(1)): with effect from when the "
            "condition was met."
        )
        return _since_condition(facts, because, _DESIGNATION, until=designated)
    missing: tuple[str, ...] = ()
    if facts.designation_basis is None:
        because = (
            f"{told}; on which basis is not recorded. Under Art. 52(4) it takes effect when the "
            "provider is informed; for a failure to notify, from when the condition was met."
        )
        missing = ("designation_basis",)
    else:
        because = f"{told} (Art. 52(4)): with effect from when the provider was informed."
    since = max(designated, CHAPTER_V_APPLIES)
    met = high_impact.condition(facts)
    ended_before = _reached(facts.rebuttal_accepted_on, designated)
    if met.since is not None and met.since < since and not ended_before:
        since = met.since
        because += f" It was presumed to carry systemic risk since {long_date(since)} already."
    return SystemicRisk(
        answer=True, because=because, cite=_DESIGNATION, since=since, missing=missing
    )


def _rejected(facts: ModelFacts, on: date) -> SystemicRisk:
    """Leave the classification in place since the condition was met (para. 40)."""
    rejected = facts.rebuttal_rejected_on or on
    because = (
        f"The Commission rejected the arguments against systemic risk on {long_date(rejected)}: "
        "the model carries it since the condition was met."
    )
    return _since_condition(facts, because, _REBUTTAL, until=rejected)


def _since_condition(facts: ModelFacts, because: str, cite: str, *, until: date) -> SystemicRisk:
    """Date the classification from the day the condition became known, if that day still counts.

    An acceptance before ``until`` ended what had begun before it.
    """
    known, accepted = facts.threshold_known_on, facts.rebuttal_accepted_on
    if known is None or (accepted is not None and known <= accepted <= until):
        because += " That day is not recorded."
        missing = ("threshold_known_on",)
        return SystemicRisk(answer=True, because=because, cite=cite, missing=missing)
    since = max(known, CHAPTER_V_APPLIES)
    return SystemicRisk(answer=True, because=because, cite=cite, since=since)


def _accepted(facts: ModelFacts, on: date) -> SystemicRisk:
    """End the classification on the day the provider was informed, if nothing outlives that."""
    accepted = facts.rebuttal_accepted_on or on
    if facts.designated_on is not None and facts.designation_basis != "52(1)":
        return _accepted_after_designation(facts, accepted)
    told = _acceptance(accepted)
    known = facts.threshold_known_on
    if known is not None and accepted < known <= on:
        because = (
            f"{told}, but on {long_date(known)} it became known again that 10^25 FLOP is or will "
            "be met. A substantial change has to be notified again, and whether the acceptance "
            "still holds is for the Commission to say."
        )
        missing = ("rebuttal_accepted_on",)
        return SystemicRisk(answer=None, because=because, cite=_REBUTTAL, missing=missing)
    because = (
        f"{told}: the duties for models with systemic risk ended that day. A substantial change "
        "in the facts must be notified again, and a later designation is possible."
    )
    return SystemicRisk(answer=False, because=because, cite=_REBUTTAL, ended_on=accepted)


def _acceptance(accepted: date) -> str:
    return f"The Commission accepted the arguments against systemic risk on {long_date(accepted)}"


def _accepted_after_designation(facts: ModelFacts, accepted: date) -> SystemicRisk:
    designated = facts.designated_on
    told = _acceptance(accepted)
    if facts.designation_basis is None or designated is None:
        because = (
            f"{told}, after a designation whose legal basis is not recorded. A designation under "
            "Art. 52(4) outlives that; one for a failure to notify does not."
        )
        missing = ("designation_basis",)
        return SystemicRisk(answer=None, because=because, cite=_DESIGNATION, missing=missing)
    because = (
        f"{told}, but the designation of {long_date(designated)} under Art. 52(4) stands until "
        "the Commission reassesses it (Art. 52(5))."
    )
    since = max(designated, CHAPTER_V_APPLIES)
    return SystemicRisk(answer=True, because=because, cite=_DESIGNATION, since=since)


def _pending(facts: ModelFacts, on: date, met: Answer) -> str:
    """Say what an undecided rebuttal or a decision still to come changes: nothing yet."""
    told = ""
    if met.answer and _reached(facts.rebuttal_submitted_on, on):
        told += (
            " Arguments against it were presented; that suspends nothing (Guidelines, para. 40)."
        )
    if met.answer is False:
        told += " The Commission may still designate the model (Art. 51(1)(b))."
    return told


def _reached(day: date | None, on: date) -> bool:
    return day is not None and day <= on
