"""Is it a general-purpose AI model (AI Act, Art. 3(63); Guidelines, paras. 15 to 21)?"""

from __future__ import annotations

from obligations.law import lineage, thresholds
from obligations.law.facts import ModelFacts
from obligations.law.terms import Answer, Truth
from obligations.law.wording import facts as named
from obligations.law.wording import flop

CITE = "AI Act, Art. 3(63); Guidelines, paras. 17 and 20"

# What the indicative criterion asks a model to generate: language as text or speech (code is text),
# images or video. Audio may be speech or music, and music alone is outside (para. 20).
_LISTED = frozenset({"text", "code", "speech", "image", "video"})


def by_facts(facts: ModelFacts) -> Answer:
    """Answer from what the model is, leaving decisions about it aside.

    Its origin comes first, then known generality, which rebuts the criterion both ways, then the
    indicative criterion.
    """
    return _by_origin(facts) or _by_generality(facts) or _by_criterion(facts)


def _by_origin(facts: ModelFacts) -> Answer | None:
    if not lineage.is_from_systemic_model(facts):
        return None
    because = (
        "It was made by a modification, large enough to make the modifier a provider, of a "
        "general-purpose AI model with systemic risk."
    )
    return Answer(answer=True, because=because, cite="Guidelines, paras. 60 to 63")


def _by_generality(facts: ModelFacts) -> Answer | None:
    if facts.broad_generality is None:
        return None
    if facts.broad_generality:
        because = (
            "The model does many distinct tasks competently. That is what makes a model "
            "general-purpose, whether or not the indicative criterion is met."
        )
    else:
        because = (
            "The model is limited to a narrow set of tasks, so it is not general-purpose even if "
            "the indicative criterion is met. Keep the reasons on file."
        )
    return Answer(answer=facts.broad_generality, because=because, cite=CITE)


def _by_criterion(facts: ModelFacts) -> Answer:
    """Apply both halves of the criterion: more than 10^23 FLOP, and what the model generates."""
    over, compute_told = _is_large(facts)
    listed, modality_told = _generates_what_counts(facts)
    told = " ".join(filter(None, (compute_told, modality_told)))
    doubts = ("A12",) if _is_near_general_purpose(facts) else ()
    if over is False or listed is False:
        because = (
            f"{told} So the indicative criterion is not met. It can be rebutted: a model that "
            "does many distinct tasks competently is general-purpose all the same."
        )
        return Answer(answer=False, because=because, cite=CITE, doubts=doubts)
    if over and listed:
        because = (
            f"{told} So the indicative criterion is met. It can be rebutted: a model limited to "
            "a narrow set of tasks is not general-purpose."
        )
        return Answer(answer=True, because=because, cite=CITE, doubts=doubts)
    missing: list[str] = []
    if over is None:
        missing.append("training_compute_flop")
    if listed is None:
        missing.append("output_modalities")
    if facts.output_modalities:
        missing.append("broad_generality")
    because = (
        f"Not known: {named(missing)}. More than 10^23 FLOP and language, images or video would "
        "make it general-purpose by the indicative criterion; less, or anything else, not."
    )
    because = f"{told} {because}".strip()
    return Answer(answer=None, because=because, cite=CITE, missing=tuple(missing), doubts=doubts)


def _is_large(facts: ModelFacts) -> tuple[Truth, str]:
    """Compare the compute that updated the parameters with 10^23 FLOP (Guidelines, para. 115)."""
    training, cumulative = facts.training_compute_flop, facts.cumulative_compute_flop
    if training is not None:
        over = training > thresholds.GENERAL_PURPOSE
        relation = "more than" if over else "not more than"
        return over, f"Training compute is {flop(training)}, {relation} 10^23."
    if cumulative is None:
        return None, ""
    # The cumulative compute is never less than the training compute, and for most models the two
    # are close. So it settles a no, and stands in for a yes where it is clear of the tolerance.
    if cumulative <= thresholds.GENERAL_PURPOSE:
        return False, f"Cumulative compute is {flop(cumulative)}, not more than 10^23."
    if thresholds.lower(cumulative) > thresholds.GENERAL_PURPOSE:
        return True, (
            f"Cumulative compute is {flop(cumulative)}, well over 10^23; it stands in for the "
            "training compute, which is not recorded."
        )
    return None, (
        f"Cumulative compute is {flop(cumulative)}, too close to 10^23 to tell the training "
        "compute, which is part of it and not recorded."
    )


def _generates_what_counts(facts: ModelFacts) -> tuple[Truth, str]:
    modalities = facts.output_modalities
    if not modalities:
        return None, ""
    if modalities & _LISTED:
        named_ones = ", ".join(sorted(modalities & _LISTED))
        return True, f"It generates {named_ones}."
    if "audio" in modalities:
        return None, (
            "It generates audio, which counts if it is language; music or sound effects alone "
            "do not. If it is speech, record speech."
        )
    return False, "It generates neither language nor images nor video."


def _is_near_general_purpose(facts: ModelFacts) -> bool:
    training = facts.training_compute_flop
    return training is not None and thresholds.is_near(training, thresholds.GENERAL_PURPOSE)
