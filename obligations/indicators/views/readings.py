"""Readings of an indicator: recorded one by one or from a list, corrected, and handed out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from obligations.indicators.exports import READINGS
from obligations.indicators.forms import CorrectionForm, ReadingForm, ReadingsFileForm
from obligations.indicators.models import Reading
from obligations.indicators.permissions import check_measure
from obligations.indicators.services import readings
from obligations.indicators.services.readings import Read
from obligations.indicators.views import page
from obligations.views.access import member_required
from obligations.views.refusals import into_form
from providers.errors import InvalidInput
from providers.middleware import ActorRequest
from providers.sheets import answers as sheets

FILE_LIMIT = 1_000_000


@require_POST
@member_required
def indicator_read(request: ActorRequest, indicator_id: UUID) -> HttpResponse:
    """Record one reading."""
    found = page.find(request, indicator_id)
    check_measure(request.actor, found.provider)
    form = ReadingForm(request.POST, evidence=page.evidence(request, found), auto_id="id_read_%s")
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
            return page.done(request, found, _("The reading is recorded."))
    return page.show(request, found, reading_form=form)


@require_POST
@member_required
def indicator_import(request: ActorRequest, indicator_id: UUID) -> HttpResponse:
    """Record a list of readings, all or none."""
    found = page.find(request, indicator_id)
    check_measure(request.actor, found.provider)
    form = ReadingsFileForm(request.POST, request.FILES, auto_id="id_file_%s")
    if form.is_valid():
        with into_form(form):
            taken = readings.parse(_text(form.cleaned_data["file"]))
            readings.record(indicator=found, taken=taken, by=request.actor, now=timezone.now())
            told = ngettext(
                "{number} reading is recorded.", "{number} readings are recorded.", len(taken)
            )
            return page.done(request, found, told.format(number=len(taken)))
    return page.show(request, found, file_form=form)


@require_POST
@member_required
def indicator_correct(request: ActorRequest, indicator_id: UUID, reading_id: UUID) -> HttpResponse:
    """Correct a reading, or take it back."""
    found = page.find(request, indicator_id)
    check_measure(request.actor, found.provider)
    rows = Reading.objects.visible_to(request.actor).filter(indicator=found)
    reading = get_object_or_404(rows.select_related("provider", "indicator"), pk=reading_id)
    form = CorrectionForm(request.POST, auto_id="id_correct_%s")
    if form.is_valid():
        with into_form(form):
            readings.correct(
                reading=reading, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return page.done(
                request, found, _("The reading is corrected; what stood there is kept.")
            )
    return page.show(request, found, correction_form=form)


@require_GET
@member_required
def indicator_csv(request: ActorRequest, indicator_id: UUID) -> HttpResponseBase:
    """Hand out every reading, corrected ones too, as CSV or as a workbook."""
    found = page.find(request, indicator_id)
    rows = Reading.objects.visible_to(request.actor).filter(indicator=found)
    rows = rows.order_by("taken_on", "recorded_at", "pk")
    return sheets.answer(request, READINGS, rows, now=timezone.now())


def _text(upload: Any) -> str:
    if upload.size > FILE_LIMIT:
        raise InvalidInput(_("At most 1 MB."), field="file")
    try:
        return str(upload.read().decode("utf-8"))
    except UnicodeDecodeError:
        raise InvalidInput(_("This is not plain text in UTF-8."), field="file") from None
