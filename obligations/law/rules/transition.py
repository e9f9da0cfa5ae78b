"""Article 111(3): models placed on the Union market before 2 August 2025."""

from __future__ import annotations

from obligations.law.case import Case
from obligations.law.milestones import LEGACY_COMPLIES
from obligations.law.rules.registry import Verdict, rule
from obligations.law.rules.verdicts import LEGACY_DUE, doubts_of, unmet
from obligations.law.terms import Entry


@rule("legacy-compliance", cite="AI Act, Art. 111(3); Guidelines, paras. 106 to 108")
def brings_legacy_models_into_line(case: Case, entry: Entry) -> Verdict:
    """Rest on models placed before Chapter V applied; the day is fixed and does not move."""
    conditions = (case.is_provider, case.general_purpose, case.legacy)
    failed = unmet("It rests on models placed before Chapter V applied.", *conditions)
    if failed is not None:
        return failed
    return Verdict(
        owed=True,
        because=(
            f"{case.legacy.because} Nothing has to be retrained or unlearned where that is "
            "impossible or disproportionate, but the gap has to be disclosed and justified."
        ),
        applies_from=LEGACY_COMPLIES,
        enforceable_from=LEGACY_COMPLIES,
        due=LEGACY_DUE,
        doubts=doubts_of(*conditions),
        clock="aia-111-3-legacy",
    )
