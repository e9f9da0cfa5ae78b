"""Article 55(1): what models with systemic risk add."""

from __future__ import annotations

from datetime import date

from obligations.law.case import Case
from obligations.law.milestones import CHAPTER_V_APPLIES, LEGACY_COMPLIES
from obligations.law.rules.registry import Verdict, rule
from obligations.law.rules.verdicts import LEGACY_DUE, doubts_of, since_told, unmet
from obligations.law.terms import Chapter, Entry

_RESTS = "It rests on models with systemic risk alone."


@rule("systemic-risk-obligation", cite="AI Act, Art. 55(1); Guidelines, paras. 22 and 26")
def answers_for_systemic_risk(case: Case, entry: Entry) -> Verdict:
    """Rest on every model with systemic risk from the moment the condition is met.

    That may be before the model is placed. No open-source model and no small provider is exempt.
    """
    conditions = (case.is_provider, case.systemic_risk)
    failed = unmet(_RESTS, *conditions)
    if failed is not None:
        return failed
    applies_from, enforceable_from = since_systemic(case, entry)
    told = f"{_RESTS} {case.systemic_risk.because}"
    by_age = "A18" in entry.doubts and case.has_signed(Chapter.SAFETY_SECURITY) is False
    return Verdict(
        owed=True,
        because=f"{told} {since_told(case, applies_from)}",
        applies_from=applies_from,
        enforceable_from=enforceable_from,
        due=LEGACY_DUE if case.legacy.answer else None,
        missing=missing_since(case),
        doubts=(*doubts_of(*conditions), *(("A18",) if by_age else ())),
    )


def since_systemic(case: Case, entry: Entry) -> tuple[date | None, date | None]:
    """Return since when a duty of a model with systemic risk applies, and can be enforced."""
    if case.legacy.answer:
        return LEGACY_COMPLIES, LEGACY_COMPLIES
    since = case.systemic_risk.since
    if case.legacy.answer is None or since is None:
        return None, None if case.legacy.answer is None else entry.enforceable_from
    return max(since, entry.applies_from or CHAPTER_V_APPLIES), entry.enforceable_from


def missing_since(case: Case) -> tuple[str, ...]:
    """Name the facts without which the first day is not known."""
    if case.legacy.answer:
        return ()
    missing = case.legacy.missing
    if case.systemic_risk.since is None:
        missing = (*missing, "threshold_known_on")
    return missing
