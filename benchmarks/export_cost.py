"""What one export of a large position costs, and what plain SQL over the same rows does."""

from __future__ import annotations

import resource
import time
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import F

from benchmarks.large_position import NOW
from obligations.dossiers.models import Export
from obligations.dossiers.queries.kinds import PARTS
from obligations.dossiers.queries.scope import Scope
from obligations.dossiers.services import exports
from providers.models import AIModel


class Made(NamedTuple):
    """What one export cost, and what became of it."""

    state: str
    rows: int
    size: int
    seconds: float
    plain_seconds: float
    growth: float

    def __str__(self) -> str:
        ratio = self.seconds / self.plain_seconds
        return (
            f"{self.state}, {self.rows} rows, {self.size / 1e6:.1f} MB in {self.seconds:.1f} s; "
            f"plain SQL {self.plain_seconds:.2f} s, ratio {ratio:.1f}; growth {self.growth:.0f} MB"
        )


def made(model: str, written_as: str) -> Made:
    """Export the position of a model, by its key, in a format; measure it in this process."""
    ai_model = AIModel.objects.select_related("provider").get(pk=model)
    _make(ai_model, "json", NOW.date() - timedelta(days=400))  # loads modules
    plain = _plain(ai_model)
    before = _memory()
    began = time.monotonic()
    export = _make(ai_model, written_as, NOW.date())
    seconds = time.monotonic() - began
    found = Export.objects.annotate(size=F("rendering__size")).get(pk=export.pk)
    rows = found.rows or found.total
    return Made(found.state, rows, found.size or 0, seconds, plain, _memory(most=True) - before)


def _make(ai_model: AIModel, written_as: str, on: date) -> Export:
    row = Export.objects.create(
        provider=ai_model.provider,
        ai_model=ai_model,
        on=on,
        format=written_as,
        requested_at=NOW,
        requested_by_name="Olivia",
    )
    exports.make(export_id=row.pk, clock=lambda: datetime.now(UTC))
    return row


def _plain(ai_model: AIModel) -> float:
    """Fetch every row of every part with a bare cursor, as fast as the database gives them."""
    scope = Scope(ai_model, NOW.date())
    began = time.monotonic()
    with connection.cursor() as cursor:
        for part in PARTS:
            cursor.execute(*part.counted(scope).query.sql_with_params())
            while cursor.fetchmany(500):
                pass
    return time.monotonic() - began


def _memory(*, most: bool = False) -> float:
    """Give the resident memory of this process, or the most it ever was, in MB."""
    if most:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 1e6
