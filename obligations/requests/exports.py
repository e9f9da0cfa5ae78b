"""The list of requests as a sheet."""

from __future__ import annotations

from obligations.exports.lists import link, model_name
from providers.sheets.columns import Sheet

REQUESTS = Sheet(
    "requests",
    {
        "Number": "number",
        "Asked by": "asked_by",
        "Who asks": "get_asker_display",
        "Model": lambda row: model_name(row) if row.ai_model else "",
        "Received": "received_on",
        "Asks": "asks",
        "Legal basis": lambda row: row.get_basis_display() if row.basis else "",
        "Answer by": "answer_by",
        "Answered": "answered_on",
        "Taken back": "withdrawn_on",
        "Reference": "reference",
        "Page": lambda row: link(f"/requests/{row.pk}/"),
        "Id": "pk",
    },
)
OFFICE = Sheet(
    "requests-for-information",
    {
        "Provider": "provider.name",
        "Number": "number",
        "Model": lambda row: model_name(row) if row.ai_model else "",
        "Legal basis": lambda row: row.get_basis_display() if row.basis else "",
        "Asks": "asks",
        "Made": "received_on",
        "Made by": "recorded_by_name",
        "Answer by": "day_set",
        "Answered": "answered_on",
        "Taken back": "withdrawn_on",
        "Id": "pk",
    },
)
