"""Clocks of matters: what happened, or was asked, runs them; the law's pure functions count them.

A matter says whole which clocks it wants; ``follow`` makes the deadlines agree. So a clock that was
counted from a wrong day is cancelled and stays on record, and a clock is never forgotten open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from obligations.law.deadlines import first_instant_after, flag
from obligations.law.terms import Due
from obligations.models import Deadline
from obligations.services.deadlines import Moves

WORDING = ("title", "matter_title", "path", "rolled_on", "is_provisional", "because", "cite")
PROGRESS = ("done_on", "met_at", "flag", "next_check_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What runs clocks: an incident, a request, a document; ``path`` is its page."""

    kind: str
    id: UUID
    provider_id: UUID
    title: str
    path: str
    ai_model_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One clock that a matter runs; ``done_on`` is the day on which what it asks was done."""

    clock: str
    title: str
    event_on: date
    due: Due
    cite: str
    done_on: date | None = None

    @property
    def key(self) -> tuple[str, date | None, date]:
        """What makes it the same clock: its name, the day it counts from, its last day."""
        return self.clock, self.event_on, self.due.strict


def follow(matter: Matter, wanted: Sequence[Wanted], *, now: datetime) -> Moves:
    """Make the deadlines of a matter agree with the clocks it wants, within its provider's turn.

    An open deadline that is wanted no longer is cancelled; a met one stays as it is. Returns what
    was opened, cancelled, and met or reopened.
    """
    rows = Deadline.objects.filter(matter=matter.kind, matter_id=matter.id, cancelled_at=None)
    present = {(row.clock, row.event_on, row.due_on): row for row in rows}
    wanted = list({one.key: one for one in wanted}.values())
    keys = {one.key for one in wanted}
    gone = [row for key, row in present.items() if key not in keys and row.met_at is None]
    altered, done, opened = [], [], []
    for one in wanted:
        row = present.get(one.key)
        if row is None:
            opened.append(_row(matter, one, now))
            continue
        is_reworded, is_moved = _reword(row, matter, one), _follow_done(row, one, now)
        altered += [row] if is_reworded or is_moved else []
        done += [row] if is_moved else []
    _write(gone, altered, opened, now)
    return Moves(tuple(opened), tuple(gone), tuple(done))


def forget(matter: Matter, *, now: datetime) -> Moves:
    """Cancel every open clock of a matter that turned out to be none; they stay on record."""
    return follow(matter, (), now=now)


def _row(matter: Matter, wanted: Wanted, now: datetime) -> Deadline:
    row = Deadline(
        provider_id=matter.provider_id,
        ai_model_id=matter.ai_model_id,
        matter=matter.kind,
        matter_id=matter.id,
        clock=wanted.clock,
        event_on=wanted.event_on,
        due_on=wanted.due.strict,
        due_at=first_instant_after(wanted.due.strict),
        opened_at=now,
    )
    _reword(row, matter, wanted)
    row.flag, row.next_check_at = flag(row.due_at, now)
    _follow_done(row, wanted, now)
    return row


def _reword(row: Deadline, matter: Matter, wanted: Wanted) -> bool:
    words = (
        wanted.title,
        matter.title[:300],
        matter.path,
        wanted.due.rolled,
        wanted.due.provisional,
        wanted.due.because,
        wanted.cite,
    )
    differing = [
        pair for pair in zip(WORDING, words, strict=True) if getattr(row, pair[0]) != pair[1]
    ]
    for name, value in differing:
        setattr(row, name, value)
    return bool(differing)


def _follow_done(row: Deadline, wanted: Wanted, now: datetime) -> bool:
    if row.done_on == wanted.done_on:
        return False
    row.done_on = wanted.done_on
    if wanted.done_on is not None:
        row.met_at, row.next_check_at = row.met_at or now, None
    else:
        row.met_at = None
        row.flag, row.next_check_at = flag(row.due_at, now)
    return True


def _write(
    gone: Iterable[Deadline], altered: list[Deadline], opened: list[Deadline], now: datetime
) -> None:
    # First cancel and meet, then open: a clock of a matter runs once.
    Deadline.objects.filter(pk__in=[row.pk for row in gone]).update(
        cancelled_at=now, next_check_at=None
    )
    Deadline.objects.bulk_update(altered, [*WORDING, *PROGRESS], batch_size=500)
    Deadline.objects.bulk_create(opened, batch_size=500)
