"""Duties as a matrix: a row an obligation, a column a model, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from obligations.models import Duty
from obligations.queries import board
from providers.actors import Actor
from providers.models import AIModel, Provider

SHOWN = (
    "pk", "key", "ai_model_id", "owed", "work_status", "claim", "decision", "freshness", "flag",
    "due_on", "cite", "evidence_count", "provider", "obligation__title", "ai_model__name",
    "assignee__name", "team__name",
)  # fmt: skip
# As the texts put them.
TEXT_ORDER = (
    "obligation__edition__instrument",
    "obligation__position",
    "key",
    "opened_at",
    "pk",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One obligation with its duty on each column's subject, in the columns' order.

    A cell without a duty is empty: nothing is in force there, or the filters leave it out.
    """

    key: str
    title: str
    cite: str
    cells: Sequence[Duty | None]


@dataclass(frozen=True, slots=True)
class Column:
    """A model, or the provider itself where there is none."""

    ai_model: AIModel | None

    @property
    def name(self) -> str:
        """What stands above the column."""
        return self.ai_model.name if self.ai_model else _("The provider itself")


def columns(models: Iterable[AIModel], *, with_provider: bool) -> list[Column]:
    """Put the provider itself before its models."""
    own = [Column(None)] if with_provider else []
    return own + [Column(model) for model in models]


def rows(
    provider: Provider,
    actor: Actor,
    chosen: Mapping[str, Any],
    shown: Sequence[Column],
    *,
    on: date,
) -> list[Row]:
    """Give a row for every obligation that one of the columns has a duty for, text by text."""
    found = _narrowed(board.duties(provider, actor, chosen, on=on), shown)
    by_key: dict[str, dict[UUID | None, Duty]] = {}
    for duty in found.order_by(*TEXT_ORDER).only(*SHOWN):
        # Of a duty that ended and returned, the one that stands now is shown.
        by_key.setdefault(duty.key, {})[duty.ai_model_id] = duty
    subjects = [column.ai_model.pk if column.ai_model else None for column in shown]
    return [_row(key, duties, subjects) for key, duties in by_key.items()]


def _narrowed(duties: QuerySet[Duty], shown: Sequence[Column]) -> QuerySet[Duty]:
    models = [column.ai_model.pk for column in shown if column.ai_model]
    subjects = Q(ai_model__in=models)
    if any(column.ai_model is None for column in shown):
        subjects |= Q(ai_model=None)
    return duties.filter(subjects)


def _row(key: str, duties: Mapping[UUID | None, Duty], subjects: Sequence[UUID | None]) -> Row:
    first = next(iter(duties.values()))
    return Row(key, first.obligation.title, first.cite, [duties.get(one) for one in subjects])
