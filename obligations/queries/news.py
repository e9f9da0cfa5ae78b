"""What others changed since a person's last visit: the trail of their provider, in short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from providers.actors import Actor
from providers.models import AuditEvent, Provider

SHOWN = 8
# What people do for themselves alone, and what the product works out, is no news.
PERSONAL = ("filter.saved", "filter.removed")


@dataclass(frozen=True, slots=True)
class News:
    """How much others changed since an instant, and the latest of it."""

    since: datetime
    count: int
    events: Sequence[AuditEvent]


def since(provider: Provider, actor: Actor, before: datetime | None) -> News | None:
    """Gather what others changed after ``before``, in two queries; nothing on a first visit."""
    if before is None:
        return None
    rows = AuditEvent.objects.visible_to(actor).filter(provider=provider, at__gt=before)
    rows = rows.exclude(action__in=PERSONAL).exclude(actor_id=str(actor.user_id))
    return News(before, rows.count(), list(rows.order_by("-position")[:SHOWN]))
