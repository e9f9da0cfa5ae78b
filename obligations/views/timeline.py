"""Deadlines and fixed dates as a picture, with the same as a table beneath it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from obligations.forms.timeline import TimelineFilter
from obligations.queries import timeline as queries
from obligations.views.access import member_required
from providers.middleware import ActorRequest
from providers.models import AIModel


@require_GET
@member_required
def timeline(request: ActorRequest) -> HttpResponse:
    """Show what falls due within a span, as the address says."""
    provider, today = request.current_provider, timezone.localdate()
    assert provider is not None  # noqa: S101 -- member_required
    models = AIModel.objects.visible_to(request.actor).filter(provider=provider).order_by("name")
    form = TimelineFilter(request.GET, models=list(models), today=today)
    begins, ends = form.span
    model = form.cleaned_data.get("model", "")
    rows = list(
        queries.deadlines(
            provider,
            request.actor,
            begins=begins,
            ends=ends,
            model=UUID(model) if model not in ("", "provider") else None,
            of_provider=model == "provider",
            with_met=form.cleaned_data.get("met", False),
        )
    )
    fixed = queries.fixed_dates(begins, ends)
    context = {
        "form": form,
        "today": today,
        "rows": rows,
        "fixed": fixed,
        "picture": queries.picture(rows, fixed, begins=begins, ends=ends, today=today),
    }
    return render(request, "obligations/timeline.html", context)
