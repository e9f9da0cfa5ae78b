"""Steps that ask once more who the person is: tokens, members, signing, decisions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from rest_framework.permissions import SAFE_METHODS

from providers import kept_forms
from providers.middleware.actor import person_of
from providers.models import User


class ConfirmationMiddleware:
    """Ask for the password or a key again before a step of ``settings.STEPS_TO_CONFIRM``.

    What was typed is kept meanwhile. Tokens act within their scopes and are not asked.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Let everything pass but a step whose person was not asked lately."""
        name = request.resolver_match.url_name if request.resolver_match else None
        if request.method in SAFE_METHODS or name not in settings.STEPS_TO_CONFIRM:
            return None
        person = person_of(request)
        if person is None or "Authorization" in request.headers or was_asked(request, person):
            return None
        if request.path_info.startswith("/api/"):
            return _told()
        return _asked(request, person)


def was_asked(request: HttpRequest, person: User) -> bool:
    """Say whether the person proved who they are within the time that counts."""
    proofs = [one["at"] for one in get_authentication_records(request, person)]
    return timezone.now().timestamp() - max(proofs, default=0) < settings.CONFIRMATION_LASTS


def _asked(request: HttpRequest, person: User) -> HttpResponse:
    page = "account_reauthenticate"
    if not get_adapter(request).get_reauthentication_methods(person):
        # Who signs in elsewhere alone proves it there, by signing in anew.
        logout(request)
        page = "account_login"
    back = {"next": reverse("kept-form")} if kept_forms.keep(request, person.pk) else {}
    return HttpResponseRedirect(f"{reverse(page)}?{urlencode(back)}")


def _told() -> HttpResponse:
    told = "Confirm on the pages that it is you, then send this again; or use a token."
    body = {"title": "Forbidden", "status": 403, "detail": told}
    return JsonResponse(body, status=403, content_type="application/problem+json")
