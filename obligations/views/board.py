"""The board of duties: as a table, and as a matrix of models by obligations."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from obligations.exports.lists import DUTIES
from obligations.forms.board import SORTS, BoardFilter
from obligations.forms.bulk import SaveFilterForm
from obligations.law.freshness import Freshness
from obligations.law.workflow import Claim, Decision
from obligations.models import SavedFilter
from obligations.permissions import check_choose_many
from obligations.queries import board, matrix, people
from obligations.services.bulk import MOST
from obligations.views.access import member_required
from providers.middleware import ActorRequest
from providers.models import AIModel, Provider
from providers.permissions import allowed
from providers.sheets import answers as sheets

PAGE = 50
MATRIX_COLUMNS = 12
# The signs of a cell, explained below the matrix.
LEGEND = (
    ("claim", ("none", *Claim)),
    ("decision", tuple(Decision)),
    ("evidence", tuple(Freshness)),
)


@require_GET
@member_required
def duties(request: ActorRequest) -> HttpResponseBase:
    """List the duties of the current provider, as the address says."""
    provider, today = own_provider(request), timezone.localdate()
    form, models = filters(request, provider)
    chosen = form.chosen
    found = board.duties(provider, request.actor, chosen, on=today)
    if sheets.wanted(request):
        return sheets.answer(request, DUTIES, found, now=timezone.now())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        **_frame(request, form, provider, page="duties"),
        "is_grouped": chosen.get("sort", "") in ("key", "-key"),
        "page": page,
        "total": page.paginator.count,
        "sorts": _sorts(request, chosen.get("sort", "due")),
        "has_models": bool(models),
        "most": MOST,
        "may_choose": allowed(check_choose_many, request.actor, provider),
    }
    return _answer(
        request, "obligations/board/_table.html", "obligations/board/table.html", context
    )


@require_GET
@member_required
def duties_matrix(request: ActorRequest) -> HttpResponse:
    """Show the same duties as a matrix: a row an obligation, a column a model."""
    provider, today = own_provider(request), timezone.localdate()
    form, models = filters(request, provider)
    chosen = form.chosen
    asked = chosen.get("model", "")
    columns = matrix.columns(
        [one for one in models if asked in ("", str(one.pk))],
        with_provider=asked in ("", "provider"),
    )
    page = Paginator(columns, MATRIX_COLUMNS).get_page(request.GET.get("columns_page"))
    context = {
        **_frame(request, form, provider, page="matrix"),
        "page": page,
        "rows": matrix.rows(provider, request.actor, chosen, list(page.object_list), on=today),
        "columns": page.object_list,
        "legend": LEGEND,
        "has_models": bool(models),
    }
    return _answer(
        request, "obligations/board/_matrix.html", "obligations/board/matrix.html", context
    )


def own_provider(request: ActorRequest) -> Provider:
    """Give the provider whose pages these are; ``member_required`` has seen to it."""
    assert request.current_provider is not None  # noqa: S101 -- member_required
    return request.current_provider


def filters(request: ActorRequest, provider: Provider) -> tuple[BoardFilter, list[AIModel]]:
    """Read the filters of an address; give them with the models they may choose from."""
    rows = AIModel.objects.visible_to(request.actor).filter(provider=provider)
    models = list(rows.order_by("name", "pk"))
    form = BoardFilter(
        request.GET,
        models=models,
        people=people.members(provider),
        teams=people.teams(provider),
        label_suffix="",
    )
    return form, models


def _frame(
    request: ActorRequest, form: BoardFilter, provider: Provider, *, page: str
) -> dict[str, Any]:
    saved = SavedFilter.objects.of(request.actor).filter(provider=provider)
    query = request.GET.urlencode()
    return {
        "form": form,
        "today": timezone.localdate(),
        "query": query,
        "saved": saved.order_by("name", "pk"),
        "save_form": SaveFilterForm(initial={"page": page, "query": query}, auto_id="id_save_%s"),
    }


def _answer(
    request: ActorRequest, fragment: str, whole: str, context: dict[str, Any]
) -> HttpResponse:
    """Answer htmx with the list alone, and everybody else with the page."""
    template = fragment if request.headers.get("HX-Target") == "duties" else whole
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Target"])
    return response


def _with(request: ActorRequest, changed: dict[str, object]) -> str:
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
        columns[name] = {
            "href": _with(request, {"sort": following, "page": 1}),
            "direction": direction,
        }
    return columns
