"""The two weeks of Art. 52(1): from which day they run, and their last day.

Sources: AI Act, Arts. 52(1), 111(3) and 113(b); Guidelines, para. 112.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from obligations.law import deadlines
from obligations.law.milestones import CHAPTER_V_APPLIES
from obligations.law.periods import WorkingDays
from obligations.law.rules.verdicts import LEGACY_DUE
from obligations.law.terms import Clock, Due, Truth

CLOCK = "aia-52-1-notification"
LEGACY_ADVICE = (
    "Whether this waits until then for a model placed before 2 August 2025 is open (A11): consider "
    "notifying early."
)


@dataclass(frozen=True, slots=True)
class TwoWeeks:
    """The day from which they run, and their last day.

    ``is_outer_limit`` says that the last day is that of Art. 111(3), and whether the notification
    may wait for it is open (A11).
    """

    runs_from: date
    due: Due
    is_outer_limit: bool


def runs_from(known_on: date) -> date:
    """Give the day from which they run: what was known before, when Chapter V began to apply."""
    return max(known_on, CHAPTER_V_APPLIES)


def count(known_on: date, clock: Clock, working_days: WorkingDays, *, legacy: Truth) -> TwoWeeks:
    """Count them from the day the condition was met, or it became known that it will be.

    ``legacy`` says whether the model was placed before 2 August 2025. Then Art. 111(3) may give
    the provider until 2 August 2027, which is the outer limit (A11); where it is not known, the
    earlier day counts.
    """
    begins = runs_from(known_on)
    due = LEGACY_DUE if legacy else deadlines.due(clock, begins, working_days)
    return TwoWeeks(begins, due, is_outer_limit=bool(legacy))
