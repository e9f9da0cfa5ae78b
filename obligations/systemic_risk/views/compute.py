"""The compute ledger of a model: entries, picture, forecast, and the facts that follow from it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from obligations.law.deadlines import brussels_day
from obligations.queries import catalogue as texts
from obligations.systemic_risk.exports.lists import LEDGER
from obligations.systemic_risk.forms.entries import CorrectionForm, EntryForm, StrikeForm, typed
from obligations.systemic_risk.models import ComputeEntry
from obligations.systemic_risk.permissions import check_write
from obligations.systemic_risk.queries import ledger, position, preview
from obligations.systemic_risk.queries.picture import picture
from obligations.systemic_risk.services import entries, recording
from obligations.views.access import member_required
from obligations.views.ai_models import find
from obligations.views.refusals import into_form
from providers.errors import DomainError
from providers.middleware import ActorRequest
from providers.models import AIModel
from providers.permissions import allowed
from providers.sheets import answers as sheets


@require_GET
@member_required
def compute_ledger(request: ActorRequest, model_id: UUID) -> HttpResponseBase:
    """Show the ledger of a model, what it means, and what recording it would change."""
    ai_model = find(request, model_id)
    if sheets.wanted(request):
        now = timezone.now()
        rows = ledger.standing(ai_model, on=brussels_day(now)).rows
        return sheets.answer(request, LEDGER, rows, now=now)
    return _show(request, ai_model)


@require_POST
@member_required
def compute_entry_new(request: ActorRequest, model_id: UUID) -> HttpResponse:
    """Append an entry."""
    ai_model = find(request, model_id)
    check_write(request.actor, ai_model.provider)
    form = EntryForm(request.POST)
    if form.is_valid():
        with into_form(form):
            entries.add(ai_model=ai_model, entry=form.entry(), by=request.actor, now=timezone.now())
            messages.success(
                request, _("The entry is in the ledger. Duties follow once you record the facts.")
            )
            return redirect("compute-ledger", ai_model.pk)
    return _show(request, ai_model, form=form)


@require_http_methods(["GET", "POST"])
@member_required
def compute_entry(request: ActorRequest, model_id: UUID, compute_entry_id: UUID) -> HttpResponse:
    """Show one entry with what it took the place of, and correct it."""
    ai_model = find(request, model_id)
    entry = _entry(request, ai_model, compute_entry_id)
    if request.method == "GET":
        return _show_entry(request, entry)
    check_write(request.actor, ai_model.provider)
    form = CorrectionForm(request.POST)
    if form.is_valid():
        with into_form(form):
            entries.correct(
                entry=entry,
                new=form.entry(),
                because=form.cleaned_data["because"],
                by=request.actor,
                now=timezone.now(),
            )
            messages.success(request, _("The correction took its place; both stay on record."))
            return redirect("compute-ledger", ai_model.pk)
    return _show_entry(request, entry, form=form)


@require_POST
@member_required
def compute_entry_strike(
    request: ActorRequest, model_id: UUID, compute_entry_id: UUID
) -> HttpResponse:
    """Take an entry out that should never have been."""
    ai_model = find(request, model_id)
    entry = _entry(request, ai_model, compute_entry_id)
    check_write(request.actor, ai_model.provider)
    form = StrikeForm(request.POST, auto_id="id_strike_%s")
    if form.is_valid():
        with into_form(form):
            entries.strike(entry=entry, by=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The entry is struck; it stays on record."))
            return redirect("compute-ledger", ai_model.pk)
    return _show_entry(request, entry, strike_form=form)


@require_POST
@member_required
def compute_facts(request: ActorRequest, model_id: UUID) -> HttpResponse:
    """Record the facts the ledger says, and show what that changed."""
    ai_model = find(request, model_id)
    check_write(request.actor, ai_model.provider)
    stamp = request.POST.get("stamp", "")
    try:
        recorded = recording.record_ledger(
            ai_model=ai_model,
            stamp=int(stamp) if stamp.isascii() and stamp.isdigit() and len(stamp) < 9 else -1,
            by=request.actor,
            now=timezone.now(),
        )
    except DomainError as refusal:
        return _show(request, ai_model, refusal=refusal.message)
    context = {"ai_model": ai_model, "changes": recorded.changes}
    context["onward"] = {
        "url": reverse("model-notification", args=[ai_model.pk]),
        "label": _("Notification and decisions"),
    }
    return render(request, "obligations/models/changes.html", context)


def _entry(request: ActorRequest, ai_model: AIModel, compute_entry_id: UUID) -> ComputeEntry:
    mine = ComputeEntry.objects.visible_to(request.actor).filter(ai_model=ai_model)
    rows = mine.select_related("ai_model", "provider", "supersedes", "superseded_by")
    found: ComputeEntry = get_object_or_404(rows, pk=compute_entry_id)
    return found


def _show(request: ActorRequest, ai_model: AIModel, **given: Any) -> HttpResponse:
    today = brussels_day(timezone.now())
    found = ledger.standing(ai_model, on=today)
    values = ledger.proposal(found)
    context = {
        "ai_model": ai_model,
        "today": today,
        "standing": found,
        "differences": ledger.differences(found),
        "proposal": values,
        "effects": preview.effects(ai_model, values, on=today) if values else (),
        "after": preview.answer(ai_model, values, key=position.DUTY, on=today) if values else None,
        "picture": picture(found, today=today),
        "doubts": texts.doubts(list({*found.systemic.doubts, *found.general.doubts})),
        "form": EntryForm(initial={"known_on": today}),
        "may_write": allowed(check_write, request.actor, ai_model.provider),
        **given,
    }
    return render(request, "systemic_risk/compute.html", context, status=422 if given else 200)


def _show_entry(request: ActorRequest, entry: ComputeEntry, **given: Any) -> HttpResponse:
    is_current = not entry.is_struck and not hasattr(entry, "superseded_by")
    may_write = allowed(check_write, request.actor, entry.provider)
    context = {
        "entry": entry,
        "ai_model": entry.ai_model,
        "correction": getattr(entry, "superseded_by", None),
        "may_correct": is_current and may_write,
        "form": CorrectionForm(initial=typed(entry)),
        "strike_form": StrikeForm(auto_id="id_strike_%s"),
        **given,
    }
    return render(request, "systemic_risk/entry.html", context, status=422 if given else 200)
