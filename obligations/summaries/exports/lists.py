"""The lists of training summaries as sheets."""

from __future__ import annotations

from obligations.exports.lists import link
from providers.sheets.columns import Sheet

SUMMARIES = Sheet(
    "training-summaries",
    {
        "Model": "ai_model.name",
        "Items stated": lambda row: len(row.content),
        "Changed": "changed_at",
        "Versions frozen": "latest_number",
        "Public version": "public_number",
        "Public since": "published_on",
        "Page": lambda row: link(f"/summaries/{row.pk}/"),
        "Id": "pk",
    },
)
PUBLISHED = Sheet(
    "public-summaries",
    {
        "Model": "document.ai_model.name",
        "Provider": "document.provider.name",
        "Version": "number",
        "Public since": "published_on",
        "Page": lambda row: link(f"/public/summaries/{row.document_id}/"),
    },
)
