"""What a calendar is told of each thing, whatever the language it is told in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from obligations.law.workflow import WorkStatus
from obligations.models import Deadline, Duty
from obligations.queries.office_days import OfficeDay

Key = tuple[str, UUID]
DEADLINE, TARGET = "deadline", "target"


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of a calendar: its kind and row, whose it is, and everything that it shows."""

    kind: str
    id: UUID
    provider_id: UUID
    shows: Sequence[object]

    @property
    def key(self) -> Key:
        """What names the entry, and never changes."""
        return self.kind, self.id


def of_deadline(row: Deadline) -> Told:
    """Say what is shown of a deadline."""
    shows = [
        row.title,
        row.matter_title,
        row.ai_model.name if row.ai_model else "",
        row.due_on,
        row.rolled_on,
        row.because,
        row.cite,
        row.page,
        row.met_at is not None,
        row.cancelled_at is not None,
    ]
    return Told(DEADLINE, row.pk, row.provider_id, shows)


def of_target(duty: Duty) -> Told:
    """Say what is shown of the own target day of a duty."""
    shows = [
        duty.obligation.title,
        duty.ai_model.name if duty.ai_model else "",
        duty.target_on,
        duty.due_on,
        duty.cite,
        duty.work_status == WorkStatus.HANDED_IN,
    ]
    return Told(TARGET, duty.pk, duty.provider_id, shows)


def of_office_day(one: OfficeDay) -> Told:
    """Say what is shown of a day that concerns a reviewer."""
    return Told(one.kind, one.id, one.provider_id, [*one.about, one.day, one.path, one.state.value])
