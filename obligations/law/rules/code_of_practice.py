"""The Code of Practice: what signing a chapter adds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from obligations.law import deadlines
from obligations.law.case import Case, title
from obligations.law.milestones import CHAPTER_V_APPLIES, LEGACY_COMPLIES
from obligations.law.rules.registry import Verdict, rule
from obligations.law.rules.verdicts import (
    clock_of,
    doubts_of,
    due_at_placing,
    due_before_placing,
    unmet,
)
from obligations.law.terms import Answer, Chapter, Due, Entry, Period, Size, Unit
from obligations.law.wording import listed, long_date

FRAMEWORK_AFTER_NOTIFICATION = Period(4, Unit.WEEKS)
FRAMEWORK_BEFORE_PLACING = Period(2, Unit.WEEKS)

_SMALL = frozenset({Size.MICRO, Size.SME, Size.SMC})


@rule("code-reporting", cite="AI Act, Art. 56(5)")
def reports_on_the_code(case: Case, entry: Entry) -> Verdict:
    """Rest on whoever takes part in the Code, with any chapter and whatever its models are."""
    signed = case.facts.provider.code_chapters
    if signed is None:
        because = (
            "It is not known which chapters of the Code the provider signed. Participants report "
            "regularly on what they do; others do not."
        )
        return Verdict(owed=None, because=because, missing=("code_chapters",))
    if not signed:
        because = "The provider has signed no chapter of the Code."
        return Verdict(owed=False, because=because)
    days = [day for day in signed.values() if day is not None]
    applies_from = None
    if days and len(days) == len(signed):
        applies_from = max(min(days), entry.applies_from or CHAPTER_V_APPLIES)
    told = listed(title(chapter) for chapter in Chapter if chapter in signed)
    because = f"The provider signed: {told}. The Act sets no interval; the Code's own clocks do."
    return Verdict(
        owed=True,
        because=because,
        applies_from=applies_from,
        enforceable_from=entry.enforceable_from,
    )


@rule(
    "code-measure",
    cite="Code of Practice; AI Act, Arts. 53(4), 55(2) and 56(7)",
    required="chapter",
    chapter=tuple(chapter.value for chapter in Chapter),
    due=("placing", "before-placing"),
)
def follows_a_measure(case: Case, entry: Entry) -> Verdict:
    """Rest on a provider that signed the chapter, for the models the chapter addresses.

    The argument ``due`` says whether something must exist when the model is placed, or before.
    """
    chapter = Chapter(entry.rule_args["chapter"])
    verdict = _measure(case, entry, chapter)
    moment = entry.rule_args.get("due")
    if not verdict.owed or moment is None:
        return verdict
    if chapter is Chapter.SAFETY_SECURITY and _is_late_threshold(case):
        told = " The threshold was met after placing, so the moment for this had passed (A23)."
        doubts = (*verdict.doubts, "A23")
        return replace(verdict, because=verdict.because + told, doubts=doubts)
    due = due_before_placing(case) if moment == "before-placing" else due_at_placing(case)
    return _dated(case, chapter, verdict, due, clock_of(case, entry, moment))


@rule("framework-confirmation", cite="Code of Practice, Safety and Security, Measure 1.1")
def confirms_the_framework(case: Case, entry: Entry) -> Verdict:
    """Fall due four weeks after the notification or two weeks before placing, whichever is earlier.

    Where the threshold is met only after placing, the second day lies in the past and the first
    counts alone (A23).
    """
    verdict = _measure(case, entry, Chapter.SAFETY_SECURITY)
    if not verdict.owed:
        return verdict
    dues: list[tuple[Due, str]] = []
    submitted, placed = case.facts.notification_submitted_on, case.facts.union_market_date
    if submitted is not None:
        after = deadlines.count(
            FRAMEWORK_AFTER_NOTIFICATION, submitted, case.working_days, act=False
        )
        dues.append((after, "cop-ss-1.1-after-notification"))
    if _is_late_threshold(case):
        told = " The threshold was met after placing: four weeks after the notification (A23)."
        verdict = replace(verdict, because=verdict.because + told, doubts=(*verdict.doubts, "A23"))
    elif placed is not None and not case.legacy.answer:
        before = deadlines.count(
            FRAMEWORK_BEFORE_PLACING, placed, case.working_days, backwards=True, act=False
        )
        dues.append((before, "cop-ss-1.1-before-placing"))
    if not dues:
        return verdict
    due, clock = min(dues, key=lambda pair: pair[0].strict)
    return _dated(case, Chapter.SAFETY_SECURITY, verdict, due, clock)


def _measure(case: Case, entry: Entry, chapter: Chapter) -> Verdict:
    """Judge whether a measure is owed and since when, without its last day."""
    signed = case.signed(chapter)
    conditions = (signed, case.is_provider, *_addresses(case, chapter))
    failed = unmet(_REACHES[chapter], *conditions)
    if failed is not None:
        voluntary = chapter is Chapter.SAFETY_SECURITY and signed.answer and failed.owed is False
        return _voluntary(failed) if voluntary else failed
    is_systemic = chapter is Chapter.SAFETY_SECURITY
    start = case.systemic_risk.since if is_systemic else case.facts.union_market_date
    applies_from = None
    if start is not None:
        begins = (entry.applies_from or CHAPTER_V_APPLIES, signed.since or start)
        applies_from = max(start, *begins)
    small = is_systemic and case.facts.provider.size in _SMALL
    return Verdict(
        owed=True,
        because=f"{signed.because} {_REACHES[chapter]} {_since(case, applies_from)}",
        applies_from=applies_from,
        enforceable_from=entry.enforceable_from,
        missing=() if start else ("threshold_known_on",),
        doubts=(*doubts_of(*conditions), *(("A24",) if small else ())),
    )


_REACHES = {
    Chapter.TRANSPARENCY: (
        "It addresses the models of signatories that the open-source exemption does not free."
    ),
    Chapter.COPYRIGHT: (
        "It addresses every general-purpose AI model of signatories, open source or not."
    ),
    Chapter.SAFETY_SECURITY: "It addresses the models of signatories that carry systemic risk.",
}


def _addresses(case: Case, chapter: Chapter) -> tuple[Answer, ...]:
    """Return the conditions on the model under which a chapter addresses it."""
    if chapter is Chapter.SAFETY_SECURITY:
        return (case.systemic_risk,)
    if chapter is Chapter.TRANSPARENCY:
        return (case.general_purpose, case.not_exempt, case.placed)
    return (case.general_purpose, case.placed)


def _voluntary(failed: Verdict) -> Verdict:
    told = (
        " Signing the chapter without such a model is voluntary (AI Act, Art. 56(7); Guidelines, "
        "para. 94)."
    )
    return replace(failed, because=failed.because + told)


def _since(case: Case, applies_from: date | None) -> str:
    """Say since when a measure applies; the Code gives legacy models no extra time of its own."""
    if applies_from is None:
        return "Since when is not known."
    told = "It will apply" if applies_from > case.on else "It applies"
    told = f"{told} from {long_date(applies_from)}, the latest of signature and what it refers to."
    if case.legacy.answer:
        told += (
            f" The obligations it helps to meet bind this model from {long_date(LEGACY_COMPLIES)}."
        )
    return told


def _is_late_threshold(case: Case) -> bool:
    known, placed = case.facts.threshold_known_on, case.facts.union_market_date
    return known is not None and placed is not None and known > placed


def _dated(
    case: Case, chapter: Chapter, verdict: Verdict, due: Due | None, clock: str | None
) -> Verdict:
    """Add a last day and its clock, unless the chapter was signed only after that day."""
    if due is None:
        missing = tuple(dict.fromkeys((*verdict.missing, *case.placed.missing)))
        return replace(verdict, missing=missing)
    signed_on = case.signed(chapter).since
    if signed_on is not None and signed_on > due.strict:
        told = " Its moment had passed when the chapter was signed: have it in place now."
        return replace(verdict, because=verdict.because + told)
    return replace(verdict, due=due, clock=clock)
