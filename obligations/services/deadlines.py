"""Deadlines: opened and moved as rulings say, met and reopened as facts and assessments say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from obligations.law.deadlines import first_instant_after, flag
from obligations.law.terms import Ruling
from obligations.law.workflow import Claim, Decision
from obligations.models import Deadline, Duty
from obligations.services.scans import ScanReport, scan

__all__ = [
    "Moves",
    "ScanReport",
    "follow",
    "is_settled",
    "meet",
    "open_for",
    "reopen",
    "scan",
    "settle",
]

# Handing in meets a deadline where the provider claims that what the clock asked was done.
SETTLING_CLAIMS = frozenset({Claim.FULFILLED, Claim.NOT_APPLICABLE})
SETTLING_DECISIONS = frozenset({Decision.AWAITING, Decision.ACCEPTED})
# A day that no clock counted to, such as the day of placing itself.
NO_CLOCK = "fixed"
WORDING = ("title", "rolled_on", "is_provisional", "because", "cite")
PROGRESS = ("done_on", "met_at", "flag", "next_check_at")


@dataclass(frozen=True, slots=True)
class Moves:
    """What following the rulings did to the deadlines of some duties."""

    opened: tuple[Deadline, ...] = ()
    cancelled: tuple[Deadline, ...] = ()
    done: tuple[Deadline, ...] = ()

    @property
    def duties(self) -> frozenset[UUID]:
        """Name the duties of which a last day moved, or was met or not by what facts now say."""
        rows = (*self.opened, *self.cancelled, *self.done)
        return frozenset(row.duty_id for row in rows if row.duty_id)

    def __bool__(self) -> bool:
        return bool(self.opened or self.cancelled or self.done)


def open_for(*, duty: Duty, ruling: Ruling, now: datetime) -> Deadline | None:
    """Make the duty's deadline agree with one ruling; return the deadline opened, if any."""
    opened = follow([(duty, ruling)], now=now).opened
    return opened[0] if opened else None


def follow(pairs: Sequence[tuple[Duty, Ruling | None]], *, now: datetime) -> Moves:
    """Make deadlines agree with rulings, in a constant number of statements.

    A duty without a ruling, or whose ruling sets no day, keeps no open deadline. A day that moved
    cancels the old deadline and opens a new one; both stay on record. Only what is owed has a
    deadline: while a fact is missing, a warning would assert what nobody knows.
    """
    latest = _latest([duty.pk for duty, _ in pairs])
    opened, cancelled, done, reworded = [], [], [], []
    for duty, ruling in pairs:
        wanted = _wanted(duty, ruling, now)
        kept = None
        for present in latest[duty.pk].values():
            if wanted and (present.clock, present.due_on) == (wanted.clock, wanted.due_on):
                kept = present
            elif present.met_at is None:
                cancelled.append(present)
        if wanted and kept is None:
            opened.append(wanted)
        elif wanted and kept:
            if _follow_done(kept, wanted):
                done.append(kept)
            if _follow_words(kept, wanted):
                reworded.append(kept)
    _write(opened, cancelled, [*done, *reworded], now)
    return Moves(tuple(opened), tuple(cancelled), tuple(done))


def _latest(duties: Iterable[UUID]) -> dict[UUID, dict[str, Deadline]]:
    """Find the last deadline of each clock that was not cancelled."""
    latest: dict[UUID, dict[str, Deadline]] = defaultdict(dict)
    rows = Deadline.objects.filter(duty__in=list(duties), cancelled_at=None)
    for row in rows.order_by("opened_at", "pk"):
        latest[row.duty_id][row.clock] = row
    return latest


def _wanted(duty: Duty, ruling: Ruling | None, now: datetime) -> Deadline | None:
    if ruling is None or ruling.due is None or ruling.owed is not True:
        return None
    due_at = first_instant_after(ruling.due.strict)
    name, next_check_at = flag(due_at, now)
    is_met = is_settled(duty) or ruling.done_on is not None
    return Deadline(
        provider_id=duty.provider_id,
        ai_model_id=duty.ai_model_id,
        duty=duty,
        clock=ruling.clock or NO_CLOCK,
        title=ruling.title,
        due_on=ruling.due.strict,
        due_at=due_at,
        rolled_on=ruling.due.rolled,
        is_provisional=ruling.due.provisional,
        because=ruling.due.because,
        cite=ruling.cite,
        flag=name,
        next_check_at=None if is_met else next_check_at,
        opened_at=now,
        done_on=ruling.done_on,
        met_at=now if is_met else None,
    )


def _follow_words(kept: Deadline, wanted: Deadline) -> bool:
    """Take over wording, and a rolled day that a newly published holiday list moved."""
    differing = [name for name in WORDING if getattr(kept, name) != getattr(wanted, name)]
    for name in differing:
        setattr(kept, name, getattr(wanted, name))
    return bool(differing)


def _follow_done(kept: Deadline, wanted: Deadline) -> bool:
    """Stop the clock where a fact says that it was done; start it again where none does now."""
    if kept.done_on == wanted.done_on:
        return False
    if (kept.met_at is None) is not (wanted.met_at is None):
        kept.met_at, kept.flag = wanted.met_at, wanted.flag
        kept.next_check_at = wanted.next_check_at
    kept.done_on = wanted.done_on
    return True


def _write(
    opened: list[Deadline], cancelled: list[Deadline], altered: list[Deadline], now: datetime
) -> None:
    # First cancel: a clock of a duty runs once.
    if cancelled:
        gone = Deadline.objects.filter(pk__in=[row.pk for row in cancelled])
        gone.update(cancelled_at=now, next_check_at=None)
    Deadline.objects.bulk_update(altered, [*WORDING, *PROGRESS], batch_size=500)
    Deadline.objects.bulk_create(opened, batch_size=500)


def is_settled(duty: Duty) -> bool:
    """Say whether what was handed in for the duty stops its clocks; a return starts them again."""
    return duty.claim in SETTLING_CLAIMS and duty.decision in SETTLING_DECISIONS


def meet(*, duty: Duty, now: datetime) -> int:
    """Stop the open clocks of a duty; return how many there were."""
    return _meet([duty.pk], now)


def reopen(*, duty: Duty, now: datetime) -> int:
    """Start the stopped clocks of a duty again, on their old last day; return how many."""
    return _reopen([duty.pk], now)


def settle(duties: Sequence[Duty], *, now: datetime) -> None:
    """Stop or start clocks as the claims and decisions of the duties say."""
    _meet([duty.pk for duty in duties if is_settled(duty)], now)
    _reopen([duty.pk for duty in duties if not is_settled(duty) and not duty.ended_on], now)


def _meet(duties: Sequence[UUID], now: datetime) -> int:
    running = Deadline.objects.open().filter(duty__in=duties)
    return running.update(met_at=now, next_check_at=None)


def _reopen(duties: Sequence[UUID], now: datetime) -> int:
    stopped = [
        row
        for clocks in _latest(duties).values()
        for row in clocks.values()
        if row.met_at and row.done_on is None
    ]
    for row in stopped:
        row.met_at = None
        row.flag, row.next_check_at = flag(row.due_at, now)
    Deadline.objects.bulk_update(stopped, ["met_at", "flag", "next_check_at"], batch_size=500)
    return len(stopped)
