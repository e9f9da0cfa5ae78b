"""What was due to the AI Office and what was sent; and what providers shared with it here."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from obligations.models import Deadline
from obligations.packages.exports.lists import SENDING, SHARED
from obligations.packages.forms.sending import ReconciliationFilter
from obligations.packages.queries import packages as packages_queries
from obligations.packages.queries import reconciliation as queries
from obligations.packages.words import STATE
from obligations.views.access import member_required
from obligations.views.office import office_required
from obligations.views.office_filters import of_provider, provider_filter
from providers.middleware import ActorRequest
from providers.models import AIModel
from providers.sheets import answers as sheets

PAGE = 50


@require_GET
@member_required
def reconciliation(request: ActorRequest) -> HttpResponseBase:
    """Show every deadline towards the AI Office with what was sent for it."""
    provider = request.current_provider
    assert provider is not None  # noqa: S101 -- member_required
    models = AIModel.objects.visible_to(request.actor).filter(provider=provider).order_by("name")
    form = ReconciliationFilter(request.GET, models=models)
    chosen = form.chosen
    model = chosen["model"].pk if "model" in chosen else None
    everything = queries.deadlines(provider, request.actor, now=timezone.now(), model=model)
    counts = queries.counts(everything)
    rows = queries.in_state(everything, chosen["state"]) if "state" in chosen else everything
    rows = queries.with_packages(rows)
    if sheets.wanted(request):
        return sheets.answer(request, SENDING, rows, now=timezone.now())
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "active": len(chosen),
        "page": page,
        "rows": [(row, _late(row), queries.room(row)) for row in page.object_list],
        "counts": [(state, STATE[state], number) for state, number in counts.items()],
        "total": sum(counts.values()),
        "model": model,
        "unlinked": queries.packages_without_deadline(provider, request.actor)[:PAGE],
    }
    return render(request, "packages/reconciliation.html", context)


def _late(row: Deadline) -> str:
    """Name the column in which a first sending after the last day stands; empty where none is."""
    if not queries.is_late(row):
        return ""
    return "room" if queries.is_first_in_room(row) else "packages"


@require_GET
@office_required
def office_packages(request: ActorRequest) -> HttpResponseBase:
    """List the packages that providers shared with the AI Office here."""
    form = provider_filter(request)
    found = of_provider(packages_queries.shared(request.actor), form)
    if sheets.wanted(request):
        return sheets.answer(request, SHARED, found, now=timezone.now())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "packages/office.html", {"page": page, "form": form})
