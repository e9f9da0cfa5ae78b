"""Indicators: their list, and how they are defined, defined anew and ended."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from obligations.indicators.exports import INDICATORS
from obligations.indicators.forms import EndForm, IndicatorForm, RedefineForm
from obligations.indicators.permissions import check_measure
from obligations.indicators.queries import indicators as queries
from obligations.indicators.services import indicators
from obligations.indicators.suggestions import suggestions
from obligations.indicators.views import page
from obligations.law.deadlines import brussels_day
from obligations.phrasebook.shown import phrase
from obligations.views.access import member_required
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest
from providers.models import AIModel, Provider
from providers.permissions import allowed
from providers.sheets import answers as sheets

PAGE = 50


@require_GET
@member_required
def indicator_list(request: ActorRequest) -> HttpResponseBase:
    """List the provider's indicators by measure, and what might be measured."""
    provider, today = _provider(request), brussels_day(timezone.now())
    found = queries.visible(request.actor, provider)
    if sheets.wanted(request):
        sheet = replace(INDICATORS, in_batches=queries.listed)
        return sheets.answer(request, sheet, found, now=timezone.now())
    shown = Paginator(found, PAGE).get_page(request.GET.get("page"))
    titles = indicators.measures(today)
    taken = set(
        queries.visible(request.actor, provider).values_list("suggestion", flat=True).order_by()
    )
    context = {
        "page": shown,
        "rows": [
            (one, titles.get(one.indicator.measure, ""), one.is_late(today))
            for one in queries.listed(list(shown.object_list))
        ],
        "suggested": [
            (one, titles.get(one.measure, ""))
            for one in suggestions().values()
            if one.key not in taken
        ],
        "may_write": allowed(check_measure, request.actor, provider),
    }
    return render(request, "indicators/indicators.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def indicator_new(request: ActorRequest) -> HttpResponse:
    """Define an indicator, from a suggestion or from nothing."""
    provider, now = _provider(request), timezone.now()
    check_measure(request.actor, provider)
    suggested = suggestions().get(request.GET.get("suggestion", ""))
    form = IndicatorForm(
        request.POST or None,
        initial=_initial(suggested),
        measures=[
            (key, f"{key}: {phrase(title)}")
            for key, title in indicators.measures(brussels_day(now)).items()
        ],
        models=AIModel.objects.visible_to(request.actor).filter(provider=provider).order_by("name"),
    )
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        with into_form(form):
            made = indicators.define(
                provider=provider,
                ai_model=given["model"],
                measure=given["measure"],
                defined=form.defined(),
                suggestion=given["suggestion"],
                by=request.actor,
                now=now,
            )
            messages.success(request, _("The indicator is defined."))
            return redirect("indicator", made.pk)
    status = 422 if form.errors else 200
    context = {"form": form, "suggested": suggested}
    return render(request, "indicators/new.html", context, status=status)


@require_POST
@member_required
def indicator_redefine(request: ActorRequest, indicator_id: UUID) -> HttpResponse:
    """Define an indicator anew."""
    found = page.find(request, indicator_id)
    check_measure(request.actor, found.provider)
    form = RedefineForm(request.POST, auto_id="id_define_%s")
    if form.is_valid():
        with into_form(form):
            indicators.redefine(
                indicator=found,
                defined=form.defined(),
                reason=form.cleaned_data["reason"],
                revision=form.cleaned_data["revision"],
                by=request.actor,
                now=timezone.now(),
            )
            return page.done(request, found, _("The new definition holds from now on."))
    return page.show(request, found, define_form=form)


@require_POST
@member_required
def indicator_end(request: ActorRequest, indicator_id: UUID) -> HttpResponse:
    """Read an indicator no longer."""
    found = page.find(request, indicator_id)
    check_measure(request.actor, found.provider)
    form = EndForm(request.POST, auto_id="id_end_%s")
    if form.is_valid():
        with into_form(form):
            indicators.end(
                indicator=found, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return page.done(
                request, found, _("The indicator is read no longer. Its readings stay.")
            )
    return page.show(request, found, end_form=form)


def _initial(suggested: Any) -> dict[str, Any]:
    if suggested is None:
        return {"direction": "none"}
    names = ("measure", "name", "meaning", "unit", "direction", "source", "every", "every_unit")
    given = {name: getattr(suggested, name) for name in names} | {"suggestion": suggested.key}
    # Who takes a suggestion over writes it: in the language of the page.
    return given | {name: phrase(given[name]) for name in ("name", "meaning", "unit", "source")}


def _provider(request: ActorRequest) -> Provider:
    if request.current_provider is None:
        raise ValueError("member_required lets nobody without a provider in.")
    return request.current_provider
