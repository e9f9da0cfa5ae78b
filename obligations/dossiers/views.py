"""Exports of a model's position: asked for, watched, and downloaded."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from obligations.dossiers import tasks
from obligations.dossiers.forms import ExportForm
from obligations.dossiers.models import Export, Format, State
from obligations.dossiers.services import requests
from obligations.law.deadlines import brussels_day
from obligations.views.access import member_required
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest
from providers.models import AIModel

SHOWN = 50


@require_GET
@member_required
def model_exports(request: ActorRequest, model_id: UUID) -> HttpResponse:
    """Show the exports of a model, the newest first, and ask for one."""
    return _show(request, _model(request, model_id))


@require_POST
@member_required
def model_export_new(request: ActorRequest, model_id: UUID) -> HttpResponse:
    """Ask for an export."""
    ai_model = _model(request, model_id)
    form = ExportForm(request.POST)
    if form.is_valid():
        with into_form(form):
            made = requests.request(
                ai_model=ai_model,
                on=form.cleaned_data["on"],
                written_as=form.cleaned_data["format"],
                by=request.actor,
                now=timezone.now(),
            )
            transaction.on_commit(partial(tasks.make_export.delay, export_id=str(made.pk)))
            messages.success(request, _("The export is being made. This page shows how far it is."))
            return redirect("model-exports", ai_model.pk)
    return _show(request, ai_model, form)


@require_GET
@member_required
def export_row(request: ActorRequest, export_id: UUID) -> HttpResponse:
    """Show how far one export is; the page asks again until it has ended."""
    mine = Export.objects.visible_to(request.actor).select_related("rendering")
    return render(
        request, "dossiers/_export.html", {"export": get_object_or_404(mine, pk=export_id)}
    )


def _model(request: ActorRequest, model_id: UUID) -> AIModel:
    mine = AIModel.objects.visible_to(request.actor).filter(provider__in=request.actor.provider_ids)
    found: AIModel = get_object_or_404(mine.select_related("provider"), pk=model_id)
    return found


def _show(request: ActorRequest, ai_model: AIModel, form: ExportForm | None = None) -> HttpResponse:
    rows = Export.objects.visible_to(request.actor).filter(ai_model=ai_model)
    listed = list(rows.select_related("rendering").order_by("-requested_at", "pk")[:SHOWN])
    initial = {"on": brussels_day(timezone.now()), "format": Format.PDF}
    context = {
        "ai_model": ai_model,
        "exports": listed,
        "form": form or ExportForm(initial=initial),
        "is_waiting": any(one.state in (State.WAITING, State.RUNNING) for one in listed),
    }
    return render(request, "dossiers/exports.html", context, status=422 if form else 200)
