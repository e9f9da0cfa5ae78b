"""Article 52: notification of systemic risk, and the rights to rebut and to reassessment."""

from __future__ import annotations

from datetime import date

from obligations.law import periods
from obligations.law.case import Case
from obligations.law.milestones import CHAPTER_V_APPLIES, LEGACY_COMPLIES
from obligations.law.rules import notification, two_weeks
from obligations.law.rules.notification import RESTS, Ground, on_day
from obligations.law.rules.registry import Verdict, length, rule
from obligations.law.rules.two_weeks import TwoWeeks
from obligations.law.rules.verdicts import LEGACY_DUE
from obligations.law.terms import Due, Entry, Period, Unit
from obligations.law.wording import long_date

NOTIFICATION = Period(2, Unit.WEEKS)
REASSESSMENT = Period(6, Unit.MONTHS)


@rule(
    "systemic-risk-notification",
    cite="AI Act, Art. 52(1); Guidelines, paras. 29 to 31",
    within=None,
)
def notifies_systemic_risk(case: Case, entry: Entry) -> Verdict:
    """Fall due two weeks after the threshold is met, or it became known that it will be.

    For models that were over it already, the two weeks began when Chapter V applied (Guidelines,
    para. 112). No exemption reaches it.
    """
    failed = notification.unmet(case)
    ground = notification.ground(case)
    if failed is not None and failed.owed is False:
        return failed
    if ground.owed is False:
        return Verdict(owed=False, because=f"{RESTS} {ground.because}", doubts=ground.doubts)
    if failed is not None or ground.owed is None:
        return _undecided(ground, failed)
    weeks = _weeks(case, entry, ground)
    if case.legacy.answer and (weeks is None or weeks.is_outer_limit):
        # The outer limit stands whether or not the day is recorded from which they run.
        due = weeks.due if weeks else LEGACY_DUE
        return Verdict(
            owed=True,
            because=(
                f"{ground.because} {case.legacy.because} {two_weeks.LEGACY_ADVICE}"
                f"{_submitted_told(case, due)}"
            ),
            applies_from=LEGACY_COMPLIES,
            enforceable_from=LEGACY_COMPLIES,
            due=due,
            done_on=_done_on(case),
            doubts=(*ground.doubts, "A11"),
            clock=two_weeks.CLOCK,
        )
    return _within(weeks, case, entry, ground)


def _weeks(case: Case, entry: Entry, ground: Ground) -> TwoWeeks | None:
    """Count them by the entry's own period; None where no day is recorded to count from."""
    if ground.event is None:
        return None
    period, legacy = length(entry, NOTIFICATION), case.legacy.answer
    return two_weeks.count(ground.event, period, case.working_days, legacy=legacy)


def _enforceable_from(case: Case, entry: Entry) -> date | None:
    if case.legacy.answer is None:
        return None
    return LEGACY_COMPLIES if case.legacy.answer else entry.enforceable_from


def _within(weeks: TwoWeeks | None, case: Case, entry: Entry, ground: Ground) -> Verdict:
    due, because = weeks.due if weeks else None, ground.because
    if weeks is None:
        period = _said(length(entry, NOTIFICATION))
        because += f" The {period} run from the day that became known, which is not recorded."
    doubts = ground.doubts
    if case.legacy.answer is None and (weeks is None or weeks.doubt):
        because += f" {two_weeks.PLACING_UNKNOWN}"
        doubts = (*doubts, "A11")
    return Verdict(
        owed=True,
        because=because + _submitted_told(case, due),
        applies_from=weeks.runs_from if weeks else None,
        enforceable_from=_enforceable_from(case, entry),
        due=due,
        done_on=_done_on(case),
        missing=(*ground.missing, *case.legacy.missing),
        doubts=doubts,
        clock=two_weeks.CLOCK,
    )


def _said(period: Period) -> str:
    return "two weeks" if period == NOTIFICATION else str(period)


