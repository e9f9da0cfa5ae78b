"""Incidents of one's own high-risk AI systems: a second record with its own clocks (A26, A31)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from obligations.law import deadlines
from obligations.law.incidents import IncidentClass
from obligations.law.periods import WorkingDays
from obligations.law.terms import Due, Period, Unit
from obligations.law.wording import long_date

CITE = "AI Act, Arts. 73 and 75(1a)"
DOUBTS = ("A26", "A31")


class HighRisk(StrEnum):
    """Whether a high-risk system of the provider, built on its own model, is concerned."""

    UNKNOWN = "unknown"
    NO = "no"
    ANNEX_III = "annex-iii"
    ANNEX_I = "annex-i"


# The rules for high-risk systems, which Art. 73 presupposes, start on these days (Art. 113).
STARTS = {HighRisk.ANNEX_III: date(2027, 12, 2), HighRisk.ANNEX_I: date(2028, 8, 2)}

# Art. 73(2) to (4). There is no tier of five days.
PERIODS = {
    IncidentClass.CRITICAL_INFRASTRUCTURE: Period(2, Unit.DAYS),
    IncidentClass.DEATH: Period(10, Unit.DAYS),
}
GENERAL = Period(15, Unit.DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondReport:
    """What a second report would be about; ``due`` is empty while its clocks are inactive."""

    is_active: bool
    starts_on: date
    because: str
    cite: str = CITE
    due: Due | None = None


def second_report(
    concerns: HighRisk,
    classes: tuple[IncidentClass, ...],
    aware_on: date,
    working_days: WorkingDays,
) -> SecondReport | None:
    """Say what Art. 73 adds for a system of the provider's own; None where none is concerned.

    Before the high-risk rules start, its clocks are inactive (A31), and the note says so.
    """
    starts_on = STARTS.get(concerns)
    if starts_on is None:
        return None
    if aware_on < starts_on:
        return SecondReport(
            is_active=False,
            starts_on=starts_on,
            because="An incident of your own high-risk system is a second record with clocks of "
            f"its own. They are inactive before {long_date(starts_on)}, when the rules for this "
            "kind of system start; the reports on the model are owed regardless.",
        )
    period = min((PERIODS.get(one, GENERAL) for one in classes), key=_days, default=GENERAL)
    return SecondReport(
        is_active=True,
        starts_on=starts_on,
        because=f"A second report is due within {period} under Art. 73, to the authority that "
        "supervises the system. It is separate from the reports on the model.",
        due=deadlines.count(period, aware_on, working_days, act=True),
    )


def _days(period: Period) -> int:
    return period.count
