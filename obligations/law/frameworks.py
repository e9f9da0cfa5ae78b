"""Clocks of the Safety and Security Framework: DL-10 to DL-14, DL-27, DL-29, and A23."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from obligations.law import deadlines
from obligations.law.periods import WorkingDays
from obligations.law.terms import Answer, Clock, Due
from obligations.law.wording import long_date, lowered, weekday_date

Clocks = Mapping[str, Clock]

AFTER_NOTIFICATION = "cop-ss-1.1-after-notification"
BEFORE_PLACING = "cop-ss-1.1-before-placing"
FIRST_ASSESSMENT = "cop-ss-1.3-first-assessment"
NEXT_ASSESSMENT = "cop-ss-1.3-assessment"
GIVEN = "cop-ss-1.4-notification"
ACCESS_CHECK = "cop-ss-app-4.3-1-access-check"
PUBLICATION = "cop-ss-3.5-publication"
CITE_CONFIRMED = "Code of Practice, Safety and Security, Measure 1.1"
# Models placed before the first day have until the second (Art. 111(3)).
CHAPTER_APPLIES = date(2025, 8, 2)
LEGACY_UNTIL = date(2027, 8, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyClock:
    """One clock; ``done_on`` is the day on which what it asks was done."""

    clock: str
    title: str
    event_on: date
    due: Due
    cite: str
    done_on: date | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notified:
    """What decides by when a Framework is confirmed for one model; None is not known.

    ``placed_on`` may lie ahead: it is then the planned placing.
    """

    notified_on: date | None = None
    placed_on: date | None = None
    threshold_on: date | None = None
    confirmed_on: date | None = None


def run(
    key: str,
    event: date,
    known: Clocks,
    working_days: WorkingDays,
    *,
    done_on: date | None = None,
    told: str = "",
    title: str = "",
) -> SafetyClock:
    """Count one named clock from an event."""
    clock = known[key]
    due = deadlines.due(clock, event, working_days)
    return SafetyClock(
        clock=key,
        title=title or clock.title,
        event_on=event,
        due=replace(due, because=f"{due.because} {told}".strip()),
        cite=clock.cite,
        done_on=done_on,
        doubts=deadlines.doubts(clock),
    )


def from_placing(
    key: str,
    placed_on: date,
    known: Clocks,
    working_days: WorkingDays,
    *,
    done_on: date | None = None,
    title: str = "",
) -> SafetyClock:
    """Count a clock from placing; for a model placed before 2 August 2025 Art. 111(3) decides."""
    if placed_on >= CHAPTER_APPLIES:
        return run(key, placed_on, known, working_days, done_on=done_on, title=title)
    because = (
        f"The model was placed on {long_date(placed_on)}, before Chapter V applied: its provider "
        f"has until {weekday_date(LEGACY_UNTIL)} (Art. 111(3))."
    )
    clock = known[key]
    return SafetyClock(
        clock=key,
        title=title or clock.title,
        event_on=placed_on,
        due=deadlines.fixed(LEGACY_UNTIL, because),
        cite=f"{clock.cite}; AI Act, Art. 111(3)",
        done_on=done_on,
        doubts=("A11",),
    )


def is_after_placing(found: Notified) -> Answer:
    """Say whether the threshold was met only after placing, so that two weeks before are gone."""
    if found.threshold_on is None or found.placed_on is None:
        because = "It is not known which came first, the threshold or the placing."
        missing = tuple(
            name
            for name, day in (
                ("threshold_known_on", found.threshold_on),
                ("union_market_date", found.placed_on),
            )
            if day is None
        )
        return Answer(answer=None, because=because, cite=CITE_CONFIRMED, missing=missing)
    after = found.threshold_on > found.placed_on
    because = (
        f"The threshold was met on {long_date(found.threshold_on)}, "
        f"{'after' if after else 'not after'} the placing on {long_date(found.placed_on)}."
    )
    return Answer(answer=after, because=because, cite=CITE_CONFIRMED, doubts=("A23",))


def confirmation(
    found: Notified, known: Clocks, working_days: WorkingDays
) -> tuple[SafetyClock | None, str]:
    """Give the clock by which the Framework is confirmed (DL-12), and why, or why there is none.

    It is the earlier of four weeks after the notification and two weeks before placing; where the
    threshold was met after placing, only the four weeks remain (A23).
    """
    after_placing = is_after_placing(found)
    candidates = []
    if found.notified_on is not None:
        candidates.append(run(AFTER_NOTIFICATION, found.notified_on, known, working_days))
    if found.placed_on is not None and not after_placing.answer:
        candidates.append(from_placing(BEFORE_PLACING, found.placed_on, known, working_days))
    if not candidates:
        if after_placing.answer:
            why = "Only the four weeks after the notification count (A23), and none is recorded."
            return None, f"{after_placing.because} {why}"
        return None, "Neither a notification nor a placing is recorded: no day can be counted."
    first = min(candidates, key=lambda one: one.due.strict)
    told = _told(first, candidates, found, after_placing)
    due = replace(first.due, because=f"{first.due.because} {told}".strip())
    chosen = replace(first, title="Framework is confirmed", due=due, done_on=found.confirmed_on)
    return chosen, due.because


def _told(
    first: SafetyClock, candidates: Sequence[SafetyClock], found: Notified, after_placing: Answer
) -> str:
    if after_placing.answer:
        return f"{after_placing.because} So only the four weeks after the notification count (A23)."
    others = [one for one in candidates if one is not first]
    if others:
        other = others[0]
        return (
            f"The earlier of two days counts; {lowered(other.title)}, it would be "
            f"{weekday_date(other.due.strict)}."
        )
    if found.notified_on is None:
        return "No notification is recorded; once it is, four weeks from it count too."
    return "No placing is recorded; once it is planned, two weeks before it count too."


def given(
    confirmed_on: date, provided_on: date | None, known: Clocks, working_days: WorkingDays
) -> SafetyClock:
    """Give the five business days from a confirmation to the AI Office's access (DL-13)."""
    return run(GIVEN, confirmed_on, known, working_days, done_on=provided_on)


def assessments(
    placed_on: date | None, assessed: Sequence[date], known: Clocks, working_days: WorkingDays
) -> list[SafetyClock]:
    """Give every twelve months from placing, then from each assessment (DL-14).

    ``placed_on`` is the first placing that happened of a model concerned; ``assessed`` the days of
    assessments. Grounds may ask for one sooner, without a number of days.
    """
    if placed_on is None:
        return []
    done = sorted(one for one in assessed if one >= placed_on)
    sooner = "Reasonable grounds ask for one sooner."
    found = [
        from_placing(
            FIRST_ASSESSMENT, placed_on, known, working_days, done_on=done[0] if done else None
        )
    ]
    for this, following in zip_longest(done, done[1:]):
        found.append(
            run(NEXT_ASSESSMENT, this, known, working_days, done_on=following, told=sooner)
        )
    return found


def access_checks(
    checked: Sequence[date], known: Clocks, working_days: WorkingDays
) -> list[SafetyClock]:
    """Give six months from each check of who has access to parameters (DL-29)."""
    days = sorted(checked)
    return [
        run(ACCESS_CHECK, this, known, working_days, done_on=following)
        for this, following in zip_longest(days, days[1:])
    ]


def publication(
    known_on: date, published_on: date | None, known: Clocks, working_days: WorkingDays
) -> SafetyClock:
    """Give the longest time for which findings may be held back (DL-27)."""
    return run(PUBLICATION, known_on, known, working_days, done_on=published_on)
