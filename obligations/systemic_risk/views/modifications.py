"""The one-third worksheet of a downstream modification."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from obligations.forms.facts import CircumstancesForm, ValueForm, initial
from obligations.law.deadlines import brussels_day
from obligations.systemic_risk.permissions import check_write
from obligations.systemic_risk.queries import worksheets
from obligations.systemic_risk.services import recording
from obligations.views.access import member_required
from obligations.views.ai_models import find
from obligations.views.refusals import into_form
from providers import kinds
from providers.middleware import ActorRequest
from providers.models import AIModel
from providers.permissions import allowed


@require_http_methods(["GET", "POST"])
@member_required
def model_modification(request: ActorRequest, model_id: UUID) -> HttpResponse:
    """Try the one-third test (GET with values), and record the modification (POST)."""
    ai_model = find(request, model_id)
    kind = kinds.kind(worksheets.KIND)
    before = worksheets.recorded(ai_model)
    data = request.POST if request.method == "POST" else request.GET or None
    form = ValueForm(data, kind=kind, initial=initial(kind, before) if before else None)
    if data is None:
        context = _tried(ai_model, before) if before else {}
        return _show(request, ai_model, form, context)
    about = CircumstancesForm(request.POST or None, label_suffix="", initial={"known_on": _today()})
    if request.method == "POST":
        check_write(request.actor, ai_model.provider)
    is_typed = request.method == "GET" or about.is_valid()
    if not form.is_valid() or not is_typed:
        return _show(request, ai_model, form, {"about": about}, status=422)
    with into_form(form, about):
        context = _tried(ai_model, form.value())
        if request.method == "GET":
            return _show(request, ai_model, form, {**context, "about": about})
        recorded = recording.record_modification(
            ai_model=ai_model,
            value=form.value(),
            by=request.actor,
            now=timezone.now(),
            **about.cleaned_data,
        )
        context = {"ai_model": ai_model, "changes": recorded.changes}
        return render(request, "obligations/models/changes.html", context)
    return _show(request, ai_model, form, {"about": about}, status=422)


def _today() -> date:
    return brussels_day(timezone.now())


def _tried(ai_model: AIModel, value: Any) -> dict[str, Any]:
    found = worksheets.tried(ai_model, value, on=_today())
    return {"worksheet": found.worksheet, "doubts": found.doubts, "effects": found.effects}


def _show(
    request: ActorRequest,
    ai_model: AIModel,
    form: forms.Form,
    given: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "ai_model": ai_model,
        "form": form,
        "typed": [(one.name, one.value() or "") for one in form] if form.is_bound else (),
        "about": CircumstancesForm(label_suffix="", initial={"known_on": _today()}),
        "may_write": allowed(check_write, request.actor, ai_model.provider),
        **given,
    }
    return render(request, "systemic_risk/modification.html", context, status=status)
