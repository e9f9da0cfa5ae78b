"""What an officer does with a complaint: acknowledge, write, decide, open again."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from obligations.copyright_desk.forms.complaints import (
    DecisionForm,
    FilesForm,
    LogForm,
    ReopenForm,
    TargetForm,
)
from obligations.copyright_desk.models import Complaint
from obligations.copyright_desk.permissions import check_write
from obligations.copyright_desk.queries import sameness
from obligations.copyright_desk.services import (
    complaint_files,
    complaints,
    correspondence,
    decisions,
)
from obligations.copyright_desk.views.complaints import show
from obligations.copyright_desk.views.finding import complaint, done
from obligations.views.access import member_required
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest


@require_POST
@member_required
def copyright_complaint_acknowledge(request: ActorRequest, complaint_id: UUID) -> HttpResponse:
    """Begin to examine it, and tell the complainant so."""
    found = _mine(request, complaint_id)
    complaints.acknowledge(complaint=found, by=request.actor, now=timezone.now())
    return _done(request, found, _("It is in examination; a letter says so."))


@require_POST
@member_required
def copyright_complaint_decide(request: ActorRequest, complaint_id: UUID) -> HttpResponse:
    """Answer it, or refuse it with a reason."""
    found = _mine(request, complaint_id)
    earlier = sameness.answered_before(found, request.actor)
    form = DecisionForm(request.POST, earlier=earlier, auto_id="id_decide_%s")
    if form.is_valid():
        with into_form(form):
            decisions.decide(
                complaint=found,
                outcome=form.decided(),
                revision=form.cleaned_data["revision"],
                by=request.actor,
                now=timezone.now(),
            )
            return _done(request, found, _("The decision is recorded; a letter says so."))
    return show(request, found, decision_form=form)


@require_POST
@member_required
def copyright_complaint_reopen(request: ActorRequest, complaint_id: UUID) -> HttpResponse:
    """Open it again."""
    found = _mine(request, complaint_id)
    form = ReopenForm(request.POST, auto_id="id_reopen_%s")
    if form.is_valid():
        with into_form(form):
            decisions.reopen(
                complaint=found, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return _done(
                request, found, _("It is open again; the earlier decision stays on record.")
            )
    return show(request, found, reopen_form=form)


@require_POST
@member_required
def copyright_complaint_log(request: ActorRequest, complaint_id: UUID) -> HttpResponse:
    """Add to the correspondence."""
    found = _mine(request, complaint_id)
    form = LogForm(request.POST, auto_id="id_log_%s")
    if form.is_valid():
        with into_form(form):
            correspondence.log(
                complaint=found, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return _done(request, found, _("It is on record."))
    return show(request, found, log_form=form)


@require_POST
@member_required
def copyright_complaint_target(request: ActorRequest, complaint_id: UUID) -> HttpResponse:
    """Set or clear the own day for the answer."""
    found = _mine(request, complaint_id)
    form = TargetForm(request.POST, auto_id="id_target_%s")
    if form.is_valid():
        with into_form(form):
            complaints.set_target(
                complaint=found, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return _done(request, found, _("The own target is recorded."))
    return show(request, found, target_form=form)


@require_POST
@member_required
def copyright_complaint_files(request: ActorRequest, complaint_id: UUID) -> HttpResponse:
    """Add files."""
    found = _mine(request, complaint_id)
    form = FilesForm(request.POST, request.FILES, auto_id="id_add_%s")
    if form.is_valid():
        with into_form(form):
            complaint_files.attach(
                complaint=found,
                uploads=form.cleaned_data["attachments"],
                by=request.actor,
                now=timezone.now(),
            )
            return _done(request, found, _("The files are kept."))
    return show(request, found, files_form=form)


def _mine(request: ActorRequest, complaint_id: UUID) -> Complaint:
    found = complaint(request, complaint_id)
    check_write(request.actor, found.provider)
    return found


def _done(request: ActorRequest, found: Complaint, message: str) -> HttpResponse:
    return done(request, message, "copyright-complaint", found.pk)
