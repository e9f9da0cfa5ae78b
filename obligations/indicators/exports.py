"""Indicators and readings as sheets."""

from __future__ import annotations

from typing import Any

from obligations.exports.lists import link, model_name
from providers.sheets.columns import Sheet

INDICATORS = Sheet(
    "indicators",
    {
        "Indicator": "definition.name",
        "Model": lambda row: model_name(row.indicator),
        "Measure": "indicator.measure",
        "Latest reading": "latest.value",
        "Unit": "definition.unit",
        "Read on": "latest.taken_on",
        "Target": "definition.get_direction_display",
        "Least value": "definition.target_low",
        "Greatest value": "definition.target_high",
        "Own target": "reach",
        "Next reading planned": "next_on",
        "Ended on": "indicator.ended_on",
        "Page": lambda row: link(f"/indicators/{row.indicator.pk}/"),
        "Id": "indicator.pk",
    },
)


def _value(row: Any) -> Any:
    return None if row.value is None else row.value.normalize()


READINGS = Sheet(
    "readings",
    {
        "taken_on": "taken_on",
        "value": _value,
        "note": "note",
        "id": "pk",
        "supersedes": "supersedes_id",
        "reason": "reason",
        "recorded_at": "recorded_at",
    },
)
