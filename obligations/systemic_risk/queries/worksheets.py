"""The one-third worksheet of a model: the test on given values, and what recording them changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from obligations.law.modifications import Worksheet, worksheet
from obligations.law.terms import Doubt
from obligations.queries import catalogue
from obligations.systemic_risk.queries import preview
from obligations.systemic_risk.queries.preview import Effect
from providers.errors import InvalidInput
from providers.models import AIModel

KIND = "modification"


@dataclass(frozen=True, slots=True)
class Tried:
    """The test as it comes out, the open questions it meets, and what would change in duties."""

    worksheet: Worksheet
    doubts: Sequence[Doubt]
    effects: Sequence[Effect]


def recorded(ai_model: AIModel) -> dict[str, Any] | None:
    """Give the modification that is recorded about a model; None where none is."""
    fact = ai_model.facts.filter(kind=KIND).current().first()
    return fact.value if fact else None


def tried(ai_model: AIModel, value: Mapping[str, Any], *, on: date) -> Tried:
    """Apply the test to a modification, on one day; nothing is recorded.

    Raises InvalidInput for a value that could not be recorded.
    """
    after = preview.changed(preview.known(ai_model, on=on), {KIND: value})
    if after.modification is None:
        raise InvalidInput(_("Say something about the modification."), field="compute_flop")
    found = worksheet(after.modification)
    return Tried(
        worksheet=found,
        doubts=catalogue.doubts(list(found.answer.doubts)),
        effects=preview.effects(ai_model, {KIND: value}, on=on),
    )
