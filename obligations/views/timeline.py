"""Deadlines and fixed dates as a picture, as a table beneath it, and month by month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from obligations.exports.lists import DEADLINES
from obligations.forms.timeline import TimelineFilter
from obligations.models import Deadline
from obligations.queries import months, retention, targets, what_if
from obligations.queries import timeline as queries
from obligations.queries.what_if import WhatIf
from obligations.views.access import member_required
from providers.middleware import ActorRequest
from providers.models import AIModel
from providers.sheets import answers as sheets

LISTED = 300  # Rows under the picture, which shows all of them; the export has all as well.


@require_GET
@member_required
def timeline(request: ActorRequest) -> HttpResponseBase:
    """Show what falls due within a span, as the address says."""
    provider, today = request.current_provider, timezone.localdate()
    assert provider is not None  # noqa: S101 -- member_required
    models = AIModel.objects.visible_to(request.actor).filter(provider=provider).order_by("name")
    form = TimelineFilter(request.GET, models=list(models), today=today)
    begins, ends = form.span
    found = queries.deadlines(
        provider,
        request.actor,
        begins=begins,
        ends=ends,
        model=form.model_id,
        of_provider=form.is_of_provider,
        with_met=form.cleaned_data.get("met", False),
    )
    if sheets.wanted(request):
        return sheets.answer(request, DEADLINES, found, now=timezone.now())
    rows = list(found)
    fixed = queries.fixed_dates(begins, ends)
    kept = retention.ends(
        provider,
        request.actor,
        begins=begins,
        until=ends,
        model=form.model_id,
        of_provider=form.is_of_provider,
    )
    own = list(
        targets.targets(
            provider,
            request.actor,
            begins=begins,
            ends=ends,
            model=form.model_id,
            of_provider=form.is_of_provider,
        )
    )
    supposed = _what_if(form, models, today)
    lanes = queries.lanes(rows, path=_days(form, rows))
    lanes += [(_("Own target days"), targets.days(own))] if own else []
    lanes += [(_("Kept until"), kept)] if kept else []
    lanes += [(supposed.name, supposed.within(begins, ends))] if supposed else []
    context = {
        "form": form,
        "today": today,
        "rows": rows,
        "listed": rows[:LISTED],
        "left_out": max(len(rows) - LISTED, 0),
        "fixed": fixed,
        "targets": own[:LISTED],
        "all_targets": _all_targets(form) if len(own) > LISTED else "",
        "kept": kept,
        "what_if": supposed,
        "picture": queries.picture(lanes, fixed, begins=begins, ends=ends, today=today),
    }
    return render(request, "obligations/timeline/line.html", context)


@require_GET
@member_required
def month(request: ActorRequest) -> HttpResponse:
    """Show one month as a calendar; ``?month=2026-12`` says which, and this one is usual."""
    provider, today = request.current_provider, timezone.localdate()
    assert provider is not None  # noqa: S101 -- member_required
    shown = months.month(request.GET.get("month", ""), today)
    rows = queries.deadlines(
        provider, request.actor, begins=shown.first_day, ends=shown.last_day, with_met=True
    )
    own = targets.targets(provider, request.actor, begins=shown.first_day, ends=shown.last_day)
    context = {"month": months.filled(shown, rows, today, own), "today": today}
    return render(request, "obligations/timeline/month.html", context)


def _days(form: TimelineFilter, rows: Sequence[Deadline]) -> Callable[[date], str]:
    """Say where what falls on a day is listed: below, or in a span of its own.

    From the first row left out on, the day makes the span; unless the whole list is of that day.
    """
    unlisted = rows[LISTED].due_on if len(rows) > LISTED else date.max

    def path(day: date) -> str:
        if day < unlisted or day == rows[0].due_on:
            return f"#day-{day.isoformat()}"
        return form.address(day, day + timedelta(days=1))

    return path


def _all_targets(form: TimelineFilter) -> str:
    """Write the address of every open target, of the same models, whatever its day."""
    asked = {"model": form.cleaned_data.get("model"), "target": "open", "sort": "target"}
    kept = {name: value for name, value in asked.items() if value}
    return f"{reverse('duties')}?{urlencode(kept)}"


def _what_if(form: TimelineFilter, models: QuerySet[AIModel], today: date) -> WhatIf | None:
    day, chosen = form.cleaned_data.get("placed_on"), form.model_id
    if day is None or chosen is None:
        return None
    return what_if.placed(models.select_related("provider").get(pk=chosen), day, on=today)
