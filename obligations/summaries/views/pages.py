"""Summaries of one's own provider: where they stand, and what is done about them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from obligations.documents.models import Document, DocumentVersion
from obligations.documents.outlines import outline
from obligations.documents.permissions import check_write
from obligations.documents.services import documents
from obligations.law.deadlines import brussels_day
from obligations.queries import catalogue as texts
from obligations.summaries.exports.lists import SUMMARIES
from obligations.summaries.forms import (
    PublishForm,
    StartForm,
    TrainingForm,
    WithdrawForm,
    WorksheetForm,
)
from obligations.summaries.models import KIND, FurtherTraining, Publication
from obligations.summaries.queries import standing as queries
from obligations.summaries.services import publications, updates, worksheets
from obligations.views.access import member_required
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest
from providers.models import Provider
from providers.permissions import allowed
from providers.sheets import answers as sheets


@require_GET
@member_required
def summaries(request: ActorRequest) -> HttpResponseBase:
    """List the summaries of the provider, and begin one."""
    return _list(request)


@require_POST
@member_required
def summary_start(request: ActorRequest) -> HttpResponseBase:
    """Begin the summary of a model."""
    provider = _provider(request)
    check_write(request.actor, provider)
    form = StartForm(request.POST, models=queries.without(provider, request.actor))
    if form.is_valid():
        with into_form(form):
            document = documents.start(
                provider=provider,
                ai_model=form.cleaned_data["model"],
                kind=KIND,
                by=request.actor,
                now=timezone.now(),
            )
            messages.success(
                request, _("The summary is begun. Everything in it is missing so far.")
            )
            return redirect("summary", document.pk)
    return _list(request, form)


@require_GET
@member_required
def summary(request: ActorRequest, summary_id: UUID) -> HttpResponse:
    """Show where a summary stands."""
    return _show(request, _find(request, summary_id))


@require_POST
@member_required
def summary_publish(request: ActorRequest, summary_id: UUID) -> HttpResponse:
    """Record that a version became public."""
    document = _find(request, summary_id)
    check_write(request.actor, document.provider)
    form = PublishForm(request.POST, versions=_unpublished(document), auto_id="id_publish_%s")
    if form.is_valid():
        with into_form(form):
            publications.publish(by=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The version is public. Its address stays the same."))
            return redirect("summary", document.pk)
    return _show(request, document, publish_form=form)


@require_POST
@member_required
def summary_training(request: ActorRequest, summary_id: UUID) -> HttpResponse:
    """Record further training."""
    document = _find(request, summary_id)
    check_write(request.actor, document.provider)
    form = TrainingForm(request.POST, auto_id="id_training_%s")
    if form.is_valid():
        with into_form(form):
            updates.record_training(
                document=document, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("The training is recorded."))
            return redirect("summary", document.pk)
    return _show(request, document, training_form=form)


@require_POST
@member_required
def summary_training_withdraw(
    request: ActorRequest, summary_id: UUID, training_id: UUID
) -> HttpResponse:
    """Take back a training recorded by mistake."""
    document = _find(request, summary_id)
    check_write(request.actor, document.provider)
    mine = FurtherTraining.objects.visible_to(request.actor).filter(document=document)
    training = get_object_or_404(mine.select_related("provider", "document"), pk=training_id)
    form = WithdrawForm(request.POST, auto_id="id_withdraw_%s")
    if form.is_valid():
        with into_form(form):
            updates.withdraw_training(
                training=training, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("The record is taken back; it stays on record as such."))
            return redirect("summary", document.pk)
    return _show(request, document, withdraw_form=form)


@require_POST
@member_required
def summary_worksheet(request: ActorRequest, summary_id: UUID) -> HttpResponse:
    """Record sizes of datasets or domains."""
    document = _find(request, summary_id)
    check_write(request.actor, document.provider)
    form = WorksheetForm(request.POST, auto_id="id_worksheet_%s")
    if form.is_valid():
        given = form.cleaned_data
        with into_form(form):
            worksheets.record(
                document=document,
                kind=given["kind"],
                modality=given["modality"],
                unit=given["unit"],
                sizes=given["lines"],
                by=request.actor,
                now=timezone.now(),
            )
            messages.success(request, _("The sizes are recorded; they are not public."))
            return redirect("summary", document.pk)
    return _show(request, document, worksheet_form=form)


def _provider(request: ActorRequest) -> Provider:
    if request.current_provider is None:
        raise ValueError("member_required lets nobody without a provider in.")
    return request.current_provider


def _find(request: ActorRequest, summary_id: UUID) -> Document:
    mine = queries.one(request.actor, summary_id)
    found: Document = get_object_or_404(mine.filter(provider__in=request.actor.provider_ids))
    return found


def _unpublished(document: Document) -> Any:
    public = Publication.objects.filter(document=document).order_by("-number").first()
    rows = DocumentVersion.objects.filter(document=document)
    rows = rows.filter(number__gt=public.number if public else 0)
    return rows.select_related("document__provider", "document__ai_model").order_by("-number")


def _list(request: ActorRequest, form: forms.Form | None = None) -> HttpResponseBase:
    provider = _provider(request)
    rows = queries.of_provider(provider, request.actor)
    if sheets.wanted(request):
        return sheets.answer(request, SUMMARIES, rows, now=timezone.now())
    context = {
        "summaries": rows,
        "start_form": form or StartForm(models=queries.without(provider, request.actor)),
        "may_write": allowed(check_write, request.actor, provider),
    }
    return render(request, "summaries/summaries.html", context, status=422 if form else 200)


def _show(request: ActorRequest, document: Document, **given: forms.Form) -> HttpResponse:
    now = timezone.now()
    today = brussels_day(now)
    context: dict[str, Any] = {
        "standing": queries.standing(document, request.actor, now=now, on=today),
        "document": document,
        "outline": outline(KIND),
        "today": today,
        "may_write": allowed(check_write, request.actor, document.provider),
        "doubts": texts.doubts(["A1"]),
        "publish_form": PublishForm(
            versions=_unpublished(document),
            auto_id="id_publish_%s",
            initial={"published_on": today},
        ),
        "training_form": TrainingForm(auto_id="id_training_%s"),
        "worksheet_form": WorksheetForm(auto_id="id_worksheet_%s"),
        **given,
    }
    return render(request, "summaries/summary.html", context, status=422 if given else 200)
