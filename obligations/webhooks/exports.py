"""Webhooks and their log as sheets; of an address only what pages show."""

from __future__ import annotations

from obligations.webhooks.queries.endpoints import standing
from obligations.webhooks.words import STANDING, STATE
from providers.sheets.columns import Sheet

WEBHOOKS = Sheet(
    "webhooks",
    {
        "Webhook": "label",
        "Form": "get_format_display",
        "Address": "address",
        "State": lambda row: STANDING[standing(row)].text,
        "Kinds": lambda row: row.kinds or "Every kind",
        "Waiting": "waiting",
        "Given up": "given_up",
        "Last delivered": "last_taken_at",
        "Id": "pk",
    },
)
DELIVERIES = Sheet(
    "webhook-log",
    {
        "Event": "title",
        "Kind": "kind",
        "webhook-id": "message_id",
        "State": lambda row: STATE[row.state].text,
        "Queued": "queued_at",
        "Tries": "attempt_count",
        "Last try": "last_try_at",
        "Ended": "ended_at",
        "Id": "pk",
    },
)
