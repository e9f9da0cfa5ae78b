"""Ask for an export, and make it: claimed by one worker, whole or not at all."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from obligations.dossiers.exports import as_json, as_oscal, as_pdf, as_xlsx
from obligations.dossiers.models import Export, Format, State
from obligations.dossiers.queries.position import Dossier, position
from obligations.law.deadlines import brussels_day
from obligations.services import renderings
from obligations.services.counting import counted
from providers.actors import OPERATOR, Actor, Scope
from providers.errors import DomainError, InvalidInput
from providers.models import AIModel
from providers.permissions import check_read_provider, check_scope
from providers.services import audit

FIRST_DAY = date(2024, 7, 12)
CLAIM = timedelta(minutes=20)
TRIES = 3
SUFFIX = {Format.PDF: "pdf", Format.XLSX: "xlsx", Format.JSON: "json", Format.OSCAL: "oscal.zip"}


def request(*, ai_model: AIModel, on: date, written_as: str, by: Actor, now: datetime) -> Export:
    """Ask for the position of a model at the end of a legal day, in one format.

    Members may ask, readers too: they see everything in it anyway. Raises InvalidInput for a day
    before the Act was published or still to come.
    """
    check_read_provider(by, ai_model.provider)
    check_scope(by, Scope.READ)
    if written_as not in Format.values:
        raise InvalidInput(f"Choose one of: {', '.join(Format.values)}.", field="format")
    if not FIRST_DAY <= on <= brussels_day(now):
        message = f"Choose a day from {FIRST_DAY} to today: what is to come is not recorded yet."
        raise InvalidInput(message, field="on")
    export = Export(
        provider=ai_model.provider,
        ai_model=ai_model,
        on=on,
        format=written_as,
        requested_at=now,
        requested_by_id=by.user_id,
        requested_by_name=by.name,
    )
    detail = {"on": on, "format": written_as, "model": ai_model.name}
    with audit.change(action="export.requested", about=export, by=by, at=now, detail=detail):
        export.save(force_insert=True)
    return export


def make_waiting(*, now: datetime, limit: int = 10) -> str:
    """Make the exports that wait, and those whose worker died; say how many."""
    made = 0
    for pk in _to_make(now).values_list("pk", flat=True)[:limit]:
        made += make(export_id=pk, now=now) is not None
    return f"{counted(made, 'export')} made."


def make(*, export_id: UUID | str, now: datetime) -> Export | None:
    """Make one export, unless somebody else holds it or it has ended; return it once it has.

    A failure is kept with its reason and shown; what fails by the count is not tried again.
    """
    if not _claim(export_id, now):
        return None
    export = Export.objects.select_related("ai_model__provider").get(pk=export_id)
    try:
        dossier = _gather(export)
        _step(export, 1)
        content = _write(export, dossier)
        _step(export, 2)
        _keep(export, dossier, content, now)
    except DomainError as refusal:
        _fail(export, refusal.message, now)
    except Exception:
        if export.attempts >= TRIES:
            _fail(export, "The export could not be made; the operators can read why.", now)
        raise
    return export


def _to_make(now: datetime) -> QuerySet[Export]:
    free = Q(state=State.WAITING) | Q(state=State.RUNNING, claimed_until__lte=now)
    rows: QuerySet[Export] = Export.objects.filter(free, attempts__lt=TRIES)
    return rows.order_by("requested_at", "pk")


def _claim(export_id: UUID | str, now: datetime) -> bool:
    mine = _to_make(now).filter(pk=export_id).order_by()
    claimed: int = mine.update(
        state=State.RUNNING, claimed_until=now + CLAIM, attempts=F("attempts") + 1, done=0
    )
    return bool(claimed)


def _gather(export: Export) -> Dossier:
    """Read everything in one snapshot, so that the counts belong to the rows."""
    with transaction.atomic():
        if not connection.in_atomic_block or connection.savepoint_ids:
            return position(export.ai_model, on=export.on)
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        return position(export.ai_model, on=export.on)


def _write(export: Export, dossier: Dossier) -> bytes:
    match export.format:
        case Format.PDF:
            return as_pdf.write(
                dossier, requested_by=export.requested_by_name, requested_at=export.requested_at
            )
        case Format.XLSX:
            return as_xlsx.write(dossier)
        case Format.OSCAL:
            return as_oscal.write(dossier)
        case _:
            return as_json.write(dossier)


def _keep(export: Export, dossier: Dossier, content: bytes, now: datetime) -> None:
    with audit.turn(export.provider):
        export.rendering = renderings.keep(
            provider=export.provider,
            ai_model=export.ai_model,
            subject="dossier",
            subject_id=export.pk,
            recipient="own",
            title=f"Position of {dossier.model} on {dossier.on}",
            file_name=f"position-{dossier.on}.{SUFFIX[Format(export.format)]}",
            content=content,
            by=OPERATOR,
            now=now,
        )
        export.state, export.done, export.ended_at = State.DONE, export.total, now
        export.counts = as_json.counts(dossier)
        export.claimed_until = None
        export.save()


def _step(export: Export, done: int) -> None:
    Export.objects.filter(pk=export.pk).update(done=done)


def _fail(export: Export, error: str, now: datetime) -> None:
    Export.objects.filter(pk=export.pk).update(
        state=State.FAILED, error=error, ended_at=now, claimed_until=None
    )
    export.refresh_from_db()