def _undecided(ground: Ground, failed: Verdict | None) -> Verdict:
    """Join what is open about the ground and about the model or its provider."""
    if failed is None:
        failed = Verdict(owed=None, because=RESTS)
    missing = ground.missing if ground.owed is None else ()
    return Verdict(
        owed=None,
        because=f"{failed.because} {ground.because}",
        missing=tuple(dict.fromkeys((*missing, *failed.missing))),
        doubts=tuple(dict.fromkeys((*ground.doubts, *failed.doubts))),
        clock=two_weeks.CLOCK,
    )


def _done_on(case: Case) -> date | None:
    """Say when this was notified; what came before an accepted rebuttal ended with it."""
    submitted, accepted = case.facts.notification_submitted_on, case.facts.rebuttal_accepted_on
    if submitted is None or submitted > case.on:
        return None
    is_past = accepted is not None and submitted <= accepted <= case.on
    return None if is_past else submitted


def _submitted_told(case: Case, due: Due | None) -> str:
    submitted = _done_on(case)
    if submitted is None:
        return ""
    late = due is not None and submitted > due.strict
    return f" It was submitted{on_day(submitted)}{', after the last day' if late else ''}."


@rule("rebuttal-right", cite="AI Act, Art. 52(2); Guidelines, paras. 32 to 40", within=None)
def may_rebut(case: Case, entry: Entry) -> Verdict:
    """Say until when arguments can be presented; a right is never owed."""
    notified = _done_on(case)
    told = (
        "A right, not a duty: arguments that the model carries no systemic risk are presented "
        "together with the notification. Mitigations are no valid ground, and nothing is suspended."
    )
    if notified is not None:
        told += f" The notification was submitted{on_day(notified)}, and the moment went with it."
    else:
        notification = notifies_systemic_risk(case, entry)
        if notification.owed is False:
            told += " No notification is owed, so there is nothing to rebut."
        elif notification.owed is None:
            told += " Whether a notification is owed is open."
        elif notification.due is None:
            told += " The day by which the notification is owed is not known."
        else:
            told += f" That is at the latest{on_day(notification.due.strict)}."
    return Verdict(owed=False, because=told, clock="aia-52-2-rebuttal")


@rule("reassessment-right", cite="AI Act, Art. 52(5); Guidelines, para. 45")
def may_ask_for_reassessment(case: Case, entry: Entry) -> Verdict:
    """Say from when a designated provider may ask for reassessment; a right is never owed."""
    facts, clock = case.facts, "aia-52-5-reassessment"
    told = "A right, not a duty: a designated provider may ask for reassessment."
    designated = facts.designated_on
    if designated is None or designated > case.on:
        return Verdict(owed=False, because=f"{told} No designation is recorded.", clock=clock)
    if facts.designation_basis == "52(1)":
        told += " Art. 52(5) speaks of designations under Art. 52(4), not of a failure to notify."
        return Verdict(owed=False, because=told, clock=clock)
    earliest = periods.strict_end(designated, REASSESSMENT)
    told += (
        f" Not before {long_date(earliest)}, six months after the designation, and again six "
        "months after each decision that maintains it; with objective, detailed and new reasons."
    )
    if facts.designation_basis is None:
        told += " This holds if the designation rests on Art. 52(4), which is not recorded."
    return Verdict(owed=False, because=told, clock=clock)


@rule("re-notification", cite="Guidelines, para. 40")
def notifies_again(case: Case, entry: Entry) -> Verdict:
    """Rest on a provider whose rebuttal was accepted, for as long as the acceptance stands."""
    facts, accepted = case.facts, case.facts.rebuttal_accepted_on
    if accepted is None or accepted > case.on:
        return Verdict(owed=False, because="No accepted rebuttal is recorded.")
    later = (facts.rebuttal_rejected_on, facts.designated_on)
    if any(day is not None and accepted < day <= case.on for day in later):
        because = f"The acceptance{on_day(accepted)} was followed by a decision to the contrary."
        return Verdict(owed=False, because=because)
    because = (
        f"The rebuttal was accepted{on_day(accepted)}: a substantial change in the facts, or an "
        "incomplete or wrong basis of the decision, must be notified again. No number of days is "
        "given: treat it as without delay."
    )
    applies_from = max(accepted, entry.applies_from or CHAPTER_V_APPLIES)
    return Verdict(
        owed=True,
        because=because,
        applies_from=applies_from,
        enforceable_from=entry.enforceable_from,
    )
