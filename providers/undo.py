"""Undo: a success message that carries a way back to what was there before.

What was there is kept in the person's session under a random key; the message's button posts the
key. The way back is a change like any other: it goes through the services, is refused where
somebody changed the same thing since, and stands in the trail.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages

from providers.middleware import ActorRequest

KEPT = "undo"
MOST = 10
LIFE = timedelta(hours=1)

# Takes what was there, brings it back by a service, and raises a DomainError where it cannot.
WayBack = Callable[[ActorRequest, Mapping[str, Any]], object]

_WAYS: dict[str, WayBack] = {}


def way_back(step: str) -> Callable[[WayBack], WayBack]:
    """Declare how a step is undone."""

    def declared(way: WayBack) -> WayBack:
        _WAYS[step] = way
        return way

    return declared


def offer(
    request: ActorRequest, told: str, step: str, *, page: str, now: datetime, **before: Any
) -> None:
    """Say that a step is done, and offer to undo it.

    ``before`` is what the way back needs, in the forms JSON has; ``page`` is where the person is
    shown afterwards. The newest ten offers of a session stand, each for an hour.
    """
    kept: dict[str, Any] = request.session.get(KEPT, {})
    key = secrets.token_urlsafe(9)
    until = (now + LIFE).isoformat()
    kept[key] = {"step": step, "before": before, "page": page, "until": until}
    request.session[KEPT] = dict(list(kept.items())[-MOST:])
    messages.success(request, told, extra_tags=key)


@dataclass(frozen=True, slots=True)
class Offer:
    """A step that can be undone: how, what was there before, and where to go afterwards."""

    way: WayBack
    before: Mapping[str, Any]
    page: str


def take(request: ActorRequest, key: str, *, now: datetime) -> Offer | None:
    """Take up an offer, once; None where it was taken, is too old, or was never made."""
    kept: dict[str, Any] = request.session.get(KEPT, {})
    offered = kept.pop(key, None)
    request.session[KEPT] = kept
    if offered is None or datetime.fromisoformat(offered["until"]) < now:
        return None
    return Offer(_WAYS[offered["step"]], offered["before"], offered["page"])
