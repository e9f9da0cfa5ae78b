"""The list of complaints as a sheet; who complained is left out once it was erased."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from obligations.exports.lists import link
from providers.sheets.columns import Sheet


def _who(row: Any) -> str:
    complaint = row.complaint
    if complaint.erased_at:
        return "Author erased"
    return str(complaint.on_behalf_of or complaint.name)


COMPLAINTS = Sheet(
    "complaints",
    {
        "Number": "complaint.number",
        "Of": _who,
        "Works": "complaint.works",
        "Received": "received_on",
        "Age in days": "days",
        "Own target": "complaint.target_on",
        "State": "complaint.get_state_display",
        "Page": lambda row: link(reverse("copyright-complaint", args=[row.complaint.pk])),
        "Id": "complaint.pk",
    },
)
