"""Models with what is recorded of them and what the law answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from obligations.catalogue.loader import catalogue
from obligations.law import applicability
from obligations.law.applicability import Assessment
from obligations.law.deadlines import Flag
from obligations.queries import catalogue as texts
from obligations.queries import facts
from providers import kinds
from providers.actors import Actor
from providers.kinds import Kind, Line, Subject
from providers.models import AIModel, Fact, Provider

IN_FORCE = Q(duties__ended_on=None)


def models(provider: Provider, actor: Actor, words: str = "") -> QuerySet[AIModel]:
    """Give a provider's models by name, each with counts of its duties, in one query."""
    rows = AIModel.objects.visible_to(actor).filter(provider=provider)
    if words:
        rows = rows.filter(name__icontains=words)
    counted: QuerySet[AIModel] = rows.annotate(
        owed_count=Count("duties", filter=IN_FORCE & Q(duties__owed=True)),
        unknown_count=Count("duties", filter=IN_FORCE & Q(duties__owed=None)),
        overdue_count=Count("duties", filter=IN_FORCE & Q(duties__flag=Flag.OVERDUE)),
        evidence_free_count=Count(
            "duties", filter=IN_FORCE & Q(duties__owed=True, duties__evidence_count=0)
        ),
    )
    return counted.order_by("name", "pk")


@dataclass(frozen=True, slots=True)
class Known:
    """One kind of fact: what is recorded now, and what it superseded."""

    kind: Kind
    current: Fact | None
    lines: Sequence[Line]
    earlier: Sequence[tuple[Fact, Sequence[Line]]]


def known(provider: Provider, ai_model: AIModel | None) -> list[Known]:
    """Give every kind of fact about a model (None: the provider), recorded or not, in one query."""
    subject = Subject.PROVIDER if ai_model is None else Subject.MODEL
    rows = Fact.objects.filter(provider=provider, ai_model=ai_model).select_related("superseded_by")
    by_kind: dict[str, list[Fact]] = {}
    for fact in rows.order_by("-recorded_at", "-pk"):
        by_kind.setdefault(fact.kind, []).append(fact)
    found = []
    for kind in kinds.kinds_about(subject):
        chain = by_kind.get(kind.name, [])
        current = next((one for one in chain if not hasattr(one, "superseded_by")), None)
        earlier = [(one, kinds.shown(kind.name, one.value)) for one in chain if one != current]
        lines = kinds.shown(kind.name, current.value) if current else ()
        found.append(Known(kind, current, lines, earlier))
    return found


def assess(ai_model: AIModel, *, on: date) -> Assessment:
    """Say what the law answers about a model, on the facts recorded."""
    return applicability.assess(
        texts.in_use(on, ai_model.provider),
        facts.of_model(ai_model, on=on),
        on,
        catalogue().working_days(),
    )


def lineage(ai_model: AIModel) -> tuple[list[AIModel], list[AIModel]]:
    """Give the models it is built on, nearest first, and those built on it directly.

    Only models of the same provider: others are named, not linked.
    """
    bases: list[AIModel] = []
    base = ai_model.base_model
    while base is not None and base not in bases:
        bases.append(base)
        base = base.base_model
    derived = AIModel.objects.filter(provider=ai_model.provider, base_model=ai_model)
    return bases, list(derived.order_by("name", "pk"))
