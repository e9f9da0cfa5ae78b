"""The AI Office's requests: made, looked at with their answers, extended and taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from obligations import downloads
from obligations.documents.outlines import outline
from obligations.law.deadlines import brussels_day
from obligations.requests.exports import OFFICE as REQUESTS
from obligations.requests.forms import ExtendForm, QuestionForm, TakeBackForm
from obligations.requests.models import AnswerFile, Request
from obligations.requests.permissions import check_ask, check_change
from obligations.requests.queries import requests as queries
from obligations.requests.services import asking, requests
from obligations.views.office import office_required
from obligations.views.office_filters import of_provider, provider_filter, query_without
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest
from providers.models import AIModel
from providers.permissions import allowed
from providers.sheets import answers as sheets

PAGE = 50


@require_GET
@office_required
def office_requests(request: ActorRequest) -> HttpResponseBase:
    """List the requests made here: open ones, or all of one provider, unless asked otherwise."""
    state = request.GET.get("state", "all" if "provider" in request.GET else "open")
    form = provider_filter(request)
    rows = of_provider(queries.made_here(request.actor), form)
    if state in queries.STATES:
        rows = rows.filter(queries.STATES[state])
    if sheets.wanted(request):
        return sheets.answer(request, REQUESTS, rows, now=timezone.now())
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "form": form,
        "query": query_without(request, "page", "state"),
        "state": state if state in queries.STATES else "all",
        "states": queries.STATE_WORDS,
        "today": brussels_day(timezone.now()),
    }
    return render(request, "requests/office/requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@office_required
def office_request_new(request: ActorRequest) -> HttpResponse:
    """Make a request to a provider."""
    actor = request.actor
    providers = queries.addressable(actor)
    models = AIModel.objects.visible_to(actor).exclude(provider__in=actor.provider_ids)
    form = QuestionForm(
        request.POST or None,
        providers=providers,
        models=models.select_related("provider").order_by("provider__name", "name"),
        initial={name: request.GET.get(name, "") for name in ("provider", "model")},
        label_suffix="",
    )
    if form.is_bound and form.is_valid():
        provider = form.cleaned_data["provider"]
        check_ask(actor, provider)
        with into_form(form):
            made = asking.ask(
                provider=provider,
                ai_model=form.cleaned_data["model"],
                question=form.question(),
                by=actor,
                now=timezone.now(),
            )
            messages.success(request, _("The request is made, and the provider is told."))
            return redirect("office-request", made.pk)
    status = 422 if form.errors else 200
    return render(request, "requests/office/new.html", {"form": form}, status=status)


@require_GET
@office_required
def office_request(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Show a request with what was answered."""
    return _show(request, _find(request, request_id))


@require_POST
@office_required
def office_request_extend(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Grant a later day."""
    found = _find(request, request_id)
    check_change(request.actor, found)
    form = ExtendForm(request.POST, auto_id="id_extend_%s")
    if form.is_valid():
        with into_form(form):
            requests.extend(
                request=found, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("The later day is granted."))
            return redirect("office-request", found.pk)
    return _show(request, found, extend_form=form)


@require_POST
@office_required
def office_request_take_back(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Take a request back."""
    found = _find(request, request_id)
    check_change(request.actor, found)
    form = TakeBackForm(request.POST, auto_id="id_back_%s")
    if form.is_valid():
        with into_form(form):
            requests.take_back(
                request=found, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("The request is taken back. It stays on record."))
            return redirect("office-request", found.pk)
    return _show(request, found, back_form=form)


@require_GET
@office_required
def office_request_file(
    request: ActorRequest, request_id: UUID, answer_file_id: UUID
) -> FileResponse:
    """Hand out a file that was given with an answer, as it was made."""
    rows = AnswerFile.objects.visible_to(request.actor).select_related("rendering")
    found = get_object_or_404(rows, pk=answer_file_id, answer__request=_find(request, request_id))
    return downloads.respond(found.rendering)


def _find(request: ActorRequest, request_id: UUID) -> Request:
    found: Request = get_object_or_404(queries.made_here(request.actor), pk=request_id)
    return found


def _show(request: ActorRequest, found: Request, **given: forms.Form) -> HttpResponse:
    now = timezone.now()
    today = brussels_day(now)
    is_open = found.answered_on is None and found.withdrawn_on is None
    context: dict[str, Any] = {
        "one": queries.page(found, request.actor, now=now),
        "found": found,
        "by": requests.answer_by(found, on=today),
        "age": queries.age(found.received_on, found.answered_on or found.withdrawn_on, today),
        "items": [one for one in outline(requests.FORM).items() if one.key in found.items],
        "is_open": is_open,
        "is_office": True,
        "may_change": is_open and allowed(check_change, request.actor, found),
        "extend_form": ExtendForm(auto_id="id_extend_%s"),
        "back_form": TakeBackForm(
            auto_id="id_back_%s", initial={"on": today, "revision": found.revision}
        ),
        **given,
    }
    return render(request, "requests/office/request.html", context, status=422 if given else 200)
