"""Finding a provider of one's own."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from providers.errors import DomainError, InvalidInput
from providers.middleware import ActorRequest
from providers.models import Provider, User

View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Send visitors without an account to sign in, and back afterwards."""

    @wraps(view)
    def guarded(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.actor.user_id is None:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def person_of(request: ActorRequest) -> User:
    """Answer who is signed in, behind ``signed_in``."""
    assert isinstance(request.user, User)  # noqa: S101 -- signed_in
    return request.user


def own_provider(request: ActorRequest, provider_id: UUID) -> Provider:
    """Find a provider the person is a member of, or answer that there is none."""
    mine = Provider.objects.visible_to(request.actor).filter(pk__in=request.actor.provider_ids)
    found: Provider = get_object_or_404(mine, pk=provider_id)
    return found


def place(form: Any, refusal: DomainError) -> None:
    """Put what a service refuses beside the field it names, or above the form."""
    problems = refusal.problems if isinstance(refusal, InvalidInput) else (refusal,)
    for problem in problems:
        form.add_error(problem.field if problem.field in form.fields else None, problem.message)
