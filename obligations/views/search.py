"""Search over everything the person may see, from any page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from obligations.queries.search import words
from obligations.queries.search.sources import Asked, groups
from providers.middleware import ActorRequest


@require_GET
def search(request: ActorRequest) -> HttpResponse:
    """Answer what was typed, kind by kind; visitors search the law alone."""
    typed = " ".join(words.split(request.GET.get("q", "")))
    asked = Asked(words=typed.split(), typed=typed, actor=request.actor, on=timezone.localdate())
    context = {"typed": typed, "search_query": typed, "groups": groups(asked)}
    return render(request, "obligations/search.html", context)
