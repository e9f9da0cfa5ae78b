"""The list of documents as a sheet."""

from __future__ import annotations

from obligations.exports.lists import link
from providers.sheets.columns import Sheet

DOCUMENTS = Sheet(
    "documents",
    {
        "About": "about",
        "Document": "outline.title",
        "Filled": "count.filled",
        "Does not apply": "count.not_applicable",
        "Missing": "count.missing",
        "Last change": "document.changed_at",
        "Changed by": "document.changed_by_name",
        "Latest version": lambda row: row.document.latest_number or None,
        "Page": lambda row: link(f"/documents/{row.document.pk}/"),
        "Id": "document.pk",
    },
)
