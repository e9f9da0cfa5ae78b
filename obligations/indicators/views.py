"""Indicators: their list, their pictures, and what is recorded about them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from obligations.indicators.exports import INDICATORS, READINGS
from obligations.indicators.forms import (
    CorrectionForm,
    EndForm,
    IndicatorForm,
    ReadingForm,
    ReadingsFileForm,
    RedefineForm,
)
from obligations.indicators.models import Indicator, Reading
from obligations.indicators.permissions import check_measure
from obligations.indicators.queries import indicators as queries
from obligations.indicators.services import indicators, readings
from obligations.indicators.services.readings import Read
from obligations.indicators.suggestions import suggestions
from obligations.law.deadlines import brussels_day
from obligations.models import Evidence
from obligations.views.access import member_required
from obligations.views.refusals import into_form
from providers.errors import InvalidInput
from providers.middleware import ActorRequest
from providers.models import AIModel, Provider
from providers.permissions import allowed
from providers.sheets import answers as sheets

PAGE = 50
FILE_LIMIT = 1_000_000


@require_GET
@member_required
def indicator_list(request: ActorRequest) -> HttpResponseBase:
    """List the provider's indicators by measure, and what might be measured."""
    provider, today = _provider(request), brussels_day(timezone.now())
    found = queries.visible(request.actor, provider)
    if sheets.wanted(request):
        sheet = replace(INDICATORS, in_batches=queries.listed)
        return sheets.answer(request, sheet, found, now=timezone.now())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    titles = indicators.measures(today)
    taken = set(
        queries.visible(request.actor, provider).values_list("suggestion", flat=True).order_by()
    )
    context = {
        "page": page,
        "rows": [
            (one, titles.get(one.indicator.measure, ""), one.is_late(today))
            for one in queries.listed(list(page.object_list))
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
            (key, f"{key}: {title}")
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
            messages.success(request, "The indicator is defined.")
            return redirect("indicator", made.pk)
    status = 422 if form.errors else 200
    context = {"form": form, "suggested": suggested}
    return render(request, "indicators/new.html", context, status=status)


@require_GET
@member_required
def indicator(request: ActorRequest, indicator_id: UUID) -> HttpResponse:
    """Show an indicator: its picture, its readings, its definitions."""
    return _show(request, _find(request, indicator_id))


@require_POST
@member_required
def indicator_read(request: ActorRequest, indicator_id: UUID) -> HttpResponse:
    """Record one reading."""
    found = _find(request, indicator_id)
    check_measure(request.actor, found.provider)
    form = ReadingForm(request.POST, evidence=_evidence(request, found), auto_id="id_read_%s")
    if form.is_valid():
        given = form.cleaned_data
        with into_form(form):
            taken = Read(taken_on=given["taken_on"], value=given["value"], note=given["note"])
            readings.record(
                indicator=found,
                taken=[taken],
                evidence=given["evidence"],
                by=request.actor,
                now=timezone.now(),
            )
            return _done(request, found, "The reading is recorded.")
    return _show(request, found, reading_form=form)


@require_POST
@member_required
def indicator_import(request: ActorRequest, indicator_id: UUID) -> HttpResponse:
    """Record a list of readings, all or none."""
    found = _find(request, indicator_id)
    check_measure(request.actor, found.provider)
    form = ReadingsFileForm(request.POST, request.FILES, auto_id="id_file_%s")
    if form.is_valid():
        with into_form(form):
            taken = readings.parse(_text(form.cleaned_data["file"]))
            readings.record(indicator=found, taken=taken, by=request.actor, now=timezone.now())
            return _done(request, found, f"{len(taken)} readings are recorded.")
    return _show(request, found, file_form=form)


@require_POST
@member_required
def indicator_correct(request: ActorRequest, indicator_id: UUID, reading_id: UUID) -> HttpResponse:
    """Correct a reading, or take it back."""
    found = _find(request, indicator_id)
    check_measure(request.actor, found.provider)
    rows = Reading.objects.visible_to(request.actor).filter(indicator=found)
    reading = get_object_or_404(rows.select_related("provider", "indicator"), pk=reading_id)
    form = CorrectionForm(request.POST, auto_id="id_correct_%s")
    if form.is_valid():
        with into_form(form):
            readings.correct(
                reading=reading, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return _done(request, found, "The reading is corrected; what stood there is kept.")
    return _show(request, found, correction_form=form)


@require_POST
@member_required
def indicator_redefine(request: ActorRequest, indicator_id: UUID) -> HttpResponse:
    """Define an indicator anew."""
    found = _find(request, indicator_id)
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
            return _done(request, found, "The new definition holds from now on.")
    return _show(request, found, define_form=form)


@require_POST
@member_required
def indicator_end(request: ActorRequest, indicator_id: UUID) -> HttpResponse:
    """Read an indicator no longer."""
    found = _find(request, indicator_id)
    check_measure(request.actor, found.provider)
    form = EndForm(request.POST, auto_id="id_end_%s")
    if form.is_valid():
        with into_form(form):
            indicators.end(
                indicator=found, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return _done(request, found, "The indicator is read no longer. Its readings stay.")
    return _show(request, found, end_form=form)


@require_GET
@member_required
def indicator_csv(request: ActorRequest, indicator_id: UUID) -> HttpResponseBase:
    """Hand out every reading, corrected ones too, as CSV or as a workbook."""
    found = _find(request, indicator_id)
    rows = Reading.objects.visible_to(request.actor).filter(indicator=found)
    rows = rows.order_by("taken_on", "recorded_at", "pk")
    return sheets.answer(request, READINGS, rows, now=timezone.now())


def _text(upload: Any) -> str:
    if upload.size > FILE_LIMIT:
        raise InvalidInput("At most 1 MB.", field="file")
    try:
        return str(upload.read().decode("utf-8"))
    except UnicodeDecodeError:
        raise InvalidInput("This is not plain text in UTF-8.", field="file") from None


def _initial(suggested: Any) -> dict[str, Any]:
    if suggested is None:
        return {"direction": "none"}
    names = ("measure", "name", "meaning", "unit", "direction", "source", "every", "every_unit")
    return {name: getattr(suggested, name) for name in names} | {"suggestion": suggested.key}


def _provider(request: ActorRequest) -> Provider:
    if request.current_provider is None:
        raise ValueError("member_required lets nobody without a provider in.")
    return request.current_provider


def _find(request: ActorRequest, indicator_id: UUID) -> Indicator:
    mine = Indicator.objects.visible_to(request.actor)
    mine = mine.filter(provider__in=request.actor.provider_ids).select_related("provider")
    found: Indicator = get_object_or_404(mine, pk=indicator_id)
    return found


def _evidence(request: ActorRequest, found: Indicator) -> Any:
    rows = Evidence.objects.visible_to(request.actor).filter(provider=found.provider_id)
    return rows.filter(withdrawn_at=None).order_by("title", "pk")


def _done(request: ActorRequest, found: Indicator, message: str) -> HttpResponse:
    messages.success(request, message)
    return redirect("indicator", found.pk)


def _show(request: ActorRequest, found: Indicator, **given: forms.Form) -> HttpResponse:
    page, today = queries.page(request.actor, found.pk), brussels_day(timezone.now())
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
        "measure_title": indicators.measures(today).get(found.measure, ""),
        "is_late": page.shown.is_late(today),
        "may_write": found.ended_on is None
        and allowed(check_measure, request.actor, found.provider),
        "reading_form": ReadingForm(
            evidence=_evidence(request, found), auto_id="id_read_%s", initial={"taken_on": today}
        ),
        "file_form": ReadingsFileForm(auto_id="id_file_%s"),
        "define_form": RedefineForm(
            auto_id="id_define_%s", initial=initial | {"reason": ""} | revision
        ),
        "end_form": EndForm(auto_id="id_end_%s", initial=revision),
        **given,
    }
    return render(request, "indicators/indicator.html", context, status=422 if given else 200)
