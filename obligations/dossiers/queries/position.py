"""The whole position of a model on a day, read once into a file of its own, with counts.

Everything is read in one snapshot of the database and spooled to a nameless file, so that a dossier
of any size takes no more memory than a batch of rows, and writing it holds up no transaction. A
part tells how many rows there are in all, how many count on the day, and how many are left out and
why; nothing is left out in silence.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO
from uuid import UUID

from django.db import connection, transaction

from obligations import storage
from obligations.catalogue.loader import catalogue
from obligations.dossiers.queries.kinds import PARTS
from obligations.dossiers.queries.parts import Column, Part, Row
from obligations.dossiers.queries.scope import Scope
from obligations.law import applicability
from obligations.law.applicability import Assessment
from obligations.queries import facts
from providers.errors import DomainError
from providers.models import AIModel, AuditEvent


class CountsDiffer(DomainError):
    """An export would not hold as many rows as the database has; it is not made."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one part, and how many of all there are; ``included`` count on the day."""

    key: str
    title: str
    known: str
    columns: Sequence[Column]
    in_database: int
    included: int
    left_out_because: str
    _spool: IO[bytes]
    _begins: int

    @property
    def left_out(self) -> int:
        """How many rows do not count on the day."""
        return self.in_database - self.included

    @property
    def names(self) -> Sequence[str]:
        """Name the columns."""
        return [column.name for column in self.columns]

    def rows(self) -> Iterator[Row]:
        """Read the rows again, one at a time; raise CountsDiffer unless all of them come."""
        place = self._begins
        for read in range(1, self.included + 1):
            self._spool.seek(place)
            line = self._spool.readline()
            if not line.endswith(b"]\n"):
                raise CountsDiffer(
                    message=f"{self.title}: row {read} was lost. Nothing was exported."
                )
            place = self._spool.tell()
            yield json.loads(line)


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything about one model on one day, ready to be written in any format."""

    provider: str
    provider_id: UUID
    model: str
    model_id: UUID
    on: date
    until: datetime
    editions: Sequence[tuple[str, str, str]]
    assessment: Assessment
    tables: Sequence[Table]
    trail_length: int
    trail_hash: str

    @property
    def size(self) -> int:
        """How many rows it holds."""
        return sum(one.included for one in self.tables)

    def table(self, key: str) -> Table:
        """Find the rows of one part."""
        return next(one for one in self.tables if one.key == key)


@contextmanager
def gathered(ai_model: AIModel, *, on: date) -> Iterator[Dossier]:
    """Gather a model's position at the end of a legal day; it is gone when the block ends.

    Raises CountsDiffer where the rows read are not as many as the database counts.
    """
    with storage.scratch() as spool:
        with _snapshot():
            dossier = _read(Scope(ai_model, on), spool)
        yield dossier


@contextmanager
def _snapshot() -> Iterator[None]:
    """Let everything read in the block belong together; within a transaction, that one does."""
    with transaction.atomic():
        if connection.in_atomic_block and not connection.savepoint_ids:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _read(scope: Scope, spool: IO[bytes]) -> Dossier:
    ai_model, on = scope.ai_model, scope.on
    known = facts.of_model(ai_model, on=on, before=scope.until)
    texts = catalogue()
    trail = AuditEvent.objects.filter(provider=ai_model.provider_id, at__lt=scope.until)
    last = trail.order_by("-position").first()
    return Dossier(
        provider=ai_model.provider.name,
        provider_id=ai_model.provider_id,
        model=ai_model.name,
        model_id=ai_model.pk,
        on=on,
        until=scope.until,
        editions=[
            (one.instrument, one.title, one.in_force_from.isoformat())
            for one in texts.editions_on(on)
        ],
        assessment=applicability.assess(texts.as_of(on), known, on, texts.working_days()),
        tables=[_spooled(part, scope, spool) for part in PARTS],
        trail_length=last.position if last else 0,
        trail_hash=last.hash if last else "",
    )


def _spooled(part: Part, scope: Scope, spool: IO[bytes]) -> Table:
    in_database, wanted = part.whole(scope).count(), part.counted(scope).count()
    begins, read = spool.tell(), 0
    for row in part.rows(scope):
        spool.write(json.dumps(row, ensure_ascii=False, sort_keys=True).encode() + b"\n")
        read += 1
    if read != wanted:
        raise CountsDiffer(
            message=f"{part.title}: {read} rows were read and {wanted} are in the database."
            " Nothing was exported."
        )
    return Table(
        key=part.key,
        title=part.title,
        known=part.known,
        columns=part.columns,
        in_database=in_database,
        included=wanted,
        left_out_because=part.left_out,
        _spool=spool,
        _begins=begins,
    )
