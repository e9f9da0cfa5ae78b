"""Which recorded fact decides an answer: the one without which the law would answer otherwise."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from obligations.law import applicability
from obligations.law.facts import ModelFacts, ProviderFacts
from obligations.law.periods import WorkingDays
from obligations.law.terms import Entry

# The facts that are recorded together, under the name of their kind.
OF_MODELS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "designation": ("designated_on", "designation_basis"),
        "rebuttal": ("rebuttal_submitted_on", "rebuttal_accepted_on", "rebuttal_rejected_on"),
        "modification": ("modification",),
        "open-source": ("open_source",),
        "general-purpose": ("general_purpose",),
        "compute": ("training_compute_flop", "cumulative_compute_flop", "threshold_known_on"),
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
    entries: Sequence[Entry], facts: ModelFacts, on: date, working_days: WorkingDays
) -> dict[str, str]:
    """Name for each entry, by its key, the kind of fact that decides whether it is owed.

    A fact decides where leaving it out would turn the answer. Of several, the one that turns the
    fewest other answers is named, for it says most about this one. An entry whose answer no single
    fact turns is left out.
    """
    answers = _owed(entries, facts, on, working_days)
    turned: dict[str, list[str]] = defaultdict(list)
    reach: Counter[str] = Counter()
    for kind, without in _each_left_out(facts).items():
        for key, owed in _owed(entries, without, on, working_days).items():
            if owed is not answers[key]:
                turned[key].append(kind)
                reach[kind] += 1
    return {key: min(kinds, key=lambda kind: reach[kind]) for key, kinds in turned.items()}


def _owed(
    entries: Sequence[Entry], facts: ModelFacts, on: date, working_days: WorkingDays
) -> dict[str, bool | None]:
    found = applicability.assess(entries, facts, on, working_days)
    return {one.key: one.owed for one in found.rulings}


def _each_left_out(facts: ModelFacts) -> dict[str, ModelFacts]:
    """Give the facts once for each kind of which anything is known, without that kind."""
    found = {}
    nothing = {name: None for names in OF_MODELS.values() for name in names}
    for kind, names in OF_MODELS.items():
        if any(getattr(facts, name) is not None for name in names):
            found[kind] = replace(facts, **{name: nothing[name] for name in names})  # type: ignore[arg-type] # None is unknown
    for kind, names in OF_PROVIDERS.items():
        if any(getattr(facts.provider, name) is not None for name in names):
            found[kind] = replace(facts, provider=_without(facts.provider, names))
    return found


def _without(provider: ProviderFacts, names: Sequence[str]) -> ProviderFacts:
    return replace(provider, **dict.fromkeys(names))
