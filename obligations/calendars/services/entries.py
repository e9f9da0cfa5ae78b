"""Keep count of what calendars were told, so that a change is announced as one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import F

from obligations.calendars.models import CalendarEntry
from obligations.calendars.queries.told import Key, Told
from providers.services.audit import plain


def count(told: Iterable[Told], *, now: datetime) -> Mapping[Key, CalendarEntry]:
    """Give the entry of each thing that is told; one that reads differently now is counted up.

    Safe at once from several readers: of two that see the same change, one counts it.
    """
    wanted = {one.key: (one, fingerprint(one)) for one in told}
    known = _known(wanted)
    CalendarEntry.objects.bulk_create(
        [
            CalendarEntry(
                provider_id=one.provider_id,
                kind=one.kind,
                subject_id=one.id,
                fingerprint=said,
                changed_at=now,
            )
            for key, (one, said) in wanted.items()
            if key not in known
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
    changed = [one for key, one in known.items() if one.fingerprint != wanted[key][1]]
    for one in changed:
        mine = CalendarEntry.objects.filter(pk=one.pk, fingerprint=one.fingerprint)
        said = wanted[one.kind, one.subject_id][1]
        mine.update(fingerprint=said, sequence=F("sequence") + 1, changed_at=now)
    return known if len(known) == len(wanted) and not changed else _known(wanted)


def _known(wanted: Mapping[Key, object]) -> dict[Key, CalendarEntry]:
    rows = CalendarEntry.objects.filter(subject_id__in={pk for _, pk in wanted})
    found = {(row.kind, row.subject_id): row for row in rows}
    return {key: row for key, row in found.items() if key in wanted}


def fingerprint(one: Told) -> str:
    """Hash what a calendar shows of a thing."""
    return hashlib.sha256(json.dumps(plain(one.shows)).encode()).hexdigest()
