"""The open-source exemption (AI Act, Arts. 53(2) and 54(6); Guidelines, section 4.1)."""

from __future__ import annotations

from obligations.law.facts import ModelFacts, OpenSource
from obligations.law.terms import Answer, Truth
from obligations.law.wording import facts as named
from obligations.law.wording import listed

_CITE = "AI Act, Arts. 53(2) and 54(6); Guidelines, paras. 70 to 89"

_EFFECT = (
    "It would remove only the technical documentation, the information for downstream providers "
    "and the authorised representative."
)

# Each test: the fact, the answer that passes, and what failing it means.
_TESTS: tuple[tuple[str, bool, str], ...] = (
    (
        "licence_open",
        True,
        "the licence does not let anyone use, modify and distribute the model (paras. 73 to 81)",
    ),
    ("monetised", False, "the model is monetised (paras. 82 to 86)"),
    ("parameters_public", True, "the parameters are not public (paras. 87 to 89)"),
    ("architecture_public", True, "the architecture is not public (paras. 87 to 89)"),
    (
        "usage_information_public",
        True,
        "the information on use is not public (paras. 87 to 89)",
    ),
)


def open_source_exemption(facts: ModelFacts, systemic_risk: Answer) -> Answer:
    """Say whether the exemption holds: every test passed, and no systemic risk.

    One failed test is enough for a no, whatever else is unknown.
    """
    answers = facts.open_source or OpenSource()
    results: list[tuple[str, Truth, str]] = [
        (name, _passed(getattr(answers, name), wanted), failing) for name, wanted, failing in _TESTS
    ]
    failed = [failing for _, passed, failing in results if passed is False]
    if systemic_risk.answer:
        failed.insert(0, "the model carries systemic risk, which ends the exemption at once")
    if failed:
        because = f"Not exempt: {listed(failed)}."
        return Answer(answer=False, because=because, cite=_CITE)
    missing = tuple(f"open_source.{name}" for name, passed, _ in results if passed is None)
    if facts.open_source is None:
        missing = ("open_source",)
    doubts = ("A14",) if answers.licence_open else ()
    if missing or systemic_risk.answer is None:
        return _unknown(missing, systemic_risk, doubts)
    because = (
        "Exempt: a free and open licence, no monetisation, parameters, architecture and "
        "information on use public, and no systemic risk. This removes the technical "
        "documentation, the information for downstream providers and the authorised "
        "representative; copyright policy, public summary and cooperation stay."
    )
    return Answer(answer=True, because=because, cite=_CITE, doubts=(*doubts, *systemic_risk.doubts))


def _passed(answer: Truth, wanted: bool) -> Truth:
    return None if answer is None else answer is wanted


def _unknown(missing: tuple[str, ...], systemic_risk: Answer, doubts: tuple[str, ...]) -> Answer:
    told = f"Not known: {named(missing)}. All tests must be passed, and one failed test ends it."
    if not missing:
        told = "The open-source tests are passed."
    if systemic_risk.answer is None:
        told += f" Whether the model carries systemic risk is open too. {systemic_risk.because}"
        missing = tuple(dict.fromkeys((*missing, *systemic_risk.missing)))
        doubts = (*doubts, *systemic_risk.doubts)
    return Answer(
        answer=None, because=f"{told} {_EFFECT}", cite=_CITE, missing=missing, doubts=doubts
    )
