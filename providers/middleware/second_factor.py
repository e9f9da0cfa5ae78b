"""Who works where everybody needs two factors sets one up first."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from providers.middleware.actor import ActorRequest

# Where a second factor is set up, and what works without one.
OPEN = ("/accounts/", "/account/", "/api/", "/static/", "/invitations/")


class SecondFactorMiddleware:
    """Lead people whose roles wait for a second factor to the page that sets one up.

    Their roles are withheld from the actor itself, so that nothing depends on this redirection.
    """

    def __init__(self, get_response: Callable[[ActorRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: ActorRequest) -> HttpResponse:
        if request.actor.waits_for_factor and not request.path_info.startswith(OPEN):
            return HttpResponseRedirect(reverse("second-factor"))
        return self.get_response(request)
