"""Where a model stands under Article 52, and what the Commission decided about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from obligations.law.deadlines import brussels_day
from obligations.queries import catalogue as texts
from obligations.systemic_risk.forms.decisions import DecisionForm, OutcomeForm, ReassessmentForm
from obligations.systemic_risk.forms.notifications import StartForm
from obligations.systemic_risk.models import Reassessment
from obligations.systemic_risk.permissions import check_write
from obligations.systemic_risk.queries import position, preview
from obligations.systemic_risk.services import decisions, reassessments
from obligations.views.access import member_required
from obligations.views.ai_models import find
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest
from providers.models import AIModel
from providers.permissions import allowed


@require_GET
@member_required
def model_notification(request: ActorRequest, model_id: UUID) -> HttpResponse:
    """Show notifications, decisions and reassessments of a model."""
    return show(request, find(request, model_id))


@require_http_methods(["GET", "POST"])
@member_required
def model_decision(request: ActorRequest, model_id: UUID) -> HttpResponse:
    """Preview what a decision changes (GET), then record it (POST)."""
    ai_model = find(request, model_id)
    check_write(request.actor, ai_model.provider)
    data = request.POST if request.method == "POST" else request.GET
    form = DecisionForm(data, label_suffix="", auto_id="id_decision_%s")
    if not form.is_valid():
        return show(request, ai_model, decision_form=form)
    given = form.cleaned_data
    now = timezone.now()
    if request.method == "POST":
        with into_form(form):
            recorded = decisions.record(ai_model=ai_model, by=request.actor, now=now, **given)
            context = {"ai_model": ai_model, "changes": recorded.changes}
            context["onward"] = {
                "url": reverse("model-notification", args=[ai_model.pk]),
                "label": _("Notification and decisions"),
            }
            return render(request, "obligations/models/changes.html", context)
        return show(request, ai_model, decision_form=form)
    with into_form(form):
        decisions.check_day(given["on"], now)
        kind, value = decisions.fact(ai_model, given["decision"], given["on"])
        context = {
            "ai_model": ai_model,
            "given": given,
            "decision": decisions.DECISIONS[given["decision"]],
            "effect": decisions.EFFECTS[given["decision"]],
            "ends_on": given["on"],
            "effects": preview.effects(ai_model, {kind: value}, on=brussels_day(now)),
        }
        return render(request, "systemic_risk/decision.html", context)
    return show(request, ai_model, decision_form=form)


@require_POST
@member_required
def reassessment_new(request: ActorRequest, model_id: UUID) -> HttpResponse:
    """Record a request for reassessment; too early is refused with the earliest day."""
    ai_model = find(request, model_id)
    check_write(request.actor, ai_model.provider)
    form = ReassessmentForm(request.POST, label_suffix="", auto_id="id_ask_%s")
    if form.is_valid():
        with into_form(form):
            reassessments.ask(
                ai_model=ai_model, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("The request is recorded."))
            return redirect("model-notification", ai_model.pk)
    return show(request, ai_model, ask_form=form)


@require_POST
@member_required
def reassessment_outcome(
    request: ActorRequest, model_id: UUID, reassessment_id: UUID
) -> HttpResponse:
    """Record what came of a request, and show what that changed."""
    ai_model = find(request, model_id)
    mine = Reassessment.objects.visible_to(request.actor).filter(ai_model=ai_model)
    rows = mine.select_related("ai_model__provider", "provider")
    row = get_object_or_404(rows, pk=reassessment_id)
    check_write(request.actor, ai_model.provider)
    form = OutcomeForm(request.POST, label_suffix="", auto_id="id_outcome_%s")
    if form.is_valid():
        with into_form(form):
            decided = reassessments.decide(
                reassessment=row, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            if decided.changes is None:
                messages.success(request, _("The designation stands; six new months have begun."))
                return redirect("model-notification", ai_model.pk)
            context = {"ai_model": ai_model, "changes": decided.changes}
            return render(request, "obligations/models/changes.html", context)
    return show(request, ai_model, outcome_form=form)


def show(request: ActorRequest, ai_model: AIModel, **given: Any) -> HttpResponse:
    """Show where a model stands; ``given`` are forms with what is wrong in them."""
    today = brussels_day(timezone.now())
    found = position.of_model(ai_model, request.actor, on=today)
    context = {
        "ai_model": ai_model,
        "position": found,
        "today": today,
        "notified": position.value(found.facts, "notification"),
        "rebuttal": position.value(found.facts, "rebuttal"),
        "designation": position.value(found.facts, "designation"),
        "doubts": texts.doubts(["A11"]),
        "may_write": allowed(check_write, request.actor, ai_model.provider),
        "start_form": StartForm(label_suffix="", auto_id="id_start_%s"),
        "decision_form": DecisionForm(label_suffix="", auto_id="id_decision_%s"),
        "ask_form": ReassessmentForm(label_suffix="", auto_id="id_ask_%s"),
        "outcome_form": OutcomeForm(label_suffix="", auto_id="id_outcome_%s"),
        **given,
    }
    return render(request, "systemic_risk/position.html", context, status=422 if given else 200)
