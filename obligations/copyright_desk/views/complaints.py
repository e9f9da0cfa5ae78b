"""Complaints: their list, and one of them with what happened to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from obligations import downloads
from obligations.copyright_desk.exports.lists import COMPLAINTS
from obligations.copyright_desk.forms.claims import RecordForm
from obligations.copyright_desk.forms.complaints import (
    DecisionForm,
    FilesForm,
    LogForm,
    ReopenForm,
    TargetForm,
)
from obligations.copyright_desk.models import Complaint, ComplaintFile
from obligations.copyright_desk.models.complaints import State
from obligations.copyright_desk.permissions import check_write
from obligations.copyright_desk.queries import complaints as queries
from obligations.copyright_desk.queries import receipts, sameness
from obligations.copyright_desk.services import complaints
from obligations.copyright_desk.views.finding import complaint, done, provider_of
from obligations.delivery import email
from obligations.law.deadlines import brussels_day
from obligations.views.access import member_required
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest
from providers.permissions import allowed
from providers.sheets import answers as sheets

PAGE = 50


@require_GET
@member_required
def copyright_complaints(request: ActorRequest) -> HttpResponseBase:
    """List complaints, open ones unless others are asked for; the address holds the filters."""
    provider, today = provider_of(request), brussels_day(timezone.now())
    state = request.GET.get("state", "open")
    state = state if state in queries.STATES else "all"
    words = request.GET.get("q", "").replace("\x00", "")[:200]
    is_late = request.GET.get("late") == "yes"
    rows = queries.listed(
        provider, request.actor, state=state, words=words, is_late=is_late, on=today
    )
    if sheets.wanted(request):
        aged = replace(
            COMPLAINTS, in_batches=lambda some: [queries.aged(x, on=today) for x in some]
        )
        return sheets.answer(request, aged, rows, now=timezone.now())
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "complaints": [queries.aged(one, on=today) for one in page.object_list],
        "state": state,
        "states": [
            ("open", pgettext("state", "Open")),
            *State.choices,
            ("ended", _("Ended")),
            ("all", _("All")),
        ],
        "words": words,
        "is_late": is_late,
        "active": int(state != "open") + int(bool(words)) + int(is_late),
        "may_write": allowed(check_write, request.actor, provider),
    }
    return render(request, "copyright_desk/complaints.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def copyright_complaint_new(request: ActorRequest) -> HttpResponse:
    """Record a complaint that came by mail."""
    provider, now = provider_of(request), timezone.now()
    check_write(request.actor, provider)
    form = RecordForm(request.POST or None, initial={"received_on": brussels_day(now)})
    if form.is_bound and form.is_valid():
        with into_form(form):
            made = complaints.record(
                provider=provider,
                claim=form.claim(),
                received_on=form.cleaned_data["received_on"],
                by=request.actor,
                now=now,
            )
            return done(request, _("The complaint is recorded."), "copyright-complaint", made.pk)
    status = 422 if form.errors else 200
    return render(request, "copyright_desk/complaint_new.html", {"form": form}, status=status)


@require_GET
@member_required
def copyright_complaint(request: ActorRequest, complaint_id: UUID) -> HttpResponse:
    """Show a complaint with its age, its history and what can be done."""
    return show(request, complaint(request, complaint_id))


@require_GET
@member_required
def copyright_complaint_download(
    request: ActorRequest, complaint_id: UUID, file_id: UUID
) -> FileResponse:
    """Hand out a file of a complaint; nobody has looked at what is in it."""
    found: ComplaintFile = get_object_or_404(queries.one_file(request.actor, complaint_id, file_id))
    return downloads.respond(found)


def show(request: ActorRequest, found: Complaint, **given: forms.Form) -> HttpResponse:
    """Show a complaint; ``given`` are forms that came back with what is wrong."""
    found = complaint(request, found.pk)
    earlier = sameness.answered_before(found, request.actor)
    same = queries.same_words(found, request.actor)
    answered = next((one for one in same if one.state == State.ANSWERED), None)
    revision = {"revision": found.revision}
    repeated = {"outcome": "repeated", "repeats": answered} if answered in earlier else {}
    context: dict[str, Any] = {
        "one": queries.aged(found, on=brussels_day(timezone.now())),
        "found": found,
        "steps": queries.steps(found),
        "files": queries.files(found),
        "same": same,
        "repeats": answered if repeated else None,
        "address": email.absolute(receipts.path(found)),
        "is_late_to_reopen": found.erased_at is not None,
        "may_write": allowed(check_write, request.actor, found.provider),
        "decision_form": DecisionForm(
            earlier=earlier, auto_id="id_decide_%s", initial=repeated | revision
        ),
        "reopen_form": ReopenForm(auto_id="id_reopen_%s", initial=revision),
        "log_form": LogForm(auto_id="id_log_%s"),
        "target_form": TargetForm(
            auto_id="id_target_%s", initial={"target_on": found.target_on} | revision
        ),
        "files_form": FilesForm(auto_id="id_add_%s"),
        **given,
    }
    return render(request, "copyright_desk/complaint.html", context, status=422 if given else 200)
