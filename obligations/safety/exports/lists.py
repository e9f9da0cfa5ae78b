"""The lists of the safety room as sheets; estimates and decisions are the provider's."""

from __future__ import annotations

from collections.abc import Mapping

from obligations import words
from obligations.exports.lists import link
from obligations.safety.register import DECISIONS, PROBABILITY, SEVERITY, SPREAD
from providers.sheets.columns import Sheet, Value

OVERVIEW = Sheet(
    "safety-and-security",
    {
        "Model": "ai_model.name",
        "Chapter applies": lambda row: words.word("truth", row.applies.answer).text,
        "Because": "applies.because",
        "Nearest clock": lambda row: row.clocks[0].deadline.title if row.clocks else None,
        "Strict last day": lambda row: row.clocks[0].deadline.due_on if row.clocks else None,
        "Clocks": lambda row: len(row.clocks),
        "Page": lambda row: link(f"/safety/models/{row.ai_model.pk}/"),
    },
)


def _said(name: str) -> Value:
    return lambda row: row.entry.value.get(name) if row.entry else None


def _step(name: str, scale: Mapping[str, str]) -> Value:
    return lambda row: scale.get(row.entry.value.get(name) or "") if row.entry else None


RISKS = Sheet(
    "systemic-risks",
    {
        "Number": "number",
        "Risk": "name",
        "Specified": "is_specified",
        "Assessed on": "entry.on",
        "Owner": _said("owner"),
        "Probability before mitigation": _step("probability_before", PROBABILITY),
        "Severity before mitigation": _step("severity_before", SEVERITY),
        "Uncertainty before mitigation": _step("spread_before", SPREAD),
        "Probability after mitigation": _step("probability_after", PROBABILITY),
        "Severity after mitigation": _step("severity_after", SEVERITY),
        "Uncertainty after mitigation": _step("spread_after", SPREAD),
        "Tiers reached": _said("tiers_reached"),
        "Tiers not reached yet": _said("tiers_ahead"),
        "Your decision": _step("decision", DECISIONS),
        "Decided by": _said("decided_by"),
    },
)
GIVEN = Sheet(
    "frameworks-and-reports-given",
    {
        "Given on": "on",
        "Provider": "provider.name",
        "Model": "ai_model.name",
        "Version": "version.number",
        "Taken back": "is_withdrawn",
        "Reference": lambda row: row.value.get("reference"),
        "Channel": lambda row: row.value.get("channel"),
        "Id": "pk",
    },
)
