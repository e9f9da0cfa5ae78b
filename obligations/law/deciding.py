"""Which recorded fact decides an answer: the one without which the law would answer otherwise."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from obligations.law import applicability
from obligations.law.facts import ModelFacts
from obligations.law.periods import WorkingDays
from obligations.law.terms import Entry, Ruling

# The facts that are recorded together, under the name of their kind.
OF_MODELS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "designation": ("designated_on", "designation_basis"),
        "rebuttal": ("rebuttal_submitted_on", "rebuttal_accepted_on", "rebuttal_rejected_on"),
        "modification": ("modification",),
        "open-source": ("open_source",),
        "general-purpose": ("general_purpose",),
        "compute": ("training_compute_flop", "cumulative_compute_flop"),
        "threshold-known": ("threshold_known_on",),
        "notification": ("notification_submitted_on",),
        "capabilities": ("output_modalities", "broad_generality"),
        "placement": ("union_market_date",),
    }
)
OF_PROVIDERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "code-signature": ("code_chapters",),
        "establishment": ("established_in",),
        "size": ("size",),
        "representative": ("representative_since",),
    }
)


def deciding(
    entries: Sequence[Entry],
    facts: ModelFacts,
    rulings: Iterable[Ruling],
    *,
    recorded: Collection[str],
    on: date,
    working_days: WorkingDays,
) -> dict[str, str]:
    """Name for each entry, by its key, the kind of fact that decides whether it is owed.

    ``rulings`` are the law's answers to ``facts``, and ``recorded`` the kinds that somebody
    recorded: no other can be named. A fact decides where leaving it out would turn the answer. Of
    several, the one that turns the fewest other answers is named, for it says most about this one;
    between equals, the first in the tables above.
    An entry whose answer no single fact turns is left out.
    """
    answers = {one.key: one.owed for one in rulings}
    turned: dict[str, list[str]] = defaultdict(list)
    reach: Counter[str] = Counter()
    for kind in (one for one in (*OF_MODELS, *OF_PROVIDERS) if one in recorded):
        without = _left_out(facts, kind, recorded)
        for one in applicability.assess(entries, without, on, working_days).rulings:
            if one.owed is not answers[one.key]:
                turned[one.key].append(kind)
                reach[kind] += 1
    return {key: min(kinds, key=lambda kind: reach[kind]) for key, kinds in turned.items()}


def _left_out(facts: ModelFacts, kind: str, recorded: Collection[str]) -> ModelFacts:
    if kind in OF_PROVIDERS:
        return replace(facts, provider=replace(facts.provider, **_nothing(OF_PROVIDERS[kind])))
    names = OF_MODELS.get(kind, ())
    if kind == "compute" and "threshold-known" not in recorded:
        # Where nobody recorded the day the threshold became known, it is that of the estimate.
        names = (*names, *OF_MODELS["threshold-known"])
    return replace(facts, **_nothing(names))


def _nothing(names: Iterable[str]) -> dict[str, Any]:
    return dict.fromkeys(names)
