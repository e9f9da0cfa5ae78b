"""How far duties have come: claims, decisions and evidence counted apart, never into one number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, QuerySet

from obligations.law.freshness import Freshness
from obligations.law.workflow import Claim, Decision
from obligations.models import Duty
from obligations.queries.texts import TEXTS, name_of_text
from providers.actors import Actor
from providers.models import AIModel, Provider

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a bar: a status, how many duties have it, and where it lies on the bar."""

    value: str
    count: int
    begins: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One fact about the duties of a model, such as their claims."""

    kind: str
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many duties of a model are owed, and three facts about them, apart from each other."""

    ai_model: AIModel | None
    owed: int
    unknown: int
    bars: Sequence[Bar]

    @property
    def among(self) -> str:
        """The filter of the board that keeps to the same duties."""
        return f"model={self.ai_model.pk if self.ai_model else 'provider'}"


# The order on the bar: what is done first, what nobody has begun last.
ORDER: Mapping[str, tuple[str, ...]] = {
    "claim": (*Claim, ""),
    "decision": (Decision.ACCEPTED, Decision.AWAITING, Decision.RETURNED, Decision.NONE),
    "evidence": (
        Freshness.FRESH,
        Freshness.STALE_SOON,
        Freshness.UNDATED,
        Freshness.STALE,
        Freshness.NONE,
    ),
}


def by_model(
    provider: Provider, actor: Actor, *, ai_model: AIModel | None = None
) -> list[Progress]:
    """Count claims, decisions and evidence of what is owed, by model, in two queries."""
    rows = _in_force(provider, actor)
    if ai_model is not None:
        rows = rows.filter(ai_model=ai_model)
    columns = ("ai_model_id", "owed", "claim", "decision", "freshness")
    counted: dict[UUID | None, list[tuple[tuple[bool | None, str, str, str], int]]]
    counted = defaultdict(list)
    for model_id, *facts, count in rows.values_list(*columns).annotate(Count("pk")).order_by():
        counted[model_id].append((tuple(facts), count))
    models = AIModel.objects.visible_to(actor).in_bulk([pk for pk in counted if pk])
    found = [_progress(models.get(pk) if pk else None, groups) for pk, groups in counted.items()]
    # What most is owed for comes first, then what is open; the provider itself stands last.
    return sorted(
        found, key=lambda one: (one.ai_model is None, -one.owed, -one.unknown, str(one.ai_model))
    )


@dataclass(frozen=True, slots=True)
class Chapter:
    """How far the duties of one text, or chapter of the Code, have come, over all models."""

    name: str
    title: StrOrPromise
    progress: Progress


def by_chapter(provider: Provider, actor: Actor) -> list[Chapter]:
    """Count the same three facts by text and chapter, in one query; empty ones are left out."""
    rows = _in_force(provider, actor).annotate(chapter_name=name_of_text())
    columns = ("chapter_name", "owed", "claim", "decision", "freshness")
    counted: dict[str, list[tuple[tuple[bool | None, str, str, str], int]]] = defaultdict(list)
    for name, *facts, count in rows.values_list(*columns).annotate(Count("pk")).order_by():
        counted[name].append((tuple(facts), count))
    return [
        Chapter(one.name, one.title, _progress(None, counted[one.name]))
        for one in TEXTS
        if one.name in counted
    ]


def _progress(
    ai_model: AIModel | None, groups: list[tuple[tuple[bool | None, str, str, str], int]]
) -> Progress:
    owed = sum(count for facts, count in groups if facts[0])
    bars = []
    for place, kind in enumerate(ORDER, start=1):
        totals: Counter[str] = Counter()
        for facts, count in groups:
            if facts[0]:
                totals[str(facts[place])] += count
        bars.append(Bar(kind, parts(ORDER[kind], totals, owed)))
    unknown = sum(count for facts, count in groups if facts[0] is None)
    return Progress(ai_model, owed, unknown, bars)


def parts(order: Sequence[str], totals: Counter[str], whole: int) -> list[Part]:
    """Lay out the values that occur along a bar of 100, in their order."""
    found, begins = [], 0.0
    for value in order:
        if count := totals[str(value)]:
            width = round(100 * count / whole, 3)
            found.append(Part(str(value), count, round(begins, 3), width))
            begins += width
    return found


def _in_force(provider: Provider, actor: Actor) -> QuerySet[Duty]:
    return Duty.objects.visible_to(actor).in_force().filter(provider=provider)
