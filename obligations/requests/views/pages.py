"""Requests: their list, each with its clock, and what was answered."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from obligations.documents.outlines import outline
from obligations.law.deadlines import brussels_day
from obligations.queries import catalogue as texts
from obligations.requests.exports import REQUESTS
from obligations.requests.forms import (
    AnswerForm,
    ExplainForm,
    ExtendForm,
    RequestForm,
    TakeBackForm,
)
from obligations.requests.models import Request
from obligations.requests.permissions import check_answer, check_change
from obligations.requests.queries import requests as queries
from obligations.requests.services import answers, requests
from obligations.views.access import member_required
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest
from providers.models import AIModel, Provider
from providers.permissions import allowed
from providers.sheets import answers as sheets

PAGE = 50


@require_GET
@member_required
def request_list(request: ActorRequest) -> HttpResponseBase:
    """List requests, open ones unless others are asked for."""
    provider = _provider(request)
    state = request.GET.get("state", "open")
    rows = queries.visible(request.actor, provider)
    if state in queries.STATES:
        rows = rows.filter(queries.STATES[state])
    if sheets.wanted(request):
        return sheets.answer(request, REQUESTS, rows, now=timezone.now())
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "state": state if state in queries.STATES else "all",
        "states": queries.STATE_WORDS,
        "today": brussels_day(timezone.now()),
        "may_write": allowed(check_answer, request.actor, provider),
    }
    return render(request, "requests/requests.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def request_new(request: ActorRequest) -> HttpResponse:
    """Record a request that was received."""
    provider, now = _provider(request), timezone.now()
    check_answer(request.actor, provider)
    models = AIModel.objects.visible_to(request.actor).filter(provider=provider).order_by("name")
    initial = {"received_on": brussels_day(now), "asker": "downstream"}
    form = RequestForm(request.POST or None, models=models, initial=initial)
    if form.is_bound and form.is_valid():
        with into_form(form):
            made = requests.record(
                provider=provider,
                ai_model=form.cleaned_data["model"],
                asked=form.asked(),
                by=request.actor,
                now=now,
            )
            messages.success(request, _("The request is recorded."))
            return redirect("request", made.pk)
    return render(request, "requests/new.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@member_required
def request_page(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Show a request with its clock and its answers."""
    return _show(request, _find(request, request_id))


@require_POST
@member_required
def request_answer(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Record an answer that was sent."""
    found = _find(request, request_id)
    check_answer(request.actor, found.provider)
    form = AnswerForm(request.POST, renderings=answers.usable(found), auto_id="id_answer_%s")
    if form.is_valid():
        with into_form(form):
            answers.answer(
                request=found,
                said=form.said(),
                files=[one.pk for one in form.cleaned_data["given_files"]],
                revision=form.cleaned_data["revision"],
                by=request.actor,
                now=timezone.now(),
            )
            return _done(request, found, _("The answer is recorded."))
    return _show(request, found, answer_form=form)


@require_POST
@member_required
def request_extend(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Record a later day that the AI Office granted."""
    found = _find(request, request_id)
    check_change(request.actor, found)
    form = ExtendForm(request.POST, auto_id="id_extend_%s")
    if form.is_valid():
        with into_form(form):
            requests.extend(
                request=found, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return _done(request, found, _("The later day is recorded."))
    return _show(request, found, extend_form=form)


@require_POST
@member_required
def request_explain(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Record exceptional circumstances."""
    found = _find(request, request_id)
    check_answer(request.actor, found.provider)
    form = ExplainForm(request.POST, auto_id="id_explain_%s")
    if form.is_valid():
        with into_form(form):
            requests.explain(
                request=found, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return _done(request, found, _("The circumstances are recorded. The day stays."))
    return _show(request, found, explain_form=form)


@require_POST
@member_required
def request_take_back(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Record that the asker took the request back."""
    found = _find(request, request_id)
    check_change(request.actor, found)
    form = TakeBackForm(request.POST, auto_id="id_back_%s")
    if form.is_valid():
        with into_form(form):
            requests.take_back(
                request=found, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return _done(request, found, _("The request is taken back. It stays on record."))
    return _show(request, found, back_form=form)


def _provider(request: ActorRequest) -> Provider:
    if request.current_provider is None:
        raise ValueError("member_required lets nobody without a provider in.")
    return request.current_provider


def _find(request: ActorRequest, request_id: UUID) -> Request:
    found: Request = get_object_or_404(queries.one(request.actor, request_id))
    return found


def _done(request: ActorRequest, found: Request, message: str) -> HttpResponse:
    messages.success(request, message)
    return redirect("request", found.pk)


def _show(request: ActorRequest, found: Request, **given: forms.Form) -> HttpResponse:
    now = timezone.now()
    today = brussels_day(now)
    found = _find(request, found.pk)
    by = requests.answer_by(found, on=today)
    is_open = found.answered_on is None and found.withdrawn_on is None
    revision = {"revision": found.revision}
    form = outline(requests.FORM)
    context: dict[str, Any] = {
        "one": queries.page(found, request.actor, now=now),
        "found": found,
        "by": by,
        "age": queries.age(found.received_on, found.answered_on or found.withdrawn_on, today),
        "items": [item for item in form.items() if item.key in found.items],
        "doubts": texts.doubts(by.doubts),
        "is_open": is_open,
        "may_write": is_open and allowed(check_answer, request.actor, found.provider),
        "may_change": is_open and allowed(check_change, request.actor, found),
        "answer_form": AnswerForm(
            renderings=answers.usable(found),
            auto_id="id_answer_%s",
            initial={"answered_on": today, "is_final": True} | revision,
        ),
        "extend_form": ExtendForm(auto_id="id_extend_%s"),
        "explain_form": ExplainForm(
            auto_id="id_explain_%s", initial={"exceptional": found.exceptional} | revision
        ),
        "back_form": TakeBackForm(auto_id="id_back_%s", initial={"on": today} | revision),
        **given,
    }
    return render(request, "requests/request.html", context, status=422 if given else 200)
