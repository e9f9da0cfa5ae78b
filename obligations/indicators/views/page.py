"""The page of one indicator: its picture, its readings, its definitions and every form."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from obligations.indicators.forms import EndForm, ReadingForm, ReadingsFileForm, RedefineForm
from obligations.indicators.models import Indicator
from obligations.indicators.permissions import check_measure
from obligations.indicators.queries import indicators as queries
from obligations.indicators.services import indicators
from obligations.law.deadlines import brussels_day
from obligations.models import Evidence
from obligations.phrasebook.shown import phrase
from obligations.views.access import member_required
from providers.middleware import ActorRequest
from providers.permissions import allowed


@require_GET
@member_required
def indicator(request: ActorRequest, indicator_id: UUID) -> HttpResponse:
    """Show an indicator: its picture, its readings, its definitions."""
    return show(request, find(request, indicator_id))


def find(request: ActorRequest, indicator_id: UUID) -> Indicator:
    """Find an indicator among one's own, or answer 404."""
    mine = Indicator.objects.visible_to(request.actor)
    mine = mine.filter(provider__in=request.actor.provider_ids).select_related("provider")
    found: Indicator = get_object_or_404(mine, pk=indicator_id)
    return found


def evidence(request: ActorRequest, found: Indicator) -> Any:
    """Give the evidence that a reading may name."""
    rows = Evidence.objects.visible_to(request.actor).filter(provider=found.provider_id)
    return rows.filter(withdrawn_at=None).order_by("title", "pk")


def done(request: ActorRequest, found: Indicator, message: str) -> HttpResponse:
    """Say what was done, and lead back to the page."""
    messages.success(request, message)
    return redirect("indicator", found.pk)


def show(request: ActorRequest, found: Indicator, **given: forms.Form) -> HttpResponse:
    """Show the page; a form that was sent wrong is shown as it came."""
    page, today = (
        queries.page(request.actor, found.pk, request.GET.get("page")),
        brussels_day(timezone.now()),
    )
    if page is None:
        raise Http404
    definition = page.shown.definition
    initial = {
        name: getattr(definition, name)
        for name in RedefineForm.base_fields
        if hasattr(definition, name)
    }
    revision = {"revision": page.shown.indicator.revision}
    context: dict[str, Any] = {
        "one": page,
        "indicator": page.shown.indicator,
        "definition": definition,
        "measure_title": phrase(indicators.measures(today).get(found.measure, "")),
        "is_late": page.shown.is_late(today),
        "may_write": found.ended_on is None
        and allowed(check_measure, request.actor, found.provider),
        "reading_form": ReadingForm(
            evidence=evidence(request, found), auto_id="id_read_%s", initial={"taken_on": today}
        ),
        "file_form": ReadingsFileForm(auto_id="id_file_%s"),
        "define_form": RedefineForm(
            auto_id="id_define_%s", initial=initial | {"reason": ""} | revision
        ),
        "end_form": EndForm(auto_id="id_end_%s", initial=revision),
        **given,
    }
    return render(request, "indicators/indicator.html", context, status=422 if given else 200)
