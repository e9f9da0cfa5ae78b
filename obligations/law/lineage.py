"""Where a model comes from: before 2 August 2025, or from somebody else's model."""

from __future__ import annotations

from decimal import Decimal

from obligations.law import thresholds
from obligations.law.facts import ModelFacts, Modification
from obligations.law.milestones import CHAPTER_V_APPLIES, LEGACY_COMPLIES
from obligations.law.terms import Answer, Truth
from obligations.law.wording import facts as named
from obligations.law.wording import flop, listed, long_date

_TEST = "Guidelines, paras. 59 to 61"
_SAME_MODEL = "Guidelines, paras. 22 and 57"


def legacy(facts: ModelFacts) -> Answer:
    """Say whether the model was placed on the Union market before 2 August 2025 (Art. 111(3)).

    Later versions of such a model stay legacy through its whole lifecycle.
    """
    cite = "AI Act, Art. 111(3); Guidelines, para. 106"
    placed = facts.union_market_date
    if placed is None:
        because = (
            f"It is not known when the model was placed on the Union market. Before "
            f"{long_date(CHAPTER_V_APPLIES)} would mean {long_date(LEGACY_COMPLIES)} as the day "
            "to comply by; a later day would mean that its duties apply from that day."
        )
        return Answer(answer=None, because=because, cite=cite, missing=("union_market_date",))
    if placed < CHAPTER_V_APPLIES:
        because = (
            f"Placed on the Union market on {long_date(placed)}, before "
            f"{long_date(CHAPTER_V_APPLIES)}: the provider has until {long_date(LEGACY_COMPLIES)}, "
            "for later versions of the same model too."
        )
        return Answer(answer=True, because=because, cite=cite)
    because = (
        f"Placed on the Union market on {long_date(placed)}, not before "
        f"{long_date(CHAPTER_V_APPLIES)}: no extra time."
    )
    return Answer(answer=False, because=because, cite=cite)


def provider_of_modification(facts: ModelFacts) -> Answer:
    """Say whether modifying somebody else's model made the modifier its provider.

    The criterion is indicative: more than a third of the original model's training compute. Where
    that is neither known nor to be estimated, a third of 10^25 FLOP stands for it if the original
    carries systemic risk, else a third of 10^23 FLOP.
    """
    modification = facts.modification
    if modification is None:
        because = (
            "No modification of another model is recorded. If the model was made from somebody "
            "else's, record the compute of the modification and of the original; if it was not, "
            "this question does not arise."
        )
        return Answer(answer=None, because=because, cite=_TEST, missing=("modification",))
    if modification.same_provider:
        because = (
            "The original is the provider's own model. Further development by the same provider "
            "is the same model, so the one-third test is not applied."
        )
        return Answer(answer=False, because=because, cite=_SAME_MODEL)
    return _tested(modification, _total_doubts(facts, modification))


def is_provider(facts: ModelFacts) -> Answer:
    """Say whether the duties of a provider can rest on whoever these facts are about.

    Yes without a modification, and for a modification of one's own model; else by the test above.
    """
    modification = facts.modification
    if modification is None:
        because = "No modification of another provider's model is recorded."
        return Answer(answer=True, because=because, cite="AI Act, Art. 3(3)")
    if modification.same_provider:
        return Answer(
            answer=True, because=provider_of_modification(facts).because, cite=_SAME_MODEL
        )
    over = _is_over(modification)
    tested = provider_of_modification(facts)
    if modification.same_provider is None and over is not None:
        # Over a third, the modifier is the provider either way. Below, it depends.
        because = tested.because
        missing = () if over else ("modification.same_provider",)
        return Answer(
            answer=True if over else None,
            because=because,
            cite=_TEST,
            missing=missing,
            doubts=tested.doubts,
        )
    return tested


def is_from_systemic_model(facts: ModelFacts) -> bool:
    """Say whether a large modification of a model with systemic risk made this one (para. 67)."""
    modification = facts.modification
    return bool(
        modification is not None
        and modification.original_systemic
        and provider_of_modification(facts).answer
    )


