"""Who at the AI Office reads which provider, until when; and what a reviewer decided."""

from __future__ import annotations

from collections.abc import Callable
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
from django.views.decorators.http import require_GET, require_POST

from obligations.exports.lists import ACCESS, DECISIONS
from obligations.forms.office import AccessForm, EndForm, RenewForm
from obligations.law.deadlines import brussels_day
from obligations.permissions import check_give_access
from obligations.queries import office_access as queries
from obligations.queries import submissions
from obligations.services import office_access as services
from obligations.views.office import office_required
from obligations.views.office_filters import providers
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest
from providers.models import OfficeAccess
from providers.permissions import allowed
from providers.sheets import answers as sheets

PAGE = 50


@require_GET
@office_required
def office_access(request: ActorRequest) -> HttpResponseBase:
    """List access: all of it for those who may give it, else one's own."""
    rows = queries.listed(request.actor)
    if sheets.wanted(request):
        return sheets.answer(request, ACCESS, rows, now=timezone.now())
    return _list(request)


@require_POST
@office_required
def office_access_give(request: ActorRequest) -> HttpResponse:
    """Give a reviewer access to a provider."""
    form = _form(request, request.POST)
    if form.is_valid():
        check_give_access(request.actor, form.cleaned_data["provider"])
        with into_form(form):
            row = services.give(by=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Access is given, and the reviewer is told."))
            return redirect("office-access-one", row.pk)
    return _list(request, form=form)


@require_GET
@office_required
def office_access_one(request: ActorRequest, access_id: UUID) -> HttpResponse:
    """Show one access with what can be done to it."""
    return _show(request, _find(request, access_id))


@require_POST
@office_required
def office_access_renew(request: ActorRequest, access_id: UUID) -> HttpResponse:
    """Give access a later last day."""
    said = _("Access is renewed, and the reviewer is told.")
    return _change(request, access_id, "renew_form", services.renew, said)


@require_POST
@office_required
def office_access_end(request: ActorRequest, access_id: UUID) -> HttpResponse:
    """End access before its last day."""
    said = _("Access is ended, and the reviewer is told.")
    return _change(request, access_id, "end_form", services.end, said)


@require_GET
@office_required
def office_decisions(request: ActorRequest) -> HttpResponseBase:
    """List what the reviewer decided; it stays theirs when access to the provider has ended."""
    rows = submissions.own_decisions(request.actor)
    if sheets.wanted(request):
        return sheets.answer(request, DECISIONS, rows, now=timezone.now())
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "open_ids": submissions.open_among(request.actor, rows),
    }
    return render(request, "obligations/office/decisions.html", context)


def _change(
    request: ActorRequest, access_id: UUID, name: str, carry_out: Callable[..., Any], said: str
) -> HttpResponse:
    row = _find(request, access_id)
    check_give_access(request.actor, row.provider)
    form = _change_form(name, row, request.POST)
    if form.is_valid():
        with into_form(form):
            carry_out(access=row, by=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, said)
            return redirect("office-access-one", row.pk)
    return _show(request, row, **{name: form})


def _change_form(name: str, row: OfficeAccess, data: Any = None) -> forms.Form:
    form = {"renew_form": RenewForm, "end_form": EndForm}[name]
    auto_id = f"id_{name.removesuffix('_form')}_%s"
    return form(data, auto_id=auto_id, label_suffix="", initial={"revision": row.revision})


def _find(request: ActorRequest, access_id: UUID) -> OfficeAccess:
    found: OfficeAccess = get_object_or_404(queries.listed(request.actor), pk=access_id)
    return found


def _form(request: ActorRequest, data: Any = None) -> AccessForm:
    actor = request.actor
    return AccessForm(
        data,
        providers=providers(request).exclude(pk__in=actor.provider_ids),
        reviewers=queries.limited_reviewers(),
        initial={
            "begins_on": brussels_day(timezone.now()),
            "provider": request.GET.get("provider", ""),
        },
    )


def _list(request: ActorRequest, **given: AccessForm) -> HttpResponse:
    actor, today = request.actor, brussels_day(timezone.now())
    page = Paginator(queries.listed(actor), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(one, one.state_on(today), one.days_left_on(today)) for one in page],
        "may_give": actor.reads_for_office,
        "form": given.get("form") or (_form(request) if actor.reads_for_office else None),
        "has_limited": bool(given)
        or (actor.reads_for_office and queries.limited_reviewers().exists()),
    }
    status = 422 if given else 200
    return render(request, "obligations/office/access.html", context, status=status)


def _show(request: ActorRequest, row: OfficeAccess, **given: Any) -> HttpResponse:
    today = brussels_day(timezone.now())
    context = {
        "one": row,
        "state": row.state_on(today),
        "days_left": row.days_left_on(today),
        "may_change": row.state_on(today) in ("running", "to-come")
        and allowed(check_give_access, request.actor, row.provider),
        **{name: _change_form(name, row) for name in ("renew_form", "end_form")},
        **given,
    }
    status = 422 if given else 200
    return render(request, "obligations/office/access_one.html", context, status=status)
