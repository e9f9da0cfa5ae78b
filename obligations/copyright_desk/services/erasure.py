"""Erase what complainants said of themselves, once the provider's own term of keeping is over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, ProtectedError

from obligations.copyright_desk.models import Complaint, ComplaintFile
from obligations.law.deadlines import brussels_day
from obligations.models import StoredFile
from obligations.services.counting import counted
from providers.actors import TIMETABLE
from providers.services import audit


def erase_due(*, now: datetime, limit: int = 200) -> str:
    """Erase name, mail address and files of complaints whose day has passed; say how many.

    What was claimed, decided and answered stays. Running it twice erases nothing more.
    """
    due = Complaint.objects.filter(erase_on__lt=brussels_day(now), erased_at=None)
    count = 0
    for row in due.select_related("provider").order_by("erase_on", "pk")[:limit]:
        with audit.turn(row.provider):
            count += _erase(row, now)
    return f"Who wrote {counted(count, 'complaint')} was erased."


def _erase(row: Complaint, now: datetime) -> int:
    mine = Complaint.objects.filter(pk=row.pk, erased_at=None, erase_on=row.erase_on)
    erased = {"name": "", "email": "", "on_behalf_of": "", "erased_at": now}
    if not mine.update(revision=F("revision") + 1, **erased):
        return 0
    with audit.change(action="complaint.erased", about=row, by=TIMETABLE, at=now) as event:
        files = ComplaintFile.objects.filter(complaint=row, erased_at=None)
        bytes_of = [*files.values_list("stored_file", flat=True)]
        event.detail = {"number": row.number, "files": len(bytes_of)}
        files.update(stored_file=None, file_name="", media_type="", erased_at=now)
        for pk in set(bytes_of):
            _let_go(pk)
    return 1


def _let_go(pk: UUID) -> None:
    """Drop the row of bytes that nothing else speaks of; the nightly sweep removes the bytes."""
    try:
        with transaction.atomic():
            StoredFile.objects.filter(pk=pk).delete()
    except ProtectedError:
        return
