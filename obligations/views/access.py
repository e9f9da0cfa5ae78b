"""Who may open a page at all; what they find there is decided by ``visible_to``."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from providers.middleware import ActorRequest

View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Send visitors without an account to sign in, and back afterwards."""

    @wraps(view)
    def guarded(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.actor.user_id is None:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def member_required(view: View) -> View:
    """Let in who belongs to a provider; a reviewer is shown to the AI Office's own pages."""

    @signed_in
    @wraps(view)
    def guarded(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.current_provider is None:
            return redirect("office" if request.actor.is_office else "home")
        return view(request, *args, **kwargs)

    return guarded
