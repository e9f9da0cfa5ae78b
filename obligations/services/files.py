"""Look after stored bytes: remove what no row speaks of, and read again what rows speak of."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from obligations import storage
from obligations.models import StoredFile
from obligations.queries import notices as people
from obligations.services import notices, uploads
from providers.models import Provider
from providers.services import audit

# Longer than an upload waits for its next piece: what is younger may still be gone on with, or be
# about to be recorded.
ORPHAN_AGE = uploads.LASTS + timedelta(days=1)
# What one night reads again; a store that is larger is walked through over several nights.
NIGHTLY_BYTES = 50 * 10**9

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SweepReport:
    """How many files were removed: arrivals nobody recorded, and stored bytes without a row."""

    arrivals: int = 0
    orphans: int = 0

    def __str__(self) -> str:
        return (
            f"{self.arrivals} uploads that were never recorded and {self.orphans} stored files "
            "without a record were removed."
        )


@dataclass(frozen=True, slots=True)
class Damage:
    """A stored file whose bytes are not what was recorded."""

    provider: str
    sha256: str
    message: str

    def __str__(self) -> str:
        return f"{self.provider}, {self.sha256}: {self.message}"


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """How many stored files were read again, and which are damaged."""

    checked: int
    damages: tuple[Damage, ...]

    def __str__(self) -> str:
        told = f"{self.checked} stored files were read again, {len(self.damages)} are damaged."
        return "\n".join([told, *map(str, self.damages)])


def sweep(*, now: datetime) -> SweepReport:
    """Remove files that crashes and broken uploads left behind."""
    before = (now - ORPHAN_AGE).timestamp()
    arrivals = uploads.sweep(now=now, older_than=before)
    for path in storage.stale_incoming(older_than=before):
        path.unlink(missing_ok=True)
        arrivals += 1
    providers = Provider.objects.order_by("pk")
    return SweepReport(arrivals, sum(_sweep(provider, before) for provider in providers))


def verify(*, now: datetime, budget: int | None = NIGHTLY_BYTES) -> VerifyReport:
    """Read stored files again, those first that were not read for longest.

    Stops after about ``budget`` bytes (None: never). Damage is logged and told to the operators.
    """
    checked = 0
    damages: list[Damage] = []
    for row in _longest_unverified():
        if budget is not None and budget <= 0:
            break
        message = verify_one(row, now=now)
        checked += 1
        budget = None if budget is None else budget - row.size
        if message:
            damages.append(Damage(row.provider.name, row.sha256, message))
            _raise_alarm(damages[-1], now)
    return VerifyReport(checked, tuple(damages))


def verify_one(row: StoredFile, *, now: datetime) -> str:
    """Read one stored file again; say what is wrong with it, or note that nothing is."""
    message = storage.verify(provider_id=row.provider_id, sha256=row.sha256, size=row.size)
    if not message:
        StoredFile.objects.filter(pk=row.pk).update(verified_at=now)
    return message


def _longest_unverified() -> Iterator[StoredFile]:
    rows = StoredFile.objects.select_related("provider")
    yield from rows.order_by(F("verified_at").asc(nulls_first=True), "pk").iterator(chunk_size=500)


def _raise_alarm(damage: Damage, now: datetime) -> None:
    log.error("A stored file is damaged: %s", damage)
    notices.queue(
        recipients=people.operators(),
        kind="file.damaged",
        key=f"file:{damage.sha256}:{now.date()}",
        title="A stored file is damaged",
        text=f"{damage} Restore it from a backup.",
        path="",
        provider=None,
        now=now,
    )


def _sweep(provider: Provider, before: float) -> int:
    if not _orphans(provider, before):
        return 0
    # Looked at again inside the turn, in which bytes and row are written together.
    with audit.turn(provider):
        orphans = _orphans(provider, before)
        for path in orphans:
            path.unlink(missing_ok=True)
    return len(orphans)


def _orphans(provider: Provider, before: float) -> list[storage.Path]:
    recorded = StoredFile.objects.filter(provider=provider).values_list("sha256", flat=True)
    known = set(recorded)
    found = storage.stored(provider_id=provider.pk, older_than=before)
    return [path for path in found if path.name not in known]
