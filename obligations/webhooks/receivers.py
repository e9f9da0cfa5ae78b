"""Notices that are queued: told to webhooks in the same transaction, and hurried along after it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from obligations.services.notices import Message
from obligations.signals import notices_queued
from obligations.webhooks import tasks
from obligations.webhooks.services import outbox


@receiver(notices_queued)
def tell_webhooks(*, messages: Sequence[Message], now: datetime, **_: Any) -> None:
    """Queue what webhooks want of it, with what caused it or not at all."""
    if outbox.put(messages, now=now):
        transaction.on_commit(tasks.hurry)
