"""Scans of open deadlines: flags brought up to date, and people told of every change once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Case, DateTimeField, Value, When

from obligations.law.deadlines import Flag, flag
from obligations.models import Deadline, Duty
from obligations.services import nearest, notices, reminders
from obligations.services.counting import counted
from obligations.services.reminders import Flagged


@dataclass(frozen=True, slots=True)
class ScanReport:
    """What one scan did."""

    checked: int = 0
    flagged: int = 0
    notices: int = 0

    def __add__(self, other: ScanReport) -> ScanReport:
        return ScanReport(
            self.checked + other.checked,
            self.flagged + other.flagged,
            self.notices + other.notices,
        )

    def __str__(self) -> str:
        return (
            f"{counted(self.checked, 'open deadline')} looked at, "
            f"{counted(self.flagged, 'flag')} changed, {counted(self.notices, 'notice')} queued."
        )


def scan(*, now: datetime, batch: int = 1000) -> ScanReport:
    """Bring every flag up to date that can have changed by now, and tell people.

    Asks only for open deadlines whose next look has come. Each batch is one transaction; a scan
    that dies loses nothing, a second scan at the same time takes other rows, and after an outage
    only the present flag is told.
    """
    report = ScanReport()
    while (done := _scan_batch(now, batch)).checked:
        report += done
    return report


def _scan_batch(now: datetime, batch: int) -> ScanReport:
    with transaction.atomic():
        rows = _claim(now, batch)
        answers = {due_at: flag(due_at, now) for due_at in {row.due_at for row in rows}}
        flags = {due_at: name for due_at, (name, _) in answers.items()}
        changed = [row for row in rows if flags[row.due_at] != row.flag]
        _write_flags([row.pk for row in rows], answers)
        nearest.show({row.duty_id for row in changed if row.duty_id})
        told = notices.queue_all(reminders.messages(changed, flags, now), now=now)
    return ScanReport(len(rows), len(changed), told)


def _claim(now: datetime, batch: int) -> list[Flagged]:
    # The duty is locked too, because its flag is written next: whoever holds either row now brings
    # both up to date itself, or leaves them to the next scan. Waiting here could end in a circle.
    # It takes a second statement: the deadline of a matter has no duty, and PostgreSQL cannot lock
    # the missing side of a join.
    due = Deadline.objects.needing_check(now).order_by("next_check_at")
    locked = due.select_for_update(skip_locked=True, no_key=True, of=("self",))
    rows = [Flagged(*row) for row in locked.values_list(*Flagged.COLUMNS)[:batch]]
    duties = Duty.objects.filter(pk__in={row.duty_id for row in rows if row.duty_id})
    free = duties.select_for_update(skip_locked=True, no_key=True).values_list("pk", flat=True)
    held = {row.duty_id for row in rows if row.duty_id} - set(free)
    return [row for row in rows if row.duty_id not in held]


def _write_flags(
    rows: Sequence[UUID], answers: Mapping[datetime, tuple[Flag, datetime | None]]
) -> None:
    """Write flag and next look in one statement: deadlines of one day have the same answer."""
    if not rows:
        return
    flags = [When(due_at=due_at, then=Value(name.value)) for due_at, (name, _) in answers.items()]
    looks = [When(due_at=due_at, then=Value(look)) for due_at, (_, look) in answers.items() if look]
    Deadline.objects.filter(pk__in=rows).update(
        flag=Case(*flags), next_check_at=Case(*looks, output_field=DateTimeField())
    )
