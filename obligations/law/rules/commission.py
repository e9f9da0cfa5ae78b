"""Articles 91 to 93: answering what the Commission asks for."""

from __future__ import annotations

from obligations.law.case import Case
from obligations.law.milestones import LEGACY_COMPLIES, POWERS_APPLY
from obligations.law.rules.registry import Verdict, rule
from obligations.law.rules.verdicts import doubts_of, since_told, unmet
from obligations.law.terms import Answer, Entry


@rule("commission-request", cite="AI Act, Arts. 91 to 93", systemic=("yes", "no"))
def answers_the_commission(case: Case, entry: Entry) -> Verdict:
    """Rest on every provider since the powers apply; a day comes with each request alone.

    The argument ``systemic`` keeps an entry to models with systemic risk.
    """
    rests = "It rests on every provider of a general-purpose AI model."
    conditions: tuple[Answer, ...] = (case.is_provider, case.general_purpose, case.placed)
    if entry.rule_args.get("systemic") == "yes":
        rests = "It rests on providers of models with systemic risk."
        conditions = (case.is_provider, case.systemic_risk, case.placed)
    failed = unmet(rests, *conditions)
    if failed is not None:
        return failed
    placed = case.facts.union_market_date
    applies_from = max(placed or POWERS_APPLY, entry.applies_from or POWERS_APPLY)
    enforceable_from = entry.enforceable_from
    if case.legacy.answer:
        applies_from = enforceable_from = LEGACY_COMPLIES
    because = (
        f"{rests} Be ready: the Commission can ask, and each request sets its own day. "
        f"{since_told(case, applies_from)}"
    )
    return Verdict(
        owed=True,
        because=because,
        applies_from=applies_from,
        enforceable_from=enforceable_from,
        doubts=doubts_of(*conditions),
    )
