"""Models: what is recorded of them, and what follows."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from obligations.catalogue.loader import catalogue
from obligations.exports.lists import MODELS
from obligations.forms.ai_models import (
    ModelForm,
    VersionForm,
    essential,
    further,
    new_facts,
    value_forms,
)
from obligations.queries import ai_models as queries
from obligations.services.changes import Changes
from obligations.views.access import member_required
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest
from providers.models import AIModel
from providers.permissions import allowed, check_register_model, check_write_facts
from providers.services import ai_models
from providers.sheets import answers as sheets

PAGE = 50


@require_GET
@member_required
def models(request: ActorRequest) -> HttpResponseBase:
    """List the models of the current provider with counts that lead to their lists."""
    words = request.GET.get("q", "").replace("\0", "")[:200].strip()
    assert request.current_provider is not None  # noqa: S101 -- member_required
    found = queries.models(request.current_provider, request.actor, words)
    if sheets.wanted(request):
        return sheets.answer(request, MODELS, found, now=timezone.now())
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "words": words,
        "may_register": allowed(check_register_model, request.actor, request.current_provider),
    }
    return render(request, "obligations/models/list.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def model_new(request: ActorRequest) -> HttpResponse:
    """Register a model with the facts that decide most; each may stay unknown."""
    provider = request.current_provider
    assert provider is not None  # noqa: S101 -- member_required
    check_register_model(request.actor, provider)
    own = AIModel.objects.visible_to(request.actor).filter(provider=provider).order_by("name")
    data = request.POST or None
    form, values = ModelForm(data, own=own), value_forms(data)
    if data is not None and all([form.is_valid(), *(one.is_valid() for one in values.values())]):
        today = timezone.localdate()
        with into_form(form, *values.values()):
            registered = ai_models.register(
                provider=provider,
                facts=list(new_facts(values, on=today)),
                by=request.actor,
                now=timezone.now(),
                **form.cleaned_data,
            )
            return _show(request, registered.ai_model, registered.changes)
    status = 200 if data is None else 422
    parts = further(values)
    context = {
        "form": form,
        "values": values.values(),
        "essential": essential(values),
        "further": parts,
        "has_further_errors": any(field.errors for _form, fields in parts for field in fields),
    }
    return render(request, "obligations/models/new.html", context, status=status)


@require_GET
@member_required
def model(request: ActorRequest, model_id: UUID) -> HttpResponse:
    """Show a model: facts, versions, lineage, and the law's answers with their reasons."""
    return _page(request, find(request, model_id))


@require_POST
@member_required
def version_new(request: ActorRequest, model_id: UUID) -> HttpResponse:
    """Add a version; it stays the same model."""
    ai_model = find(request, model_id)
    form = VersionForm(request.POST, label_suffix="")
    if form.is_valid():
        with into_form(form):
            ai_models.add_version(
                ai_model=ai_model, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return redirect("model", ai_model.pk)
    return _page(request, ai_model, version_form=form, status=422)


def find(request: ActorRequest, model_id: UUID) -> AIModel:
    """Find a model of one of the person's own providers, or answer that there is none."""
    mine = AIModel.objects.visible_to(request.actor).filter(provider__in=request.actor.provider_ids)
    return get_object_or_404(mine.select_related("provider", "base_model"), pk=model_id)


def _show(request: ActorRequest, ai_model: AIModel, changes: Changes | None) -> HttpResponse:
    """Show what a fact brought, under the address of the model."""
    context = {"ai_model": ai_model, "changes": changes}
    return render(request, "obligations/models/changes.html", context)


def _page(
    request: ActorRequest, ai_model: AIModel, *, status: int = 200, **given: Any
) -> HttpResponse:
    on = timezone.localdate()
    assessment = queries.assess(ai_model, on=on)
    bases, derived = queries.lineage(ai_model)
    doubts = catalogue().doubts
    context = {
        "ai_model": ai_model,
        "on": on,
        "known": queries.known(ai_model.provider, ai_model),
        "assessment": assessment,
        "owed": [one for one in assessment.rulings if one.owed],
        "unknown": [one for one in assessment.rulings if one.owed is None],
        "not_owed": [one for one in assessment.rulings if one.owed is False],
        "doubts": [doubts[name] for name in assessment.doubts],
        "versions": ai_model.versions.order_by("released_on", "label"),
        "bases": bases,
        "derived": derived,
        "may_write": allowed(check_write_facts, request.actor, ai_model.provider),
        "version_form": VersionForm(label_suffix=""),
        **given,
    }
    return render(request, "obligations/models/detail.html", context, status=status)
