"""The lists of packages as sheets."""

from __future__ import annotations

from typing import Any

from obligations.exports.lists import link, model_name
from obligations.packages.queries import reconciliation
from obligations.packages.words import STATE, STATUS
from providers.sheets.columns import Sheet

PACKAGES = Sheet(
    "packages",
    {
        "Number": "number",
        "Package": "title",
        "Purpose": "purpose",
        "Model": model_name,
        "Status": lambda row: STATUS[row.status].text,
        "Items": "item_count",
        "Made": "created_at",
        "Made by": "created_by_name",
        "Sent": "sent_at",
        "Shared with the AI Office": "shared_at",
        "Receipts": "receipt_count",
        "Page": lambda row: link(f"/packages/{row.pk}/"),
        "Id": "pk",
    },
)
SHARED = Sheet(
    "shared-packages",
    {
        "Provider": "provider.name",
        "Number": "number",
        "Package": "title",
        "Model": model_name,
        "Shared": "shared_at",
        "Bytes": "size",
        "Page": lambda row: link(f"/packages/{row.pk}/"),
        "Id": "pk",
    },
)


def _packages(row: Any) -> list[str]:
    return [f"Package {one.package.number}" for one in row.links]


SENDING = Sheet(
    "sent-and-due",
    {
        "State": lambda row: STATE[row.state].text,
        "What was due": "title",
        "About": "matter_title",
        "Model": model_name,
        "Citation": "cite",
        "Strict last day": "due_on",
        "Recorded as done": lambda row: row.done_on or row.met_at,
        "Packages": _packages,
        "First package sent": "sent_first_at",
        "First sent on": reconciliation.first_sent_on,
        "First sent after the last day": reconciliation.is_late,
        "First receipt": "confirmed_first_at",
        "Its room": lambda row: link(reconciliation.room(row)),
        "Page": lambda row: link(row.page),
        "Id": "pk",
    },
)
