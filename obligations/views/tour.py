"""The tour of the demonstration: what it shows, from stop to stop, left and taken up again."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from obligations.queries import tour as queries
from obligations.queries.tour import KEPT, OFFICER, REVIEWER, STOPS, Standing
from obligations.views.access import signed_in
from providers.middleware import ActorRequest

TITLES: dict[str, str | Promise] = {
    OFFICER: _("As a compliance officer"),
    REVIEWER: _("As a reviewer at the AI Office"),
}


@require_GET
def tour(request: ActorRequest) -> HttpResponse:
    """Show what the tours lead to, and where to begin or go on; only beside the demonstration."""
    if not queries.is_loaded():
        raise Http404
    mine = queries.open_to(request.actor, request.current_provider) if request.actor.user_id else []
    context = {
        "tours": [(name, TITLES[name], STOPS[name], name in mine) for name in STOPS],
        "kept": _kept(request) if mine else None,
    }
    return render(request, "obligations/tour.html", context)


@require_POST
@signed_in
def tour_go(request: ActorRequest) -> HttpResponse:
    """Go to a stop of a tour."""
    name, number = request.POST.get("tour", ""), request.POST.get("stop", "1")
    if name not in queries.open_to(request.actor, request.current_provider):
        raise Http404
    numbered = {str(place): stop for place, stop in enumerate(STOPS[name], start=1)}
    if number not in numbered:
        raise Http404
    page = numbered[number].place(request.actor, request.current_provider)
    request.session[KEPT] = {"name": name, "number": int(number), "is_on": True, "page": page}
    return HttpResponseRedirect(page)


@require_POST
@signed_in
def tour_leave(request: ActorRequest) -> HttpResponse:
    """Leave the tour; it can be taken up where it was left."""
    kept = request.session.get(KEPT)
    if kept:
        request.session[KEPT] = kept | {"is_on": False}
    return redirect("tour" if queries.is_loaded() else "home")


def _kept(request: ActorRequest) -> Standing | None:
    kept = request.session.get(KEPT)
    return Standing(**kept) if kept else None
