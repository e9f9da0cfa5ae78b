"""The AI Office's first page: who submitted something, and who may open the Office's pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from obligations.exports.lists import PROVIDERS
from obligations.law.deadlines import brussels_day
from obligations.queries import office_access, queues, shared, statistics, submissions, tour
from obligations.queries.office_start import office_start
from obligations.services import visits
from obligations.views.access import signed_in
from providers.middleware import ActorRequest
from providers.sheets import answers as sheets

View = Callable[..., HttpResponseBase]


def office_required(view: View) -> View:
    """Let in people of the AI Office; everybody else is told that the page is theirs alone."""

    @signed_in
    @wraps(view)
    def guarded(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.actor.is_office:
            raise PermissionDenied(_("This page is for reviewers at the AI Office."))
        return view(request, *args, **kwargs)

    return guarded


@require_GET
@office_required
def office(request: ActorRequest) -> HttpResponseBase:
    """List the providers that submitted something, and what is new since the last visit."""
    if sheets.wanted(request):
        found = submissions.providers(request.actor)
        return sheets.answer(request, PROVIDERS, found, now=timezone.now())
    now = timezone.now()
    last_visit = visits.note(provider=None, by=request.actor, now=now)
    news = shared.news(request.actor, since=last_visit)
    context = {
        "access": office_access.running(request.actor, brussels_day(now)),
        "providers": [(one, news.get(one.pk, ())) for one in submissions.providers(request.actor)],
        "last_visit": last_visit,
        "start": office_start(request.actor),
        # Asked only where it is shown.
        "has_tour": tour.is_loaded,
        "asked": queues.asked(request.actor, now=now),
        "new": shared.totals(news.values()),
        "newest": submissions.submitted(request.actor).order_by("-submitted_at", "-pk")[:8],
    }
    return render(request, "obligations/office/home.html", context)


@require_GET
@office_required
def office_statistics(request: ActorRequest) -> HttpResponseBase:
    """Show counts over all providers as pictures; each number leads to its list."""
    context = {
        "texts": statistics.by_text(request.actor),
        "pictures": statistics.pictures(request.actor, now=timezone.now()),
    }
    return render(request, "obligations/office/statistics.html", context)
