"""What a Framework or a Model Report lacks across its items (Measures 1.1, 7.3 and 7.4).

Items without any answer are counted elsewhere. Whether the words are true or enough is nobody's to
say here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from obligations.law.findings import Finding

# Random samples of inputs and outputs for each relevant evaluation (Measure 7.3, point (1)(f)).
LEAST_SAMPLES = 5
SAMPLES = "Code of Practice, Safety and Security, Measure 7.3, point (1)(f)"
ESTIMATES = "Code of Practice, Safety and Security, Measure 7.3, point (1)(d)"
EXTERNAL = "Code of Practice, Safety and Security, Measure 7.4"
SIMILAR = "Code of Practice, Safety and Security, Measure 7.3, point (1)(h)"
CRITERIA = "Code of Practice, Safety and Security, Measure 1.1, point (2)(a)"
TIMELINES = "Code of Practice, Safety and Security, Measure 1.1, point (2)(c)"

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a document says: values by item, and the items without one for a stated reason."""

    said: Mapping[str, object]
    without: frozenset[str] = frozenset()

    def rows(self, key: str) -> Sequence[Row]:
        """Give the rows of a table; none where nothing is said."""
        value = self.said.get(key)
        return value if isinstance(value, list) else []


def of_report(
    told: Told,
    risks: Sequence[str],
    *,
    asked: Mapping[str, int] | None = None,
    relies_on_reference: bool = False,
) -> tuple[Finding, ...]:
    """Say what a Model Report lacks.

    ``risks`` are those identified, ``asked`` the number of samples that the AI Office asked for by
    evaluation, ``relies_on_reference`` whether the provider compares the model with a reference.
    """
    return (
        *_samples(told, asked or {}),
        *_unnamed(told, "estimates", risks, ESTIMATES),
        *_external(told),
        *_similar(told, relies_on_reference=relies_on_reference),
    )


def of_framework(told: Told, risks: Sequence[str]) -> tuple[Finding, ...]:
    """Say which of the identified risks a Framework leaves without tiers or timelines."""
    return (
        *_unnamed(told, "acceptance-criteria", risks, CRITERIA),
        *_unnamed(told, "timelines", risks, TIMELINES),
    )


def _samples(told: Told, asked: Mapping[str, int]) -> Iterable[Finding]:
    """Hold the samples against the evaluations: five each, or as many as were asked for."""
    given = Counter(_plain(row.get("evaluation")) for row in told.rows("samples"))
    more = {_plain(name): count for name, count in asked.items()}
    listed = set()
    for row in told.rows("evaluations"):
        name = str(row.get("evaluation", ""))
        listed.add(_plain(name))
        if row.get("relevant") is False:
            if not row.get("irrelevant_because"):
                yield Finding("evaluations", f"{name}: say why no samples are relevant.", SAMPLES)
            continue
        wanted = max(LEAST_SAMPLES, more.get(_plain(name), 0))
        if given[_plain(name)] < wanted:
            yield Finding("samples", _short(name, given[_plain(name)], wanted), SAMPLES)
    for name in asked:
        if _plain(name) not in listed:
            text = f"{name}: the AI Office asked for samples; the report lists no such evaluation."
            yield Finding("evaluations", text, SAMPLES)
    for row in told.rows("samples"):
        if _plain(row.get("evaluation")) not in listed:
            listed.add(_plain(row.get("evaluation")))
            text = (
                f"{row.get('evaluation')}: samples of an evaluation that the report does not list."
            )
            yield Finding("samples", text, SAMPLES)


def _short(name: str, given: int, wanted: int) -> str:
    of = "no random sample" if not given else f"{given} random sample{'s' if given != 1 else ''}"
    source = "at least" if wanted == LEAST_SAMPLES else "as the AI Office asked,"
    return f"{name}: {of}; it holds {source} {wanted}."


def _unnamed(told: Told, key: str, risks: Sequence[str], cite: str) -> Iterable[Finding]:
    """Name the identified risks without a row; a table without rows is missing as a whole."""
    rows = told.rows(key)
    if not rows:
        return
    named = {_plain(row.get("risk")) for row in rows}
    for risk in risks:
        if _plain(risk) not in named:
            yield Finding(key, f"{risk}: an identified risk without a row here.", cite)


def _external(told: Told) -> Iterable[Finding]:
    """Ask which exception applies, or why the evaluator was chosen: one of the two, not neither."""
    if {"no-evaluator", "evaluator-choice"} <= told.without:
        text = (
            "Either an exception of Appendix 3.5 applies, or the choice of evaluator is explained."
        )
        yield Finding("no-evaluator", text, EXTERNAL)
    if {"no-evaluator", "evaluator-choice"} <= told.said.keys():
        text = "It names both an exception for having no evaluator, and the choice of one."
        yield Finding("no-evaluator", text, EXTERNAL)


def _similar(told: Told, *, relies_on_reference: bool) -> Iterable[Finding]:
    if relies_on_reference and "similarly-safe" not in told.said:
        text = "The model is compared with a safe reference: the report justifies it."
        yield Finding("similarly-safe", text, SIMILAR)


def _plain(name: object) -> str:
    return " ".join(str(name or "").casefold().split())
