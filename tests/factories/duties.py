"""Deadlines and notices as rows; no service is called."""

from __future__ import annotations

from datetime import date
from itertools import count
from uuid import UUID

from obligations.law.deadlines import first_instant_after
from obligations.models import Deadline, Duty, Notice
from providers.models import Provider
from tests.factories.providers import NOW

_numbers = count(1)


def make_deadline(duty: Duty, due_on: date, **fields) -> Deadline:
    """A deadline that was never looked at: its first look is long due."""
    due_at = first_instant_after(due_on)
    defaults = {
        "provider_id": duty.provider_id,
        "ai_model_id": duty.ai_model_id,
        "clock": "fixed",
        "title": "Technical documentation of the model",
        "due_on": due_on,
        "due_at": due_at,
        "rolled_on": due_on,
        "because": "The day of placing.",
        "cite": "Art. 53(1)(a)",
        "next_check_at": NOW.replace(year=2024),
        "opened_at": NOW.replace(year=2024),
    }
    return Deadline.objects.create(duty=duty, **defaults | fields)


def make_notice(recipient: UUID, provider: Provider | None = None, **fields) -> Notice:
    """A notice that is in no mail yet."""
    number = next(_numbers)
    defaults = {
        "kind": "deadline.flagged",
        "key": f"thing:{number}",
        "title": f"Thing {number}",
        "text": "It is so.",
        "path": "/duties/",
        "queued_at": NOW,
    }
    return Notice.objects.create(recipient_id=recipient, provider=provider, **defaults | fields)
