"""The two weeks of Art. 52(1): from which day they run, and their last day.

Sources: AI Act, Arts. 52(1), 111(3) and 113(b); Guidelines, para. 112.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from obligations.law import deadlines
from obligations.law.milestones import CHAPTER_V_APPLIES, LEGACY_COMPLIES
from obligations.law.periods import WorkingDays
from obligations.law.rules.verdicts import LEGACY_DUE
from obligations.law.terms import Clock, Due, Period, Truth
from obligations.law.wording import long_date

CLOCK = "aia-52-1-notification"
LEGACY_ADVICE = (
    "Whether this waits until then for a model placed before 2 August 2025 is open (A11): consider "
    "notifying early."
)
PLACING_UNKNOWN = (
    f"Had the model been placed before {long_date(CHAPTER_V_APPLIES)}, "
    f"{long_date(LEGACY_COMPLIES)} would be the outer limit (A11)."
)


@dataclass(frozen=True, slots=True)
class TwoWeeks:
    """The day from which they run, and their last day.

    ``legacy`` says whether the model was placed before 2 August 2025. If so, the last day is that
    of Art. 111(3) unless the two weeks end after it, and whether the notification may wait for it
    is open (A11).
    """

    runs_from: date
    due: Due
    legacy: Truth

    @property
    def is_outer_limit(self) -> bool:
        """Whether the last day is that of Art. 111(3)."""
        return bool(self.legacy) and self.due == LEGACY_DUE

    @property
    def doubt(self) -> str:
        """What A11 leaves open about the last day, in one sentence; empty where it does not."""
        if self.legacy is None:
            return PLACING_UNKNOWN if self.due.strict < LEGACY_DUE.strict else ""
        return LEGACY_ADVICE if self.is_outer_limit else ""


def count(known_on: date, period: Period, working_days: WorkingDays, *, legacy: Truth) -> TwoWeeks:
    """Count them from the day the condition was met, or it became known that it will be.

    What was known before runs from the day Chapter V began to apply. ``legacy`` says whether the
    model was placed before 2 August 2025. Then Art. 111(3) may give the provider until 2 August
    2027, which is the outer limit (A11); two weeks that end later give their own last day. Where
    it is not known, the earlier day counts.
    """
    begins = max(known_on, CHAPTER_V_APPLIES)
    due = deadlines.count(period, begins, working_days, act=True)
    if legacy and due.strict <= LEGACY_DUE.strict:
        due = LEGACY_DUE
    return TwoWeeks(begins, due, legacy)


def by_clock(known_on: date, clock: Clock, working_days: WorkingDays, *, legacy: Truth) -> TwoWeeks:
    """Count them by the catalogue's clock; ValueError where it gives no number of days."""
    if clock.length is None:
        raise ValueError(f"{clock.title}: the text gives no number of days ({clock.cite}).")
    return count(known_on, clock.length, working_days, legacy=legacy)
