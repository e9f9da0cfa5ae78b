"""What a model's facts mean for every entry of the catalogue on one day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from obligations.law.case import Case
from obligations.law.classification import SystemicRisk
from obligations.law.facts import ModelFacts
from obligations.law.periods import WorkingDays
from obligations.law.rules import RULES
from obligations.law.terms import Answer, Entry, Ruling

# Questions that only some cases meet: the rules raise them. Every other question of an entry is
# shown whenever the entry may be owed.
RAISED_BY_RULES = frozenset({"A11", "A12", "A13", "A14", "A15", "A18", "A19", "A23", "A24", "A34"})


@dataclass(frozen=True)
class Assessment:
    """Everything the law answers about one model on one day.

    ``doubts`` are the ids of the open questions this case meets, in order.
    """

    on: date
    general_purpose: Answer
    systemic_risk: SystemicRisk
    open_source_exemption: Answer
    legacy: Answer
    provider_of_modification: Answer
    rulings: tuple[Ruling, ...]
    doubts: tuple[str, ...]


def rulings(
    entries: Iterable[Entry], facts: ModelFacts, on: date, working_days: WorkingDays
) -> tuple[Ruling, ...]:
    """Rule on every entry that has a rule, in the order given.

    ``on`` is a day in Brussels. Facts dated later are plans: what they bring is owed with a first
    day in the future. Raises KeyError for a rule that does not exist.
    """
    case = Case.of(facts, on, working_days)
    return tuple(_ruling(entry, case) for entry in entries if entry.rule is not None)


def assess(
    entries: Iterable[Entry], facts: ModelFacts, on: date, working_days: WorkingDays
) -> Assessment:
    """Answer every question of classification and rule on every entry, with the open questions."""
    case = Case.of(facts, on, working_days)
    ruled = tuple(_ruling(entry, case) for entry in entries if entry.rule is not None)
    met: list[Answer | Ruling] = [
        case.general_purpose,
        case.systemic_risk,
        case.open_source_exemption,
        case.provider_of_modification,
        *ruled,
    ]
    return Assessment(
        on=on,
        general_purpose=case.general_purpose,
        systemic_risk=case.systemic_risk,
        open_source_exemption=case.open_source_exemption,
        legacy=case.legacy,
        provider_of_modification=case.provider_of_modification,
        rulings=ruled,
        doubts=_in_order(name for answer in met for name in answer.doubts),
    )


def over_models(ruled: Sequence[Ruling]) -> Ruling:
    """Join the rulings on one entry over all models of a provider, for what the provider owes once.

    Owed if owed for any model, with the earliest days; open if open for any; else not owed. Raises
    ValueError without rulings.
    """
    if not ruled:
        raise ValueError("There is nothing to join.")
    owed = [ruling for ruling in ruled if ruling.owed]
    if owed:
        return min(owed, key=_earliest)
    still_open = [ruling for ruling in ruled if ruling.owed is None]
    return still_open[0] if still_open else ruled[0]


def _earliest(ruling: Ruling) -> tuple[date, date]:
    due = ruling.due.strict if ruling.due else date.max
    return due, ruling.applies_from or date.max


def _ruling(entry: Entry, case: Case) -> Ruling:
    verdict = RULES[entry.rule or ""].function(case, entry)
    general = () if verdict.owed is False else set(entry.doubts) - RAISED_BY_RULES
    return Ruling(
        key=entry.key,
        title=entry.title,
        owed=verdict.owed,
        because=verdict.because,
        cite=entry.cite,
        applies_from=verdict.applies_from,
        due=verdict.due,
        done_on=verdict.done_on,
        enforceable_from=verdict.enforceable_from,
        measures=entry.measures,
        missing=verdict.missing,
        doubts=_in_order((*verdict.doubts, *general)),
        clock=verdict.clock,
        bearer=entry.bearer,
        subject=entry.subject,
    )


def _in_order(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names), key=lambda name: int(name.removeprefix("A"))))
