"""The clocks of a serious incident, counted: Measure 9.3, rows DL-20 to DL-25."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from obligations.law import deadlines
from obligations.law.deadlines import brussels_day
from obligations.law.incidents import (
    CLOCK_OF,
    FINAL_CLOCK,
    INTERMEDIATE_CLOCK,
    NAMES,
    IncidentClass,
    Record,
    Stage,
    Submitted,
    days,
    shortest,
)
from obligations.law.periods import WorkingDays
from obligations.law.terms import Clock, Due
from obligations.law.wording import listed, weekday_date

Clocks = Mapping[str, Clock]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentClock:
    """One clock of an incident; ``done_on`` is the day on which the report went out."""

    clock: str
    stage: Stage
    title: str
    event_on: date
    due: Due
    cite: str
    done_on: date | None = None
    doubts: tuple[str, ...] = ()


def clocks(record: Record, known: Clocks, working_days: WorkingDays) -> tuple[IncidentClock, ...]:
    """Give every clock that an incident runs or ran, in the order of its reports.

    None runs for a near miss, for what was found to be no serious incident, and for an incident
    told in the reports of an earlier one, whose clocks govern (SSC-9.3g).
    """
    if record.is_near_miss or not record.is_serious or record.bundled_into is not None:
        return ()
    return (
        *_initial(record, known, working_days),
        *_intermediate(record, known, working_days),
        *_final(record, known, working_days),
    )


def by_class(
    record: Record, known: Clocks, working_days: WorkingDays
) -> dict[IncidentClass, Due | None]:
    """Give the day that each class would set for the first report; None while unaware."""
    on = None if record.aware_at is None else brussels_day(record.aware_at)
    return {
        one: None if on is None else deadlines.due(known[CLOCK_OF[one]], on, working_days)
        for one in IncidentClass
    }


def initial_due(record: Record, known: Clocks, working_days: WorkingDays) -> Due | None:
    """Give the last day of the first report, whoever tells it; None while unaware."""
    if record.aware_at is None:
        return None
    clock = shortest(record.deciding_classes, known)
    return deadlines.due(clock, brussels_day(record.aware_at), working_days)


def _initial(record: Record, known: Clocks, working_days: WorkingDays) -> list[IncidentClock]:
    due = initial_due(record, known, working_days)
    if due is None or record.aware_at is None:
        return []
    classes = record.deciding_classes
    clock = shortest(classes, known)
    told = _told(classes, clock, record, known, working_days)
    sent = record.report(Stage.INITIAL)
    return [
        IncidentClock(
            clock=clock.key,
            stage=Stage.INITIAL,
            title=clock.title if classes else "Initial report: not classified yet",
            event_on=brussels_day(record.aware_at),
            due=replace(due, because=f"{due.because} {told}"),
            cite=clock.cite,
            done_on=sent.on if sent else None,
            doubts=deadlines.doubts(clock),
        )
    ]


def _told(
    classes: tuple[IncidentClass, ...],
    clock: Clock,
    record: Record,
    known: Clocks,
    working_days: WorkingDays,
) -> str:
    """Say which class decided, and what the others alone would give (A9)."""
    if not classes:
        return (
            f"It is not classified yet and may belong to any class, so the shortest period "
            f"counts, {clock.length}."
        )
    days_of = by_class(record, known, working_days)
    deciding = [one for one in classes if CLOCK_OF[one] == clock.key]
    told = f"It counts for {listed(NAMES[one] for one in deciding)}: {clock.length}."
    others = [one for one in classes if CLOCK_OF[one] != clock.key]
    if not others:
        return told
    alone = listed(
        f"{NAMES[one]}, {weekday_date(due.strict)}"
        for one in sorted(others, key=lambda name: days(known[CLOCK_OF[name]]))
        if (due := days_of[one]) is not None
    )
    return f"{told} Of several classes the shortest clock counts (A9); alone: {alone}."


def _intermediate(record: Record, known: Clocks, working_days: WorkingDays) -> list[IncidentClock]:
    """Run four weeks from each report while the incident is unresolved (A33).

    A clock that ran out before the resolution stays until the final report stops it: it was missed.
    """
    clock, found = known[INTERMEDIATE_CLOCK], []
    anchors = [one for one in record.reports if one.stage is not Stage.FINAL]
    for number, (sent, following) in enumerate(_pairs(record.reports, anchors), start=1):
        due = deadlines.due(clock, sent.on, working_days)
        resolved = None if record.resolved_at is None else brussels_day(record.resolved_at)
        is_moot = (
            resolved is not None
            and resolved <= due.strict
            and (following is None or following.stage is Stage.FINAL)
        )
        if is_moot:
            continue
        told = (
            "At least every four weeks while unresolved, counted anew from each report (A33); "
            f"here from the {sent.stage} one."
        )
        found.append(
            IncidentClock(
                clock=clock.key,
                stage=Stage.INTERMEDIATE,
                title=f"{clock.title} {number}",
                event_on=sent.on,
                due=replace(due, because=f"{due.because} {told}"),
                cite=clock.cite,
                done_on=following.on if following else None,
                doubts=deadlines.doubts(clock),
            )
        )
    return found


def _pairs(
    reports: tuple[Submitted, ...], anchors: list[Submitted]
) -> list[tuple[Submitted, Submitted | None]]:
    """Pair each report with the one that followed it."""
    following = reports[1:]
    return list(zip_longest(anchors, following[: len(anchors)]))


def _final(record: Record, known: Clocks, working_days: WorkingDays) -> list[IncidentClock]:
    if record.resolved_at is None:
        return []
    clock, sent = known[FINAL_CLOCK], record.report(Stage.FINAL)
    on = brussels_day(record.resolved_at)
    return [
        IncidentClock(
            clock=clock.key,
            stage=Stage.FINAL,
            title=clock.title,
            event_on=on,
            due=deadlines.due(clock, on, working_days),
            cite=clock.cite,
            done_on=sent.on if sent else None,
            doubts=deadlines.doubts(clock),
        )
    ]
