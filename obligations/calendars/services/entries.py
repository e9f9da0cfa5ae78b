"""Keep count of what calendars were told, so that a change is announced as one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F

from obligations.calendars.models import CalendarEntry
from obligations.models import Deadline
from providers.services.audit import plain


def count(deadlines: Sequence[Deadline], *, now: datetime) -> Mapping[UUID, CalendarEntry]:
    """Give the entry of each deadline; one that reads differently now is counted up.

    Safe at once from several readers: of two that see the same change, one counts it.
    """
    wanted = {row.pk: fingerprint(row) for row in deadlines}
    known = _known(wanted)
    CalendarEntry.objects.bulk_create(
        [
            CalendarEntry(
                provider_id=row.provider_id,
                deadline=row,
                fingerprint=wanted[row.pk],
                changed_at=now,
            )
            for row in deadlines
            if row.pk not in known
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
    changed = [pk for pk, one in known.items() if one.fingerprint != wanted[pk]]
    for pk in changed:
        mine = CalendarEntry.objects.filter(deadline=pk, fingerprint=known[pk].fingerprint)
        mine.update(fingerprint=wanted[pk], sequence=F("sequence") + 1, changed_at=now)
    return known if len(known) == len(wanted) and not changed else _known(wanted)


def _known(wanted: Mapping[UUID, str]) -> dict[UUID, CalendarEntry]:
    rows = CalendarEntry.objects.filter(deadline__in=wanted)
    return {row.deadline_id: row for row in rows}


def fingerprint(row: Deadline) -> str:
    """Hash what a calendar shows of a deadline."""
    said = [
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
    return hashlib.sha256(json.dumps(plain(said)).encode()).hexdigest()
