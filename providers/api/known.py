"""What is known of a model under one name each, as a program sends it and reads it back.

The facts behind these names are recorded by kind; this table says which name belongs to which.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from rest_framework import serializers

from providers.kinds import KINDS
from providers.models import Fact
from providers.rest.bodies import Body
from providers.rest.kind_fields import body_of, field_of
from providers.services.facts import NewFact

# Names of the API's own, and the kind and field each stands for.
SINGLE: Mapping[str, tuple[str, str]] = {
    "union_market_date": ("placement", "union_market_date"),
    "is_planned": ("placement", "is_planned"),
    "how": ("placement", "how"),
    "general_purpose": ("general-purpose", "decision"),
    "general_purpose_reasons": ("general-purpose", "reasons"),
    "training_compute_flop": ("compute", "training_compute_flop"),
    "cumulative_compute_flop": ("compute", "cumulative_compute_flop"),
    "compute_method": ("compute", "method"),
    "output_modalities": ("capabilities", "output_modalities"),
    "broad_generality": ("capabilities", "broad_generality"),
    "threshold_known_on": ("threshold-known", "on"),
    "notification_submitted_on": ("notification", "submitted_on"),
    "designated_on": ("designation", "on"),
    "designation_basis": ("designation", "basis"),
    "rebuttal_submitted_on": ("rebuttal", "submitted_on"),
    "rebuttal_accepted_on": ("rebuttal", "accepted_on"),
    "rebuttal_rejected_on": ("rebuttal", "rejected_on"),
}
WHOLE: Mapping[str, str] = {"open_source": "open-source", "modification": "modification"}


class Known(Body):
    """What is known of a model; null or absent means unknown."""

    def get_fields(self) -> dict[str, Any]:
        """Add a field for every name."""
        found: dict[str, Any] = super().get_fields()
        for name, (kind, field) in SINGLE.items():
            declared = KINDS[kind].field(field)
            if declared is not None:
                found[name] = field_of(declared)
        for name, kind in WHOLE.items():
            found[name] = body_of(KINDS[kind])(required=False, allow_null=True)
        return found


class KnownOut(serializers.Serializer[Any]):
    """What is known of a model now; null means unknown."""

    def get_fields(self) -> dict[str, Any]:
        """Answer the same names as a program may send."""
        return {name: _for_reading(field) for name, field in Known().get_fields().items()}


def _for_reading(field: Any) -> Any:
    field.required = True
    field.allow_null = True
    return field


def new_facts(given: Mapping[str, Any], *, known_on: date, source: str) -> list[NewFact]:
    """Turn what is known into facts, one for each kind of which anything is said."""
    values: dict[str, dict[str, Any]] = {}
    for name, (kind, field) in SINGLE.items():
        if given.get(name) is not None:
            values.setdefault(kind, {})[field] = given[name]
    for name, kind in WHOLE.items():
        said = {key: value for key, value in (given.get(name) or {}).items() if value is not None}
        if said:
            values[kind] = said
    return [
        NewFact(kind=kind, value=value, known_on=known_on, source=source)
        for kind, value in values.items()
    ]


def as_sent(field: str) -> str:
    """Turn a field at fault, as facts name it, back into the name that was sent."""
    kind, _, inner = field.partition(".")
    for name, place in SINGLE.items():
        if place == (kind, inner):
            return name
    for name, whole in WHOLE.items():
        if whole == kind:
            return f"{name}.{inner}"
    return field


def of_models(ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """Say what is known of each model, by name, in one query."""
    stored: dict[UUID, dict[str, Any]] = {pk: {} for pk in ids}
    facts = Fact.objects.filter(ai_model__in=list(stored)).current()
    for ai_model_id, kind, value in facts.values_list("ai_model_id", "kind", "value"):
        stored[ai_model_id][kind] = value
    return {pk: _by_name(values) for pk, values in stored.items()}


def _by_name(values: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    single = {name: values.get(kind, {}).get(field) for name, (kind, field) in SINGLE.items()}
    return single | {name: values.get(kind) for name, kind in WHOLE.items()}
