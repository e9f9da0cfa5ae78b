"""Why a notification under Article 52(1) is owed, and from which day its two weeks run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from obligations.law import high_impact
from obligations.law.case import Case
from obligations.law.milestones import CHAPTER_V_APPLIES
from obligations.law.rules import verdicts
from obligations.law.rules.registry import Verdict
from obligations.law.terms import Truth
from obligations.law.wording import long_date

RESTS = "It rests on models that meet, or will meet, the condition for systemic risk."


@dataclass(frozen=True)
class Ground:
    """Why a notification is owed or not, and the day from which its two weeks run."""

    owed: Truth
    because: str
    event: date | None = None
    missing: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def unmet(case: Case) -> Verdict | None:
    """Say what is lacking before the condition matters: a provider, and a general-purpose model.

    None where both are known; without them no deadline stands, whatever day is recorded.
    """
    return verdicts.unmet(RESTS, case.is_provider, case.general_purpose)


def ground(case: Case) -> Ground:
    """Find why a notification is owed: the facts first, then what decisions imply."""
    facts, met = case.facts, high_impact.condition(case.facts)
    known, accepted = facts.threshold_known_on, facts.rebuttal_accepted_on
    if accepted is not None and accepted <= case.on:
        if not _is_reopened(case, accepted):
            return _open_designation(case, after=accepted) or _settled(accepted)
        # What became known before the acceptance started a clock that ended with it.
        known = known if known is not None and known > accepted else None
    if known is not None:
        told = "the condition is met" if met.answer else "10^25 FLOP is or will be met"
        because = f"{met.because} It became known on {long_date(known)} that {told}."
        if known < CHAPTER_V_APPLIES:
            because += (
                f" Chapter V applies since {long_date(CHAPTER_V_APPLIES)}; the two weeks run from "
                "then (Guidelines, para. 112)."
            )
        return Ground(True, because, event=known, doubts=met.doubts)
    if met.answer:
        return Ground(True, met.because, missing=("threshold_known_on",), doubts=met.doubts)
    return _implied(case) or Ground(met.answer, met.because, missing=met.missing, doubts=met.doubts)


def _is_reopened(case: Case, accepted: date) -> bool:
    """Say whether the condition of Art. 51(1)(a) was met or found met again after an acceptance."""
    facts = case.facts
    later = [facts.threshold_known_on, facts.rebuttal_rejected_on]
    if facts.designation_basis == "52(1)":
        later.append(facts.designated_on)
    return any(day is not None and accepted < day <= case.on for day in later)


def _settled(accepted: date) -> Ground:
    because = (
        f"The Commission accepted the rebuttal{on_day(accepted)}. A new notification is owed only "
        "if the facts change substantially."
    )
    return Ground(False, because)


def _implied(case: Case) -> Ground | None:
    """Find what decisions, or the provider's own notification, say about the condition."""
    facts, missing = case.facts, ("threshold_known_on",)
    failed_to_notify = facts.designation_basis == "52(1)" and reached(facts.designated_on, case.on)
    if failed_to_notify or reached(facts.rebuttal_rejected_on, case.on):
        return Ground(True, case.systemic_risk.because, missing=missing)
    if reached(facts.notification_submitted_on, case.on):
        because = "The provider itself notified that 10^25 FLOP is or will be met."
        return Ground(True, because, missing=missing)
    return _open_designation(case, after=date.min)


def _open_designation(case: Case, *, after: date) -> Ground | None:
    """Leave open what a designation without a recorded basis says about the condition."""
    facts = case.facts
    designated = facts.designated_on
    if designated is None or not after < designated <= case.on or facts.designation_basis:
        return None
    because = (
        f"The Commission designated the model{on_day(designated)}. If that was because it had not "
        "been notified, a notification was owed; if it was under Art. 52(4), not."
    )
    return Ground(None, because, missing=("designation_basis",))


def on_day(day: date | None) -> str:
    """Write " on 7 December 2026", or nothing for a day that is not recorded."""
    return f" on {long_date(day)}" if day else ""


def reached(day: date | None, on: date) -> bool:
    """Say whether a recorded day has come."""
    return day is not None and day <= on
