"""Public data about real models, and what the law would ask under assumptions that are stated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Min, Q, QuerySet

from obligations.catalogue.loader import catalogue
from obligations.law import applicability
from obligations.law.applicability import Assessment
from obligations.law.facts import ModelFacts
from obligations.law.terms import Ruling, Subject
from obligations.queries import facts
from providers.kinds.clean import decimal_text
from providers.models import AIModel
from providers.models.providers import Origin

ACT = "ai-act"


@dataclass(frozen=True, slots=True)
class Answer:
    """One model of the public data, and the law's answers under the assumptions."""

    ai_model: AIModel
    published_on: date | None
    facts: ModelFacts
    assessment: Assessment

    @property
    def flop(self) -> str:
        """The training compute as people write it, such as 1.26e23; empty where unknown."""
        known = self.facts.training_compute_flop
        return decimal_text(known) if known is not None else ""

    @property
    def owed(self) -> tuple[Ruling, ...]:
        """What would be owed."""
        return tuple(one for one in self.assessment.rulings if one.owed)

    @property
    def undetermined(self) -> tuple[Ruling, ...]:
        """What cannot be said, because a fact is missing."""
        return tuple(one for one in self.assessment.rulings if one.owed is None)

    @property
    def not_owed(self) -> tuple[Ruling, ...]:
        """What would not be owed."""
        return tuple(one for one in self.assessment.rulings if one.owed is False)


def models(words: str = "") -> QuerySet[AIModel]:
    """Give the models of the public data by organisation and name; open to everyone."""
    rows = AIModel.objects.filter(provider__origin=Origin.PUBLIC_DATA)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(provider__name__icontains=words))
    dated: QuerySet[AIModel] = rows.annotate(published_on=Min("versions__released_on"))
    return dated.select_related("provider").order_by("provider__name", "name", "pk")


def answers(rows: Iterable[AIModel], *, on: date, assume_placed: bool) -> list[Answer]:
    """Say what the law would ask of each model, in one query.

    With ``assume_placed`` the day of publication stands in for the day of placing on the Union
    market where that is not recorded; the assumption is never stored.
    """
    shown = list(rows)
    known = facts.of_many(shown, on=on)
    entries = [
        entry
        for entry in catalogue().as_of(on)
        if entry.rule and entry.instrument == ACT and entry.subject is Subject.MODEL
    ]
    working_days = catalogue().working_days()
    found = []
    for model in shown:
        published_on: date | None = model.published_on  # type: ignore[attr-defined] # annotated
        of_model = known[model.pk]
        if assume_placed and of_model.union_market_date is None:
            of_model = replace(of_model, union_market_date=published_on)
        answered = applicability.assess(entries, of_model, on, working_days)
        found.append(Answer(model, published_on, of_model, answered))
    return found
