"""What rules share: conditions that must all hold, and the dates a duty carries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from obligations.law import deadlines
from obligations.law.case import Case
from obligations.law.milestones import CHAPTER_V_APPLIES, LEGACY_COMPLIES
from obligations.law.rules.registry import Verdict
from obligations.law.terms import Answer, Due, Entry
from obligations.law.wording import long_date, weekday_date

LEGACY_DUE = deadlines.fixed(
    LEGACY_COMPLIES,
    f"Models placed before {long_date(CHAPTER_V_APPLIES)} comply by {long_date(LEGACY_COMPLIES)} "
    "(Art. 111(3)). A day the Act fixes does not move to a working day.",
)


def unmet(rests: str, *conditions: Answer) -> Verdict | None:
    """Return the verdict of conditions that do not all hold; None if they do.

    One no is enough for "not owed", whatever else is unknown. Without a no, one unknown leaves the
    question open, and all that is missing is named. ``rests`` says on whom the duty rests, so that
    a reason is understood without the text beside it.
    """
    for condition in conditions:
        if condition.answer is False:
            return Verdict(
                owed=False, because=f"{rests} {condition.because}", doubts=condition.doubts
            )
    unknown = [condition for condition in conditions if condition.answer is None]
    if not unknown:
        return None
    return Verdict(
        owed=None,
        because=" ".join(dict.fromkeys((rests, *(condition.because for condition in unknown)))),
        missing=_merged(condition.missing for condition in unknown),
        doubts=_merged(condition.doubts for condition in unknown),
    )


def doubts_of(*conditions: Answer) -> tuple[str, ...]:
    """Collect the open questions behind conditions that hold."""
    return _merged(condition.doubts for condition in conditions)


def _merged(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in groups for name in group))


def from_placing(case: Case, entry: Entry) -> tuple[date | None, date | None]:
    """Return since when a duty that begins with placing applies, and can be enforced."""
    placed = case.facts.union_market_date
    if case.legacy.answer or placed is None:
        late = LEGACY_COMPLIES if case.legacy.answer else None
        return late, late
    return max(placed, entry.applies_from or CHAPTER_V_APPLIES), entry.enforceable_from


def due_at_placing(case: Case) -> Due | None:
    """Return the day of placing as the last day; it never moves."""
    placed = case.facts.union_market_date
    if case.legacy.answer:
        return LEGACY_DUE
    if placed is None:
        return None
    because = f"Due when the model is placed on the Union market, {weekday_date(placed)}."
    return deadlines.fixed(placed, because)


def due_before_placing(case: Case) -> Due | None:
    """Return the day before placing as the last day; a day before never moves to a later one."""
    placed = case.facts.union_market_date
    if case.legacy.answer:
        return LEGACY_DUE
    if placed is None:
        return None
    because = (
        f"Due before the model is placed on the Union market on {weekday_date(placed)}: the last "
        "day is the day before, and it does not move."
    )
    return deadlines.fixed(placed - timedelta(days=1), because)


def clock_of(case: Case, entry: Entry, moment: str) -> str | None:
    """Name the entry's own clock for placing, or for the day before; a legacy model has neither."""
    key = f"{entry.key}-{moment}"
    return key if key in entry.clocks and not case.legacy.answer else None


def since_told(case: Case, applies_from: date | None) -> str:
    """Say since when a duty applies, and why a legacy model waits."""
    if case.legacy.answer:
        return f"{case.legacy.because}"
    if applies_from is None:
        return "Since when is not known."
    told = "will apply" if applies_from > case.on else "applies"
    return f"It {told} from {long_date(applies_from)}."
