"""Search over everything the person may see, from any page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from obligations.queries.search import sources, words
from obligations.queries.search.sources import Asked, Found
from providers.middleware import ActorRequest


@require_GET
def search(request: ActorRequest) -> HttpResponse:
    """Answer what was typed, kind by kind, or every hit of one kind, page by page.

    Visitors search the law and its terms alone.
    """
    typed = " ".join(words.split(request.GET.get("q", "")))
    asked = Asked(words=typed.split(), typed=typed, actor=request.actor, on=timezone.localdate())
    context: dict[str, Any] = {"typed": typed, "search_query": typed}
    if kind := request.GET.get("kind", ""):
        context |= _one_kind(request, asked, kind)
    else:
        context["groups"] = sources.groups(asked)
    return render(request, "obligations/search.html", context)


def _one_kind(request: ActorRequest, asked: Asked, kind: str) -> dict[str, Any]:
    given = request.GET.get("page", "1")
    number = int(given) if given.isdecimal() and len(given) < 6 else 1
    group = sources.page(asked, kind, number)
    if group is None:
        raise Http404

    def address(page: int) -> str:
        return f"?{urlencode({'q': asked.typed, 'kind': kind, 'page': page})}"

    return {
        # The way on is the next page.
        "groups": [replace(group, found=Found(group.found.hits))] if group.found.hits else [],
        "kind": group,
        "previous": address(number - 1) if number > 1 else "",
        "next": address(number + 1) if group.found.has_more else "",
    }
