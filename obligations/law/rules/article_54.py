"""Article 54: the authorised representative of a provider from a third country."""

from __future__ import annotations

from datetime import date, timedelta

from obligations.law.case import Case
from obligations.law.milestones import CHAPTER_V_APPLIES, LEGACY_COMPLIES
from obligations.law.rules.registry import Verdict, rule
from obligations.law.rules.verdicts import (
    LEGACY_DUE,
    clock_of,
    doubts_of,
    due_before_placing,
    since_told,
    unmet,
)
from obligations.law.terms import Entry
from obligations.law.wording import long_date

_RESTS = (
    "It rests on providers from third countries whose general-purpose AI models the open-source "
    "exemption does not free."
)
_LEGACY_ADVICE = (
    "The model was placed before this could be asked, so nobody could appoint earlier: the outer "
    "limit counts, and earlier is better (A34)."
)


@rule(
    "authorised-representative",
    cite="AI Act, Art. 54",
    required="task",
    task=("appoint", "enable", "act"),
)
def has_a_representative(case: Case, entry: Entry) -> Verdict:
    """Rest on third-country providers that are not exempt; the mandate precedes the placing.

    The argument ``task`` says whether the entry asks to appoint, to enable the representative, or
    for what the representative itself does; only the first has a last day of its own.
    """
    conditions = (
        case.is_provider,
        case.general_purpose,
        case.in_third_country,
        case.not_exempt,
        case.placed,
    )
    failed = unmet(_RESTS, *conditions)
    if failed is not None:
        return failed
    is_legacy = case.legacy.answer
    placed = case.facts.union_market_date or CHAPTER_V_APPLIES
    applies_from = (
        LEGACY_COMPLIES if is_legacy else max(CHAPTER_V_APPLIES, placed - timedelta(days=1))
    )
    appoints = entry.rule_args["task"] == "appoint"
    sentences = [
        _RESTS,
        case.in_third_country.because,
        case.open_source_exemption.because,
        since_told(case, applies_from),
        _mandate_told(case),
    ]
    if is_legacy:
        sentences.append(_LEGACY_ADVICE)
    due = due_before_placing(case) if appoints else LEGACY_DUE if is_legacy else None
    return Verdict(
        owed=True,
        because=" ".join(sentences),
        applies_from=applies_from,
        enforceable_from=LEGACY_COMPLIES if is_legacy else entry.enforceable_from,
        due=due,
        done_on=_mandated_on(case) if appoints else None,
        clock=clock_of(case, entry, "before-placing") if appoints else None,
        doubts=(*doubts_of(*conditions), *(("A34",) if is_legacy else ())),
    )


def _mandated_on(case: Case) -> date | None:
    since = case.facts.provider.representative_since
    return since if since is not None and since <= case.on else None


def _mandate_told(case: Case) -> str:
    since, placed = case.facts.provider.representative_since, case.facts.union_market_date
    if since is None:
        return "No mandate is recorded."
    told = f"The recorded mandate begins on {long_date(since)}"
    if placed is None or case.legacy.answer:
        return f"{told}."
    if since < placed:
        return f"{told}, before the placing."
    return f"{told}, which is not before the placing on {long_date(placed)}."
