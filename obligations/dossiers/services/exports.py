"""Make exports: claimed by one worker, written without holding them, whole or not at all.

A worker that dies leaves a nameless file, which dies with it, and a claim, which runs out: then the
export is made again from the beginning. Nothing half made is ever kept.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import IO
from uuid import UUID

from django.db.models import F, Q, QuerySet

from obligations import storage
from obligations.dossiers.exports import as_json, as_oscal, as_pdf, as_xlsx
from obligations.dossiers.models import Export, Format, State
from obligations.dossiers.queries.position import CountsDiffer, Dossier, gathered
from obligations.services import renderings
from obligations.services.counting import counted
from providers.actors import OPERATOR
from providers.errors import DomainError
from providers.services import audit

# A claim is renewed while rows are written; setting a large PDF takes the longest without a word.
CLAIM = timedelta(minutes=5)
TRIES = 3
NOTED_EVERY = timedelta(seconds=2)
SUFFIX = {Format.PDF: "pdf", Format.XLSX: "xlsx", Format.JSON: "json", Format.OSCAL: "oscal.zip"}
Clock = Callable[[], datetime]
Noted = Callable[[int], None]


class Lost(DomainError):
    """Somebody else holds this export by now, since this worker said nothing for long."""


class Progress:
    """Counts the rows written, and says so now and then under the claim."""

    def __init__(self, export: Export, clock: Clock) -> None:
        self.done = 0
        self._export, self._clock, self._last = export, clock, clock()

    def __call__(self, count: int) -> None:
        """Count further rows."""
        self.done += count
        now = self._clock()
        if now - self._last >= NOTED_EVERY:
            self._last = now
            self.say(now)

    def say(self, now: datetime, **fields: object) -> None:
        """Write down how far it is and keep the claim; raise Lost where it is gone."""
        if not _mine(self._export).update(done=self.done, claimed_until=now + CLAIM, **fields):
            raise Lost("Somebody else makes this export.")


def make_waiting(*, clock: Clock, limit: int = 10) -> str:
    """Make the exports that wait, and those whose worker died; say how many."""
    _give_up(clock())
    made = 0
    for pk in _to_make(clock()).values_list("pk", flat=True)[:limit]:
        made += make(export_id=pk, clock=clock) is not None
    return f"{counted(made, 'export')} made."


def make(*, export_id: UUID | str, clock: Clock) -> Export | None:
    """Make one export, unless somebody else holds it or it has ended; return it once it has.

    A failure is kept with its reason and shown; what fails by the count is not tried again.
    """
    if not _claim(export_id, clock()):
        return None
    export = Export.objects.select_related("ai_model__provider").get(pk=export_id)
    try:
        _make(export, clock)
    except Lost:
        return None
    except DomainError as refusal:
        _fail(export, error=refusal.message, now=clock())
    except Exception:
        if export.attempts >= TRIES:
            told = "The export could not be made; the operators can read why."
            _fail(export, error=told, now=clock())
        raise
    export.refresh_from_db()
    return export


def _make(export: Export, clock: Clock) -> None:
    progress = Progress(export, clock)
    with gathered(export.ai_model, on=export.on) as dossier, storage.scratch() as made:
        progress.say(clock(), total=dossier.size)
        _write(export, dossier, made, progress)
        if progress.done != dossier.size:
            raise CountsDiffer(
                message=f"{progress.done} rows were written and {dossier.size} are in the database."
                " Nothing was exported."
            )
        progress.say(clock())
        made.seek(0)
        _keep(export, dossier, made, clock())


def _to_make(now: datetime) -> QuerySet[Export]:
    free = Q(state=State.WAITING) | Q(state=State.RUNNING, claimed_until__lte=now)
    rows: QuerySet[Export] = Export.objects.filter(free, attempts__lt=TRIES)
    return rows.order_by("requested_at", "pk")


def _claim(export_id: UUID | str, now: datetime) -> bool:
    mine = _to_make(now).filter(pk=export_id).order_by()
    claimed: int = mine.update(
        state=State.RUNNING,
        claimed_until=now + CLAIM,
        attempts=F("attempts") + 1,
        done=0,
        total=0,
    )
    return bool(claimed)


def _mine(export: Export) -> QuerySet[Export]:
    """Narrow to the export while this very attempt holds it."""
    rows: QuerySet[Export] = Export.objects.filter(pk=export.pk)
    return rows.filter(state=State.RUNNING, attempts=export.attempts)


def _write(export: Export, dossier: Dossier, to: IO[bytes], noted: Noted) -> None:
    match export.format:
        case Format.PDF:
            by, at = export.requested_by_name, export.requested_at
            write = partial(as_pdf.write, requested_by=by, requested_at=at)
            write(dossier, to, noted)
        case Format.XLSX:
            as_xlsx.write(dossier, to, noted)
        case Format.OSCAL:
            as_oscal.write(dossier, to, noted)
        case _:
            as_json.write(dossier, to, noted)


def _keep(export: Export, dossier: Dossier, made: IO[bytes], now: datetime) -> None:
    with audit.turn(export.provider):
        if not _mine(export).select_for_update().exists():
            raise Lost("Somebody else makes this export.")
        rendering = renderings.keep(
            provider=export.provider,
            ai_model=export.ai_model,
            subject="dossier",
            subject_id=export.pk,
            recipient="own",
            title=f"Position of {dossier.model} on {dossier.on}",
            file_name=f"position-{dossier.on}.{SUFFIX[Format(export.format)]}",
            content=made,
            by=OPERATOR,
            now=now,
        )
        _mine(export).update(
            rendering=rendering,
            state=State.DONE,
            done=F("total"),
            ended_at=now,
            counts=as_json.counts(dossier),
            claimed_until=None,
        )


def _give_up(now: datetime) -> None:
    """Say of exports whose last worker died, too, that they failed."""
    dead = Export.objects.filter(state=State.RUNNING, claimed_until__lte=now, attempts__gte=TRIES)
    dead.update(
        state=State.FAILED,
        error=f"The export was begun {TRIES} times and never ended; the operators can read why.",
        ended_at=now,
        claimed_until=None,
    )


def _fail(export: Export, *, error: str, now: datetime) -> None:
    failed = {"state": State.FAILED, "error": error, "ended_at": now, "claimed_until": None}
    _mine(export).update(**failed)
