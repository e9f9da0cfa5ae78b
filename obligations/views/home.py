"""The start page: what needs attention first; strangers read what the product is for."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from obligations.queries import (
    clocks,
    foreseen,
    news,
    notices,
    progress,
    start,
    targets,
    tour,
    waiting,
)
from obligations.queries import home as queries
from obligations.services import visits
from providers.middleware import ActorRequest
from providers.permissions import allowed, check_register_model

NEWS = 5
QUESTIONS = 8
MODELS = 12


@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """Show the work of the current provider, in order of danger.

    ``?all=clocks`` and ``?all=questions`` show the whole of a list that is cut otherwise.
    """
    if request.actor.user_id is None:
        return render(request, "public/landing.html", {"has_tour": tour.is_loaded()})
    provider = request.current_provider
    if provider is None:
        return _without_provider(request)
    today = timezone.localdate()
    before = visits.note(provider=provider, by=request.actor, now=timezone.now())
    whole = request.GET.get("all", "")
    limit = None if whole == "clocks" else clocks.SHOWN
    running = clocks.near(provider, request.actor, now=timezone.now(), limit=limit)
    told = {one.deadline.matter_id for one in running.shown if one.deadline.matter_id}
    waits = waiting.waiting(provider, request.actor, told=told)
    questions = queries.open_questions(provider, request.actor)
    coming = foreseen.of(provider, request.actor, on=today)
    own = targets.at_hand(provider, request.actor, on=today)
    found = queries.in_order(queries.attention(provider, request.actor, on=today), waits, own)
    by_model = progress.by_model(provider, request.actor)
    context = {
        "today": today,
        "clocks": running,
        "foreseen": coming,
        "attention": found,
        "has_troubles": any([len(coming), running.count, *(one.count for one in found)]),
        "questions": questions if whole == "questions" else questions[:QUESTIONS],
        "questions_count": len(questions),
        # The provider itself comes last and is always shown.
        "progress": [*by_model[:MODELS], *by_model[MODELS:][-1:]],
        "has_more_models": len(by_model) > MODELS + 1,
        "chapters": progress.by_chapter(provider, request.actor),
        "news": notices.inbox(request.actor)[:NEWS],
        "changed": news.since(provider, request.actor, before),
        "role": request.actor.role_in(provider.pk),
        "start": start.start(provider, request.actor),
        "is_first_visit": before is None,
        "may_register": allowed(check_register_model, request.actor, provider),
    }
    return render(request, "obligations/home.html", context)


def _without_provider(request: ActorRequest) -> HttpResponse:
    if request.actor.is_office:
        return redirect("office")
    return render(request, "obligations/no_provider.html")
