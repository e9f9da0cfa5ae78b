"""Undo: a success message that carries a way back to what was there before.

What was there is kept in the person's session under a random key; the message's button posts the
key. The way back is a change like any other: it goes through the services, is refused where
somebody changed the same thing since, and stands in the trail.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from providers.errors import DomainError
from providers.middleware import ActorRequest
from providers.views.access import signed_in

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


def offer(request: ActorRequest, told: str, step: str, *, page: str, **before: Any) -> None:
    """Say that a step is done, and offer to undo it.

    ``before`` is what the way back needs, in the forms JSON has; ``page`` is where the person is
    shown afterwards. The newest ten offers of a session stand, each for an hour.
    """
    kept: dict[str, Any] = request.session.get(KEPT, {})
    key = secrets.token_urlsafe(9)
    until = (timezone.now() + LIFE).isoformat()
    kept[key] = {"step": step, "before": before, "page": page, "until": until}
    request.session[KEPT] = dict(list(kept.items())[-MOST:])
    messages.success(request, told, extra_tags=key)


@require_POST
@signed_in
def undo(request: ActorRequest) -> HttpResponse:
    """Bring back what was there before a step, once."""
    kept: dict[str, Any] = request.session.get(KEPT, {})
    offered = kept.pop(request.POST.get("undo", ""), None)
    request.session[KEPT] = kept
    if offered is None or datetime.fromisoformat(offered["until"]) < timezone.now():
        messages.error(
            request, _("This can no longer be undone: it is undone already, or too old.")
        )
        return redirect("home")
    try:
        _WAYS[offered["step"]](request, offered["before"])
    except DomainError as refusal:
        told = _("Nothing was undone, for it has changed since or is not yours to change. {reason}")
        messages.error(request, told.format(reason=refusal.message))
    else:
        messages.success(request, _("Undone. It is as it was before."))
    return HttpResponseRedirect(offered["page"])
