"""The compute ledger as a sheet: what stands in it, and what was corrected or struck."""

from __future__ import annotations

from providers.sheets.columns import Sheet

LEDGER = Sheet(
    "compute-ledger",
    {
        "Run or component": "entry.name",
        "Kind": "entry.kind",
        "Method": "entry.method",
        "FLOP": "entry.flop",
        "Uncertainty (%)": "entry.uncertainty_percent",
        "Planned": "entry.is_planned",
        "From": "entry.begins_on",
        "To": "entry.ends_on",
        "Known on": "entry.known_on",
        "Counts": "counts",
        "Because": "because",
        "Corrected or struck": lambda row: row.correction is not None,
        "Why corrected": "correction.because",
        "Recorded by": "entry.recorded_by_name",
        "Recorded": "entry.recorded_at",
    },
)
NOTIFICATIONS = Sheet(
    "notifications",
    {
        "Model": lambda row: row.model_name or row.ai_model.name,
        "Provider": "provider.name",
        "FLOP": "compute_flop",
        "With arguments": "with_rebuttal",
        "Sent": "sent_on",
        "Sent by": "sent_by_name",
        "Id": "pk",
    },
)
REASSESSMENTS = Sheet(
    "requests-for-reassessment",
    {
        "Model": "ai_model.name",
        "Provider": "provider.name",
        "Asked for": "requested_on",
        "Recorded by": "recorded_by_name",
        "Earliest day": "earliest_on",
        "Outcome": lambda row: row.get_outcome_display() if row.outcome else None,
        "Decided": "decided_on",
        "Id": "pk",
    },
)
