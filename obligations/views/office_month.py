"""A reviewer's month: answers that were asked for, and the last days of their access."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from obligations.queries import months, office_days
from obligations.views.office import office_required
from providers.middleware import ActorRequest


@require_GET
@office_required
def office_month(request: ActorRequest) -> HttpResponse:
    """Show one month; ``?month=2026-12`` says which, ``?mine=1`` leaves out what others asked."""
    today, mine_only = timezone.localdate(), bool(request.GET.get("mine"))
    shown = months.month(request.GET.get("month", ""), today)
    days = office_days.within(
        request.actor,
        mine_only=mine_only,
        begins=shown.first_day,
        ends=shown.last_day,
        now=timezone.now(),
    )
    context = {
        "month": months.filled(shown, [], today, office=days),
        "today": today,
        "keep": "&mine=1" if mine_only else "",
    }
    return render(request, "obligations/office/month.html", context)
