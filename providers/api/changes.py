"""What a fact changed: newly owed, changed, ended, and why."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol
from uuid import UUID

from rest_framework import serializers

from providers.rest.references import DueOut, due


class Change(Protocol):
    """One duty that was opened, changed or ended, as the listener for facts tells it."""

    duty_id: UUID
    ai_model_id: UUID | None
    key: str
    title: str
    owed: bool | None
    due_on: date | None
    rolled_on: date | None
    is_provisional: bool
    because: str
    before: str


class ChangeOut(serializers.Serializer[Any]):
    """One duty that was opened, changed or ended; ``before`` says what was so until now."""

    duty = serializers.UUIDField()
    model = serializers.UUIDField(allow_null=True)
    key = serializers.CharField()
    title = serializers.CharField()
    owed = serializers.BooleanField(
        allow_null=True, help_text="null: not enough is known, and because names the missing fact."
    )
    due = DueOut(allow_null=True)
    because = serializers.CharField()
    before = serializers.CharField(allow_blank=True)


class ChangesOut(serializers.Serializer[Any]):
    """Everything that followed from what was recorded, in the same transaction."""

    newly_owed = ChangeOut(many=True)
    changed = ChangeOut(many=True)
    ended = ChangeOut(many=True)


def changes_body(changes: Any) -> dict[str, Any]:
    """Write what followed; three empty lists where nothing did."""
    return {
        name: [_body(one) for one in getattr(changes, name, ())]
        for name in ("newly_owed", "changed", "ended")
    }


def _body(change: Change) -> dict[str, Any]:
    return {
        "duty": change.duty_id,
        "model": change.ai_model_id,
        "key": change.key,
        "title": change.title,
        "owed": change.owed,
        "due": due(change.due_on, change.rolled_on, change.is_provisional),
        "because": change.because,
        "before": change.before,
    }
