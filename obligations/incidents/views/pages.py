"""Incidents of one's own provider: listed, recorded, shown, corrected."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from obligations.incidents.exports.lists import INCIDENTS
from obligations.incidents.forms.incidents import (
    AuthorityForm,
    BundleForm,
    ClassForm,
    EditForm,
    EscalateForm,
    IncidentFilter,
    OpenForm,
    ReasonForm,
    ResolveForm,
    ToldForm,
)
from obligations.incidents.models import Incident
from obligations.incidents.permissions import check_write
from obligations.incidents.queries import lists, pages, watch
from obligations.incidents.services import changing, incidents
from obligations.law.incidents import MODELS_TEXT, SYSTEMS_TEXT
from obligations.queries import catalogue as texts
from obligations.views.access import member_required
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest
from providers.models import AIModel, Provider
from providers.permissions import allowed
from providers.sheets import answers as sheets

PAGE = 40
EDITED = ("title", "description", "aware_by", "aware_because", "high_risk", *changing.INSTANTS)


@require_GET
@member_required
def incident_list(request: ActorRequest) -> HttpResponseBase:
    """List incidents and near misses as the address says, with the hours left."""
    provider, now = provider_of(request), timezone.now()
    form = IncidentFilter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    rows = lists.chosen(
        provider,
        request.actor,
        state=chosen.get("state", ""),
        class_name=chosen.get("incident_class", ""),
        words=chosen.get("q", "").replace("\0", ""),
    )
    if sheets.wanted(request):
        sheet = replace(INCIDENTS, in_batches=partial(lists.lines, actor=request.actor, now=now))
        return sheets.answer(request, sheet, rows, now=now)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": lists.lines(page.object_list, request.actor, now=now),
        "counts": lists.counts(provider, request.actor),
        "now": now,
        "active": sum(1 for value in chosen.values() if value),
        "may_write": allowed(check_write, request.actor, provider),
    }
    return render(request, "incidents/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def incident_new(request: ActorRequest) -> HttpResponse:
    """Record an incident; the clocks run at once."""
    provider, now = provider_of(request), timezone.now()
    if request.method != "POST" and not allowed(check_write, request.actor, provider):
        messages.warning(
            request,
            _("Only officers of {provider} record incidents. Tell one now.").format(
                provider=provider
            ),
        )
        return redirect("incidents")
    check_write(request.actor, provider)
    initial = {"aware_at": now, "aware_by": request.actor.name}
    form = OpenForm(request.POST or None, models=models_of(request, provider), initial=initial)
    if form.is_bound and form.is_valid():
        with into_form(form):
            made = incidents.open_incident(
                provider=provider, by=request.actor, now=now, **form.cleaned_data
            )
            messages.success(
                request,
                _("The near miss is recorded.")
                if made.is_near_miss
                else _("The incident is recorded."),
            )
            return redirect("incident", made.pk)
    context = {"form": form, "texts": (SYSTEMS_TEXT, MODELS_TEXT), "doubts": texts.doubts(["A7"])}
    return render(request, "incidents/new.html", context, status=422 if form.errors else 200)


@require_GET
@member_required
def incident(request: ActorRequest, incident_id: UUID) -> HttpResponse:
    """Show an incident: its clocks, instants, classes, reports, and what is missing."""
    return show(request, incident_id)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def incident_edit(request: ActorRequest, incident_id: UUID) -> HttpResponse:
    """Correct or complete a record."""
    found = find(request, incident_id)
    check_write(request.actor, found.provider)
    initial = {name: getattr(found, name) for name in (*EDITED, "revision")}
    initial["models"] = [row.ai_model_id for row in found.models_involved]  # type: ignore[attr-defined] # prefetched
    form = EditForm(
        request.POST or None, models=models_of(request, found.provider), initial=initial
    )
    if found.state != "open":
        field = form.fields["aware_at"]
        field.help_text = f"{field.help_text} {_('A report that went out stays as it was.')}"
    if form.is_bound and form.is_valid():
        given = dict(form.cleaned_data)
        with into_form(form):
            incidents.edit(
                incident=found,
                models=list(given.pop("models")),
                by=request.actor,
                now=timezone.now(),
                **given,
            )
            messages.success(request, _("The record is changed; its clocks follow."))
            return redirect("incident", found.pk)
    context = {"form": form, "incident": found}
    return render(request, "incidents/edit.html", context, status=422 if form.errors else 200)


def provider_of(request: ActorRequest) -> Provider:
    """Give the provider whose pages these are."""
    if request.current_provider is None:
        raise ValueError("member_required lets nobody without a provider in.")
    return request.current_provider


def models_of(request: ActorRequest, provider: Provider) -> Any:
    """Give the models that may be named."""
    return AIModel.objects.visible_to(request.actor).filter(provider=provider).order_by("name")


def find(request: ActorRequest, incident_id: UUID) -> Incident:
    """Find an incident of one's own, or raise Http404."""
    found = lists.visible(request.actor).filter(pk=incident_id).first()
    if found is None:
        raise Http404
    return found


def remove_form(pk: UUID, data: Any = None) -> ReasonForm:
    """Make the form that removes one class; each has ids of its own on the page."""
    return ReasonForm(data, auto_id=f"id_remove_{pk}_%s")


def told_form(pk: UUID, data: Any = None, *, now: datetime | None = None) -> ToldForm:
    """Make the form that records when one authority was told."""
    return ToldForm(data, auto_id=f"id_told_{pk}_%s", initial={"told_at": now})


def show(
    request: ActorRequest,
    incident_id: UUID,
    *,
    of_row: tuple[UUID, forms.Form] | None = None,
    **given: forms.Form,
) -> HttpResponse:
    """Show the page, with the forms of a step that was refused; ``of_row`` is a row's own form."""
    now = timezone.now()
    found = pages.standing(incident_id, request.actor, now=now)
    if found is None:
        raise Http404
    heads = lists.heads(found.incident, request.actor)
    context: dict[str, Any] = {
        "standing": found,
        "what_to_do": watch.WHAT_TO_DO,
        "now": now,
        "incident": found.incident,
        "may_write": allowed(check_write, request.actor, found.incident.provider),
        "doubts": texts.doubts(found.doubts),
        "texts": (SYSTEMS_TEXT, MODELS_TEXT),
        "class_form": ClassForm(auto_id="id_class_%s"),
        "classes": [(*row, remove_form(row[0].pk)) for row in found.classes],
        "resolve_form": ResolveForm(auto_id="id_resolve_%s", initial={"resolved_at": now}),
        "dismiss_form": ReasonForm(auto_id="id_dismiss_%s"),
        "reopen_form": ReasonForm(auto_id="id_reopen_%s"),
        "part_form": ReasonForm(auto_id="id_part_%s"),
        "escalate_form": EscalateForm(auto_id="id_escalate_%s", initial={"aware_at": now}),
        "authority_form": AuthorityForm(auto_id="id_authority_%s"),
        "authorities": [(row, told_form(row.pk, now=now)) for row in found.authorities],
        "bundle_form": BundleForm(heads=heads, auto_id="id_bundle_%s"),
        **given,
    }
    # A choice that was refused is read among all incidents, and shown among those on offer.
    context["bundle_form"].offer(heads)
    if of_row is not None:
        pk, form = of_row
        for name in ("classes", "authorities"):
            context[name] = [
                (*row[:-1], form if row[0].pk == pk else row[-1]) for row in context[name]
            ]
    status = 422 if given or of_row else 200
    return render(request, "incidents/incident.html", context, status=status)
