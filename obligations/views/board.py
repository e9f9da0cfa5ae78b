"""The board of duties."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from obligations.forms.board import SORTS, BoardFilter
from obligations.queries import board, people
from obligations.views.access import member_required
from providers.middleware import ActorRequest
from providers.models import AIModel

PAGE = 50


@require_GET
@member_required
def duties(request: ActorRequest) -> HttpResponse:
    """List the duties of the current provider, as the address says."""
    provider, today = request.current_provider, timezone.localdate()
    assert provider is not None  # noqa: S101 -- member_required
    models = AIModel.objects.visible_to(request.actor).filter(provider=provider).order_by("name")
    form = BoardFilter(
        request.GET, models=list(models), people=people.members(provider), label_suffix=""
    )
    chosen = form.chosen
    found = board.duties(provider, request.actor, chosen, on=today)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "today": today,
        "is_grouped": chosen.get("sort", "") in ("key", "-key"),
        "page": page,
        "total": page.paginator.count,
        "sorts": _sorts(request, chosen.get("sort", "due")),
        "previous": _with(request, page=page.previous_page_number()) if page.has_previous() else "",
        "next": _with(request, page=page.next_page_number()) if page.has_next() else "",
        "has_models": models.exists() if not page.paginator.count else True,
    }
    fragment = request.headers.get("HX-Target") == "duties"
    template = "obligations/_duties.html" if fragment else "obligations/duties.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Target"])
    return response


def _with(request: ActorRequest, **changed: object) -> str:
    """Give the present address with some of its questions changed."""
    query = request.GET.copy()
    for name, value in changed.items():
        query[name] = str(value)
    return f"?{query.urlencode()}"


def _sorts(request: ActorRequest, current: str) -> dict[str, dict[str, str]]:
    """Say for each column that sorts where its heading leads and how it is sorted now."""
    columns = {}
    for name in (sort for sort in SORTS if not sort.startswith("-")):
        backwards = f"-{name}"
        direction = {name: "ascending", backwards: "descending"}.get(current, "none")
        following = backwards if current == name else name
        columns[name] = {"href": _with(request, sort=following, page=1), "direction": direction}
    return columns
