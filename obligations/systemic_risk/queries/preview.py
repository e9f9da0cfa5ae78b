"""What facts would change in what is owed, before they are recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import pgettext, pgettext_lazy

from obligations.catalogue.loader import catalogue
from obligations.law import applicability
from obligations.law.facts import ModelFacts, Modification
from obligations.law.terms import Ruling, Subject
from obligations.queries import facts
from providers import kinds
from providers.models import AIModel

CHANGES = {
    "Newly owed": pgettext_lazy("change of a duty", "Newly owed"),
    "Ends": pgettext_lazy("change of a duty", "Ends"),
    "Changes": pgettext_lazy("change of a duty", "Changes"),
    "Open": pgettext_lazy("change of a duty", "Open"),
}


@dataclass(frozen=True, slots=True)
class Effect:
    """One obligation of which the law would say something else."""

    before: Ruling
    after: Ruling

    @property
    def what(self) -> str:
        """Whether it would be newly owed, would end, or would change."""
        if self.after.owed and not self.before.owed:
            return "Newly owed"
        if self.before.owed and self.after.owed is False:
            return "Ends"
        return "Open" if self.after.owed is None else "Changes"

    @property
    def is_about_owing(self) -> bool:
        """Whether it would be owed anew, or no longer, or on other days, or would become open."""
        becomes_open = self.before.owed is False and self.after.owed is None
        return bool(self.before.owed or self.after.owed) or becomes_open

    @property
    def change(self) -> str:
        """The same in the language of the reader; an open answer that ends says how."""
        if self.before.owed is None and self.after.owed is False:
            return pgettext("change of a duty", "No longer open: not owed")
        return str(CHANGES[self.what])


def effects(
    ai_model: AIModel, values: Mapping[str, Mapping[str, Any]], *, on: date
) -> tuple[Effect, ...]:
    """Rule on a model as it is and as it would be with facts of these kinds, on one day.

    Raises InvalidInput for a value that could not be recorded.
    """
    facts_now = known(ai_model, on=on)
    entries = [
        entry for entry in catalogue().as_of(on) if entry.rule and entry.subject is Subject.MODEL
    ]
    days = catalogue().working_days()
    before = applicability.rulings(entries, facts_now, on, days)
    after = applicability.rulings(entries, changed(facts_now, values), on, days)
    pairs = (Effect(*pair) for pair in zip(before, after, strict=True))
    found = [one for one in pairs if _said(one.before) != _said(one.after)]
    order = ("Newly owed", "Ends", "Changes", "Open")
    return tuple(sorted(found, key=lambda one: (not one.is_about_owing, order.index(one.what))))


def answer(
    ai_model: AIModel, values: Mapping[str, Mapping[str, Any]], *, key: str, on: date
) -> Ruling:
    """Rule on one obligation as it would be with facts of these kinds."""
    entries = [entry for entry in catalogue().as_of(on) if entry.key == key]
    facts_then = changed(known(ai_model, on=on), values)
    (found,) = applicability.rulings(entries, facts_then, on, catalogue().working_days())
    return found


def known(ai_model: AIModel, *, on: date) -> ModelFacts:
    """Give the facts in force about a model and its provider."""
    return facts.of_model(ai_model, on=on)


def changed(facts_now: ModelFacts, values: Mapping[str, Mapping[str, Any]]) -> ModelFacts:
    """Put facts of these kinds in the place of the known ones."""
    for kind, value in values.items():
        facts_now = replace(facts_now, **_FIELDS[kind](kinds.clean(kind, value)))
    return facts_now


def _said(ruling: Ruling) -> tuple[Any, ...]:
    due = ruling.due.strict if ruling.due else None
    return ruling.owed, ruling.applies_from, due, ruling.done_on


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _flop(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


_FIELDS: Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "compute": lambda value: {
        "training_compute_flop": _flop(value["training_compute_flop"]),
        "cumulative_compute_flop": _flop(value["cumulative_compute_flop"]),
    },
    "threshold-known": lambda value: {"threshold_known_on": _day(value["on"])},
    "notification": lambda value: {"notification_submitted_on": _day(value["submitted_on"])},
    "designation": lambda value: {
        "designated_on": _day(value["on"]),
        "designation_basis": value["basis"],
    },
    "rebuttal": lambda value: {
        f"rebuttal_{name}": _day(value[name])
        for name in ("submitted_on", "accepted_on", "rejected_on")
    },
    "modification": lambda value: {
        "modification": Modification(
            compute_flop=_flop(value["compute_flop"]),
            original_compute_flop=_flop(value["original_compute_flop"]),
            original_systemic=value["original_systemic"],
            same_provider=value["same_provider"],
        )
    },
}
