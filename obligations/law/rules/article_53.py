"""Article 53(1) to (3): what every provider of a general-purpose AI model owes."""

from __future__ import annotations

from obligations.law.case import Case
from obligations.law.rules.registry import Verdict, rule
from obligations.law.rules.verdicts import (
    LEGACY_DUE,
    clock_of,
    doubts_of,
    due_at_placing,
    from_placing,
    since_told,
    unmet,
)
from obligations.law.terms import Answer, Entry

_ALWAYS = (
    "It rests on every provider of a general-purpose AI model; the open-source exemption does not "
    "reach it."
)
_UNLESS_EXEMPT = (
    "It rests on every provider of a general-purpose AI model that the open-source exemption does "
    "not free."
)
_DOCUMENTATION_LIMIT = (
    "For the modification alone, not for the original model (AI Act, recital 109; Guidelines, "
    "paras. 65 and 66)."
)
_DATA_LIMIT = (
    "For the data used in the modification alone (AI Act, recital 109; Guidelines, paras. 65 and "
    "66)."
)


@rule("model-documentation", cite="AI Act, Art. 53(1)(a) and (2)")
def documents_the_model(case: Case, entry: Entry) -> Verdict:
    """Rest on every provider unless the open-source exemption holds; due at placing."""
    return _from_placing(case, entry, _UNLESS_EXEMPT, _DOCUMENTATION_LIMIT, case.not_exempt)


@rule("downstream-information", cite="AI Act, Art. 53(1)(b) and (2)")
def informs_downstream_providers(case: Case, entry: Entry) -> Verdict:
    """Rest on every provider unless the open-source exemption holds; due at placing."""
    return documents_the_model(case, entry)


@rule("copyright-policy", cite="AI Act, Art. 53(1)(c)")
def has_a_copyright_policy(case: Case, entry: Entry) -> Verdict:
    """Rest on every provider, open source or not; in place when the model is placed."""
    return _from_placing(case, entry, _ALWAYS, _DATA_LIMIT)


@rule("training-summary", cite="AI Act, Art. 53(1)(d)")
def publishes_a_training_summary(case: Case, entry: Entry) -> Verdict:
    """Rest on every provider, open source or not; public when the model is placed."""
    return _from_placing(case, entry, _ALWAYS, _DATA_LIMIT)


@rule("cooperation", cite="AI Act, Art. 53(3)")
def cooperates_with_authorities(case: Case, entry: Entry) -> Verdict:
    """Rest on every provider, open source or not, whenever powers are used; no day is set."""
    return _from_placing(case, entry, _ALWAYS, "", has_day=False)


def _from_placing(
    case: Case, entry: Entry, rests: str, limit: str, *more: Answer, has_day: bool = True
) -> Verdict:
    """Judge a duty that begins when the model is placed on the Union market."""
    conditions = (case.is_provider, case.general_purpose, *more, case.placed)
    failed = unmet(rests, *conditions)
    if failed is not None:
        return failed
    applies_from, enforceable_from = from_placing(case, entry)
    why = [case.general_purpose.because, *(answer.because for answer in more)]
    sentences = [rests, *why, since_told(case, applies_from)]
    if case.provider_of_modification.answer and limit:
        sentences.append(limit)
    without_day = LEGACY_DUE if case.legacy.answer else None
    clock = clock_of(case, entry, "placing") if has_day else None
    return Verdict(
        owed=True,
        because=" ".join(sentences),
        applies_from=applies_from,
        enforceable_from=enforceable_from,
        due=due_at_placing(case) if has_day else without_day,
        doubts=doubts_of(*conditions),
        clock=clock,
    )
