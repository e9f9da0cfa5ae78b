"""What is forgotten: events nobody could take in time, and the log once it is old."""

from __future__ import annotations

from datetime import datetime, timedelta

from obligations.services.counting import counted
from obligations.webhooks.models import Delivery, State

WAITED = timedelta(days=14)
KEPT = timedelta(days=90)


def forget(*, now: datetime) -> str:
    """Give up what waited two weeks, as behind a paused webhook; delete what ended long ago."""
    waiting = Delivery.objects.filter(state=State.WAITING, queued_at__lt=now - WAITED)
    # An old event that somebody sends again on purpose has just begun to wait.
    given_up = waiting.filter(next_try_at__lt=now - WAITED).update(
        state=State.GIVEN_UP, ended_at=now, claimed_until=None
    )
    old = Delivery.objects.exclude(state=State.WAITING).filter(ended_at__lt=now - KEPT)
    _, counts = old.delete()
    count = counts.get(Delivery._meta.label, 0)
    forgotten = counted(count, "delivery", "deliveries")
    return f"{counted(given_up, 'event')} given up, {forgotten} forgotten."
