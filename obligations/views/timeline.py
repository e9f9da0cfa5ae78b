"""Deadlines and fixed dates as a picture, with the same as a table beneath it."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from obligations.exports.lists import DEADLINES
from obligations.forms.timeline import TimelineFilter
from obligations.queries import timeline as queries
from obligations.views.access import member_required
from providers.middleware import ActorRequest
from providers.models import AIModel
from providers.sheets import answers as sheets


@require_GET
@member_required
def timeline(request: ActorRequest) -> HttpResponseBase:
    """Show what falls due within a span, as the address says."""
    provider, today = request.current_provider, timezone.localdate()
    assert provider is not None  # noqa: S101 -- member_required
    models = AIModel.objects.visible_to(request.actor).filter(provider=provider).order_by("name")
    form = TimelineFilter(request.GET, models=list(models), today=today)
    begins, ends = form.span
    model = form.cleaned_data.get("model", "")
    found = queries.deadlines(
        provider,
        request.actor,
        begins=begins,
        ends=ends,
        model=UUID(model) if model not in ("", "provider") else None,
        of_provider=model == "provider",
        with_met=form.cleaned_data.get("met", False),
    )
    if sheets.wanted(request):
        return sheets.answer(request, DEADLINES, found, now=timezone.now())
    rows = list(found)
    fixed = queries.fixed_dates(begins, ends)
    context = {
        "form": form,
        "today": today,
        "rows": rows,
        "fixed": fixed,
        "picture": queries.picture(rows, fixed, begins=begins, ends=ends, today=today),
    }
    return render(request, "obligations/timeline.html", context)
