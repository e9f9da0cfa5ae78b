"""A serious incident: which report is due by which day, and how many hours are left."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from obligations.incidents.forms.calculator import CalculatorForm
from obligations.incidents.queries import calculator
from obligations.law import deadlines
from obligations.queries import catalogue as texts
from providers.middleware import ActorRequest


@require_GET
def incident_report(request: ActorRequest) -> HttpResponse:
    """Count the clocks of Measure 9.3 from the instant of awareness; nothing is stored."""
    now = timezone.now()
    form = CalculatorForm(request.GET or None, now=now, initial={"aware": now})
    events = {}
    if form.is_bound and form.is_valid():
        events = {
            calculator.AWARENESS: deadlines.brussels_day(form.cleaned_data["aware"]),
            calculator.SUBMISSION: form.cleaned_data["submitted"],
            calculator.RESOLUTION: form.cleaned_data["resolved"],
        }
    running = calculator.running(events, now)
    doubts = dict.fromkeys(name for one in running for name in deadlines.doubts(one.clock))
    provider = request.current_provider
    context = {
        "form": form,
        "running": running,
        "is_answered": bool(events),
        "aware": form.cleaned_data.get("aware") if form.is_bound else None,
        "doubts": texts.doubts(doubts),
        "duties": calculator.duties(provider, request.actor) if provider else [],
        "now": now,
        "address": request.build_absolute_uri(),
    }
    status = 422 if form.errors else 200
    return render(request, "incidents/calculator.html", context, status=status)
