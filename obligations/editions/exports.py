"""Law changes as sheets: entries that differ, and what that means for a provider."""

from __future__ import annotations

from obligations.exports.lists import ITSELF
from providers.sheets.columns import Sheet

ENTRIES = Sheet(
    "law-change",
    {
        "What": "what",
        "Key": "entry.key",
        "Title": "entry.title",
        "Citation": "entry.cite",
        "In a sentence": "sentence",
        "Fields": lambda row: [one.name for one in row.fields],
    },
)
EFFECTS = Sheet(
    "what-a-law-change-means",
    {
        "What happens": "what",
        "Key": "key",
        "Duty": "title",
        "Citation": "cite",
        "Model": lambda row: row["model_name"] or ITSELF,
        "Before": "before",
        "After": "after",
        "Because": "because",
        "Doubts": "doubts",
    },
)