def missing_about_origin(facts: ModelFacts) -> tuple[str, ...]:
    """Name the facts without which that cannot be said; empty where it can."""
    modification = facts.modification
    if modification is None or modification.original_systemic is False:
        return ()
    tested = provider_of_modification(facts)
    if tested.answer is False:
        return ()
    unknown = ("modification.original_systemic",) if modification.original_systemic is None else ()
    return tuple(dict.fromkeys((*tested.missing, *unknown)))


def has_large_total(facts: ModelFacts) -> bool:
    """Say whether modification and original together exceed 10^25 FLOP, as A13 asks."""
    modification = facts.modification
    if modification is None or modification.same_provider or modification.original_systemic:
        return False
    parts = (modification.compute_flop, modification.original_compute_flop)
    total = Decimal(0)
    for part in parts:
        total = thresholds.total(total, part or Decimal(0))
    largest = max(total, facts.cumulative_compute_flop or Decimal(0))
    return largest > thresholds.SYSTEMIC_RISK


def _total_doubts(facts: ModelFacts, modification: Modification) -> tuple[str, ...]:
    return ("A13",) if has_large_total(facts) and modification.compute_flop is not None else ()


def _tested(modification: Modification, doubts: tuple[str, ...]) -> Answer:
    over = _is_over(modification)
    if over is None:
        return _untested(modification, doubts)
    comparison = _comparison(modification, over=over)
    if not over:
        because = (
            f"{comparison} By this indicative criterion the modifier does not become the "
            "provider. A smaller change can still matter if it changes generality, capabilities "
            "or systemic risk significantly (para. 59)."
        )
        return Answer(answer=False, because=because, cite=_TEST, doubts=doubts)
    if modification.same_provider is None:
        because = (
            f"{comparison} If the original is somebody else's, the modifier becomes the provider; "
            "if it is the provider's own, it stays the same model. It is not known whose it is."
        )
        missing = ("modification.same_provider",)
        return Answer(answer=None, because=because, cite=_TEST, missing=missing, doubts=doubts)
    because = (
        f"{comparison} The modifier becomes the provider of the modified model, for the "
        "modification (AI Act, recital 109)."
    )
    return Answer(answer=True, because=because, cite=_TEST, doubts=doubts)


def _is_over(modification: Modification) -> Truth:
    compute = modification.compute_flop
    if compute is None:
        return None
    results = {thresholds.is_over_a_third(compute, known) for known in _references(modification)}
    return results.pop() if len(results) == 1 else None


def _references(modification: Modification) -> tuple[Decimal, ...]:
    """The amounts a third of which may be the criterion: several where a fact is missing."""
    if modification.original_compute_flop is not None:
        return (modification.original_compute_flop,)
    if modification.original_systemic is None:
        return (thresholds.GENERAL_PURPOSE, thresholds.SYSTEMIC_RISK)
    if modification.original_systemic:
        return (thresholds.SYSTEMIC_RISK,)
    return (thresholds.GENERAL_PURPOSE,)


def _comparison(modification: Modification, *, over: bool) -> str:
    compute = modification.compute_flop or Decimal(0)
    relation = "more than" if over else "not more than"
    if modification.original_compute_flop is not None:
        reference = f"the original's {flop(modification.original_compute_flop)}"
    else:
        stand_ins = listed((flop(known) for known in _references(modification)), last="or")
        reference = f"{stand_ins}, which stands in for the original's unknown compute"
    return f"The modification took {flop(compute)}, {relation} a third of {reference}."


def _untested(modification: Modification, doubts: tuple[str, ...]) -> Answer:
    missing = tuple(
        f"modification.{name}"
        for name in ("compute_flop", "original_compute_flop", "original_systemic", "same_provider")
        if getattr(modification, name) is None
    )
    if modification.original_compute_flop is not None:
        missing = tuple(name for name in missing if name != "modification.original_systemic")
    because = (
        f"Not enough is known: {named(missing)}. More than a third of the original model's "
        "training compute would make the modifier a provider; less would normally not."
    )
    return Answer(answer=None, because=because, cite=_TEST, missing=missing, doubts=doubts)
