"""A part of a dossier: one kind of row, which rows count on a day, and what is written of each.

Nothing is written because somebody thought of it: every column of a kind is, unless the part says
why not. What is set on a row later, such as the end of a matter, is blank where it came after the
day; a row whose words may change says whether anything was recorded about it since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Exists,
    Model,
    OuterRef,
    Q,
    QuerySet,
)
from django.db.models.functions import Cast

from obligations.dossiers.queries.scope import Reach, Scope
from obligations.models import StoredFile
from providers.models import AuditEvent, User

Cell = str | int | bool | None | list[Any] | dict[str, Any]
Row = Sequence[Cell]
Derive = Callable[[Scope], Callable[[Mapping[str, Any]], Row]]

BATCH = 500
# Said of every kind alike.
EVERYWHERE = {
    "provider": "the same for every row, and stated once",
    "revision": "a counter for those who edit",
}
POINTS_ELSEWHERE: dict[type[Model], str] = {
    User: "an account; the name it had is written",
    StoredFile: "where the bytes lie; their SHA-256 is written",
}
SINCE = "changed_since"


class Column(NamedTuple):
    """One column; a truth may be unknown, which is neither yes nor no."""

    name: str
    is_truth: bool = False


def _alone(scope: Scope) -> Callable[[Mapping[str, Any]], Row]:
    return lambda values: ()


@dataclass(frozen=True, kw_only=True)
class Part:
    """One kind of row.

    ``known`` is the path of the day or instant from which a row counts; ``left_out`` says why one
    does not. ``named`` adds columns that say in words what a reference points to. ``later`` maps an
    instant, or a day, to the fields set with it. ``stated`` are instants that are part of what was
    said when the row was recorded. ``since`` is "trail" where the audit trail tells of changes, or
    the field that does. ``derived`` columns are found for the day by ``derive``.
    """

    key: str
    title: str
    model: type[Model]
    reach: Reach
    known: str
    left_out: str = "recorded after the day"
    named: Mapping[str, str] = field(default_factory=dict)
    later: Mapping[str, Sequence[str]] = field(default_factory=dict)
    stated: Sequence[str] = ()
    since: str = ""
    without: Mapping[str, str] = field(default_factory=dict)
    derived: Sequence[str] = ()
    derive: Derive = _alone

    def whole(self, scope: Scope) -> QuerySet[Any]:
        """Give all rows there are about the model."""
        return self.model._default_manager.filter(self.reach(scope)).order_by()

    def counted(self, scope: Scope) -> QuerySet[Any]:
        """Give the rows that count on the day."""
        return self.whole(scope).filter(self._has_come(self.known, scope))

    @cached_property
    def fields(self) -> Sequence[str]:
        """Name the fields that are written, as the kind declares them; the key comes last."""
        names = [one.name for one in self.model._meta.concrete_fields if not self.why_not(one)]
        return [*(one for one in names if one != "id"), "id"]

    @cached_property
    def columns(self) -> Sequence[Column]:
        """Name the columns of a row, in their order."""
        truths = {
            one.name for one in self.model._meta.concrete_fields if isinstance(one, BooleanField)
        }
        names = [*self.named, *self.derived, *self.fields[:-1]]
        since = [Column(SINCE, is_truth=True)] if self.since else []
        return [*(Column(name, name in truths) for name in names), *since, Column("id")]

    def why_not(self, one: Any) -> str:
        """Say why a field is not written; an empty text means it is."""
        elsewhere = POINTS_ELSEWHERE.get(one.related_model, "")
        return self.without.get(one.name) or EVERYWHERE.get(one.name, "") or elsewhere

    def rows(self, scope: Scope) -> Iterator[Row]:
        """Read the rows that count, the first known first, a batch at a time."""
        found = self.counted(scope).annotate(**self._further(scope))
        names = [*self.named, *self.fields, *([SINCE] if self.since else [])]
        paths = [self.named.get(name, name) for name in names]
        derive = self.derive(scope)
        ordered = found.order_by(self.known, "pk").values_list(*paths)
        for values in ordered.iterator(chunk_size=BATCH):
            given = self._as_of(dict(zip(names, values, strict=True)), scope)
            given |= zip(self.derived, derive(given), strict=True)
            yield [plain(given[column.name]) for column in self.columns]

    def _as_of(self, given: dict[str, Any], scope: Scope) -> dict[str, Any]:
        blank: set[str] = set()
        for set_at, with_it in self.later.items():
            if given[set_at] is not None and not scope.has_come(given[set_at]):
                blank |= {set_at, *with_it}
        return {name: None if name in blank else value for name, value in given.items()}

    def _has_come(self, path: str, scope: Scope) -> Q:
        if isinstance(self._field(path), DateTimeField):
            return Q(**{f"{path}__lt": scope.until})
        return Q(**{f"{path}__lte": scope.on})

    def _field(self, path: str) -> DateField[Any, Any]:
        model: Any = self.model
        *steps, last = path.split("__")
        for step in steps:
            model = model._meta.get_field(step).related_model
        found: DateField[Any, Any] = model._meta.get_field(last)
        return found

    def _further(self, scope: Scope) -> dict[str, Any]:
        if self.since == "trail":
            return {SINCE: Exists(self._events(scope))}
        return {SINCE: Q(**{f"{self.since}__gte": scope.until})} if self.since else {}

    def _events(self, scope: Scope) -> QuerySet[AuditEvent]:
        return AuditEvent.objects.filter(
            provider=scope.ai_model.provider_id,
            subject_type=self.model._meta.label_lower,
            subject_id=Cast(OuterRef("pk"), CharField()),
            at__gte=scope.until,
        )


def plain(value: Any) -> Cell:
    """Give a value as JSON knows it; instants in UTC to the second, numbers without exponent."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="seconds")
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value.normalize():f}"
        case UUID():
            return str(value)
    given: Cell = value
    return given
