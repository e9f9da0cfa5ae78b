"""Why each obligation rests on a model or not, in three groups, with the fact that decides it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from obligations.catalogue.loader import catalogue
from obligations.law import applicability
from obligations.law.deciding import deciding
from obligations.law.terms import Ruling
from obligations.queries import ai_models, facts, missing
from obligations.queries import catalogue as texts
from obligations.queries.ai_models import Known
from obligations.queries.missing import MissingFact
from providers.actors import Actor
from providers.models import AIModel


@dataclass(frozen=True, slots=True)
class Reason:
    """One answer of the law with the fact that decides it, or those that are missing."""

    ruling: Ruling
    decided_by: Known | None
    missing: Sequence[MissingFact]


@dataclass(frozen=True, slots=True)
class Reasons:
    """The answers about one model on one day, apart."""

    on: date
    owed: Sequence[Reason]
    not_owed: Sequence[Reason]
    unknown: Sequence[Reason]


def reasons(ai_model: AIModel, *, on: date, actor: Actor) -> Reasons:
    """Rule on every obligation for a model, on the facts recorded, and say what decides each.

    The missing facts lead to the pages that record them where ``actor`` may.
    """
    entries = texts.in_use(on, ai_model.provider)
    known_facts = facts.of_model(ai_model, on=on)
    days = catalogue().working_days()
    ruled = applicability.assess(entries, known_facts, on, days).rulings
    recorded = {
        one.kind.name: one
        for one in (
            *ai_models.known(ai_model.provider, None),
            *ai_models.known(ai_model.provider, ai_model),
        )
        if one.current
    }
    by = deciding(entries, known_facts, ruled, recorded=recorded.keys(), on=on, working_days=days)
    found = [_reason(one, by, recorded, ai_model, actor) for one in ruled]
    return Reasons(
        on,
        owed=[one for one in found if one.ruling.owed],
        not_owed=[one for one in found if one.ruling.owed is False],
        unknown=[one for one in found if one.ruling.owed is None],
    )


def _reason(
    ruling: Ruling,
    by: Mapping[str, str],
    recorded: Mapping[str, Known],
    ai_model: AIModel,
    actor: Actor,
) -> Reason:
    asked = missing.facts(
        ruling.missing, provider=ai_model.provider, ai_model=ai_model.pk, actor=actor
    )
    decided_by = None if ruling.owed is None else recorded.get(by.get(ruling.key, ""))
    return Reason(ruling, decided_by, asked if ruling.owed is None else ())
