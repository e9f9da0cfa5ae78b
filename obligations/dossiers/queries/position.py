"""The whole position of a model on a day, as frozen rows of plain values, with counts that add up.

Everything is read in one snapshot of the database. A part tells how many rows there are in all, how
many count on the day, and how many are left out and why; nothing is left out in silence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from obligations.catalogue.loader import catalogue
from obligations.dossiers.queries import rows as tables
from obligations.dossiers.queries.then import PARTS, Part, Scope
from obligations.law import applicability
from obligations.law.applicability import Assessment
from obligations.models import EvidenceLink
from obligations.queries import facts
from providers.errors import DomainError
from providers.models import AIModel, AuditEvent

Cell = str | int | bool | None


class CountsDiffer(DomainError):
    """An export would not hold as many rows as the database has; it is not made."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one part, and how many of all there are."""

    key: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    in_database: int
    left_out: int
    left_out_because: str

    @property
    def included(self) -> int:
        """How many rows count on the day."""
        return len(self.rows)


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

    def table(self, key: str) -> Table:
        """Find the rows of one part."""
        return next(one for one in self.tables if one.key == key)


def position(ai_model: AIModel, *, on: date) -> Dossier:
    """Gather a model's position at the end of a legal day.

    Call it within one transaction that reads a single snapshot. Raises CountsDiffer where the rows
    read are not as many as the database counts.
    """
    scope = Scope(ai_model, on)
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
        tables=[_table(part, scope) for part in PARTS],
        trail_length=last.position if last else 0,
        trail_hash=last.hash if last else "",
    )


def _table(part: Part, scope: Scope) -> Table:
    whole = part.whole(scope)
    counted = whole.filter(part.counts(scope))
    found = list(counted.order_by("pk"))
    in_database, wanted = whole.count(), counted.count()
    if len(found) != wanted:
        raise CountsDiffer(
            f"{part.title}: {len(found)} rows were read and {wanted} are in the database. "
            "Nothing was exported."
        )
    columns, row = tables.SHAPES[part.key]
    context = _context(part, scope)
    written = sorted(
        (row(one, context) for one in found), key=lambda cells: [str(c) for c in cells]
    )
    return Table(
        key=part.key,
        title=part.title,
        columns=columns,
        rows=written,
        in_database=in_database,
        left_out=in_database - wanted,
        left_out_because=part.left_out,
    )


def _context(part: Part, scope: Scope) -> tables.Context:
    """Read what the rows of some parts need besides themselves, once."""
    if part.key != "duties":
        return tables.Context(scope, {}, {}, {})
    links = EvidenceLink.objects.filter(
        duty__in=part.whole(scope), linked_at__lt=scope.until
    ).exclude(unlinked_at__lt=scope.until)
    covers: dict[UUID, dict[UUID, date | None]] = defaultdict(dict)
    versions = links.filter(
        evidence__versions__recorded_at__lt=scope.until,
    ).exclude(evidence__withdrawn_at__lt=scope.until)
    columns = ("duty_id", "evidence_id", "evidence__versions__covers_to")
    for duty, piece, covers_to in versions.order_by("evidence__versions__number").values_list(
        *columns
    ):
        covers[duty][piece] = covers_to
    return tables.Context(scope, covers, *_latest(scope))


def _latest(scope: Scope) -> tuple[Mapping[UUID, Any], Mapping[UUID, Any]]:
    by_key: dict[str, Callable[[Scope], Any]] = {part.key: part.whole for part in PARTS}
    submitted = by_key["assessments"](scope).filter(submitted_at__lt=scope.until)
    claims = {one.duty_id: one for one in submitted.order_by("submitted_at", "number")}
    decided = by_key["reviews"](scope).filter(decided_at__lt=scope.until)
    reviews = {one.assessment_id: one for one in decided}
    return claims, reviews
