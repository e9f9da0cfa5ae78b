"""One month as a calendar: weeks from Monday, each day with what falls due on it."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from obligations.catalogue.loader import catalogue
from obligations.catalogue.records import FixedDate
from obligations.models import Deadline, Duty
from obligations.queries.office_days import OfficeDay
from obligations.queries.timeline import fixed_dates

MONDAY_FIRST = Calendar(firstweekday=0)
FIRST_YEAR, LAST_YEAR = 2024, 2037


@dataclass(frozen=True, slots=True)
class Month:
    """A month, with the days of the weeks it touches."""

    first: date

    @property
    def weeks(self) -> list[list[date]]:
        """Its weeks, from Monday to Sunday, with the days of the months beside it."""
        return MONDAY_FIRST.monthdatescalendar(self.first.year, self.first.month)

    @property
    def first_day(self) -> date:
        """The first day shown."""
        return self.weeks[0][0]

    @property
    def last_day(self) -> date:
        """The last day shown."""
        return self.weeks[-1][-1]

    @property
    def before(self) -> date | None:
        """The month before, unless the calendar begins with this one."""
        day = (self.first - timedelta(days=1)).replace(day=1)
        return day if day.year >= FIRST_YEAR else None

    @property
    def after(self) -> date | None:
        """The month after, unless the calendar ends with this one."""
        day = (self.first + timedelta(days=32)).replace(day=1)
        return day if day.year <= LAST_YEAR else None


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: what falls due, what the texts set for all, whether the Commission works.

    ``targets`` are the duties that the provider itself means to hand in by that day; ``office``
    is what a reviewer is concerned with.
    """

    day: date
    is_of_month: bool
    is_today: bool
    is_working: bool
    deadlines: Sequence[Deadline]
    fixed: Sequence[FixedDate]
    targets: Sequence[Duty]
    office: Sequence[OfficeDay]


@dataclass(frozen=True, slots=True)
class Filled:
    """A month with its days filled in: how many last days it has, and how many own targets."""

    month: Month
    weeks: Sequence[Sequence[Cell]]
    count: int
    targets_count: int


def month(asked: str, today: date) -> Month:
    """Read which month is asked for (``2026-12``); the present one for anything else."""
    try:
        first = date.fromisoformat(f"{asked}-01")
    except ValueError:
        first = today.replace(day=1)
    return Month(first if FIRST_YEAR <= first.year <= LAST_YEAR else today.replace(day=1))


def filled(
    shown: Month,
    rows: Iterable[Deadline],
    today: date,
    targets: Iterable[Duty] = (),
    office: Iterable[OfficeDay] = (),
) -> Filled:
    """Put deadlines, fixed dates, own targets and a reviewer's days on the days of a month."""
    due: dict[date, list[Deadline]] = defaultdict(list)
    for row in rows:
        due[row.due_on].append(row)
    own: dict[date | None, list[Duty]] = defaultdict(list)
    for duty in targets:
        own[duty.target_on].append(duty)
    asked: dict[date, list[OfficeDay]] = defaultdict(list)
    for one_day in office:
        asked[one_day.day].append(one_day)
    fixed: dict[date, list[FixedDate]] = defaultdict(list)
    for one in fixed_dates(shown.first_day, shown.last_day):
        fixed[one.day].append(one)
    working = catalogue().working_days()
    weeks = [
        [
            Cell(
                day,
                day.month == shown.first.month,
                day == today,
                working.is_working(day),
                due[day],
                fixed[day],
                own[day],
                asked[day],
            )
            for day in week
        ]
        for week in shown.weeks
    ]
    of_month = [cell for week in weeks for cell in week if cell.is_of_month]
    count = sum(len(cell.deadlines) for cell in of_month)
    return Filled(shown, weeks, count, sum(len(cell.targets) for cell in of_month))
