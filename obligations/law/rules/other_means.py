"""Articles 53(4) and 55(2): what stands in for a chapter of the Code that is not signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from obligations.law.case import Case, title
from obligations.law.rules.article_55 import missing_since, since_systemic
from obligations.law.rules.registry import Verdict, rule
from obligations.law.rules.verdicts import (
    LEGACY_DUE,
    doubts_of,
    from_placing,
    since_told,
    unmet,
)
from obligations.law.terms import Answer, Chapter, Entry, Truth
from obligations.law.wording import listed

# Which obligations each chapter of the Code speaks to. The public summary of training content,
# Art. 53(1)(d), has no chapter: it follows the Commission's template, signed or not.
_SPEAKS_TO = {
    Chapter.TRANSPARENCY: "Art. 53(1)(a) and (b)",
    Chapter.COPYRIGHT: "Art. 53(1)(c)",
    Chapter.SAFETY_SECURITY: "Art. 55(1)",
}
_RESTS = "It rests on providers, for each obligation whose chapter of the Code is not signed."
_EXPECTED = (
    "Complying with a harmonised standard, where one is published, would do as well. The AI "
    "Office expects the measures and why they suffice, for example as a gap analysis against the "
    "Code."
)


@rule(
    "other-adequate-means",
    cite="AI Act, Arts. 53(4) and 55(2); Guidelines, paras. 91 and 92",
    required="article",
    article=("53", "55"),
)
def shows_other_adequate_means(case: Case, entry: Entry) -> Verdict:
    """Rest on a provider for each chapter that speaks to its obligations and is not signed."""
    is_systemic = entry.rule_args["article"] == "55"
    if is_systemic:
        conditions: tuple[Answer, ...] = (case.is_provider, case.systemic_risk)
        unsigned = {Chapter.SAFETY_SECURITY: _unsigned(case, Chapter.SAFETY_SECURITY)}
        applies_from, enforceable_from = since_systemic(case, entry)
    else:
        conditions = (case.is_provider, case.general_purpose, case.placed)
        unsigned = {
            Chapter.TRANSPARENCY: _unsigned(case, Chapter.TRANSPARENCY, case.not_exempt),
            Chapter.COPYRIGHT: _unsigned(case, Chapter.COPYRIGHT),
        }
        applies_from, enforceable_from = from_placing(case, entry)
    failed = unmet(_RESTS, *conditions, _any(unsigned))
    if failed is not None:
        return failed
    missing = missing_since(case) if is_systemic else ()
    partly_signed = bool(case.facts.provider.code_chapters)
    return Verdict(
        owed=True,
        because=f"{_told(unsigned)} {_EXPECTED} {since_told(case, applies_from)}",
        applies_from=applies_from,
        enforceable_from=enforceable_from,
        due=LEGACY_DUE if case.legacy.answer else None,
        missing=(*missing, *(name for answer in unsigned.values() for name in answer.missing)),
        doubts=(
            *doubts_of(*conditions, *unsigned.values()),
            *(("A19",) if partly_signed else ()),
        ),
    )


def _unsigned(case: Case, chapter: Chapter, owed: Answer | None = None) -> Answer:
    """Say whether a chapter is not signed although the obligations it speaks to are owed.

    ``owed`` is a condition of those obligations beyond the ones that all chapters share.
    """
    signed = case.signed(chapter)
    if case.has_signed(chapter):
        because = (
            f"{signed.because} Relying on it is the way to show {_SPEAKS_TO[chapter]} until a "
            "harmonised standard is published; it is not conclusive evidence."
        )
        return replace(signed, answer=False, because=because)
    if owed is not None and owed.answer is False:
        return owed
    unknown = [part for part in (owed, signed) if part is not None and part.answer is None]
    if not unknown:
        return replace(signed, answer=True, doubts=owed.doubts if owed else ())
    return Answer(
        answer=None,
        because=" ".join(part.because for part in unknown),
        cite=signed.cite,
        missing=tuple(name for part in unknown for name in part.missing),
        doubts=owed.doubts if owed else (),
    )


def _any(unsigned: Mapping[Chapter, Answer]) -> Answer:
    """Join the chapters: one that is not signed is enough, and one unknown leaves it open."""
    answers = list(unsigned.values())
    values: list[Truth] = [answer.answer for answer in answers]
    joined: Truth = True if True in values else None if None in values else False
    relevant = [answer for answer in answers if answer.answer is joined]
    return Answer(
        answer=joined,
        because=" ".join(dict.fromkeys(answer.because for answer in relevant)),
        cite=answers[0].cite,
        missing=tuple(dict.fromkeys(name for answer in relevant for name in answer.missing)),
        doubts=tuple(dict.fromkeys(name for answer in relevant for name in answer.doubts)),
    )


def _told(unsigned: Mapping[Chapter, Answer]) -> str:
    """Name the chapters in whose place other means have to be shown, and those where they may."""
    surely = [chapter for chapter, answer in unsigned.items() if answer.answer]
    maybe = [chapter for chapter, answer in unsigned.items() if answer.answer is None]
    named = listed(f"{title(chapter)} ({_SPEAKS_TO[chapter]})" for chapter in surely)
    told = f"Not signed on this day: {named}. There, other adequate means have to be shown."
    for chapter in maybe:
        told += f" Whether also for {title(chapter)} is open: {unsigned[chapter].because}"
    return told
