"""Reports: drafted, written, previewed, submitted; read by the AI Office once submitted."""

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
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from obligations.incidents import downloads
from obligations.incidents.exports import content, files
from obligations.incidents.forms.reports import ReportForm, SubmitForm
from obligations.incidents.models import IncidentReport
from obligations.incidents.permissions import check_write
from obligations.incidents.queries import lists, records, watch
from obligations.incidents.services import reports, submissions
from obligations.incidents.views import pages
from obligations.law.deadlines import brussels_day
from obligations.law.incidents import Stage
from obligations.views.access import member_required, signed_in
from obligations.views.refusals import into_form
from providers.errors import DomainError
from providers.middleware import ActorRequest
from providers.permissions import allowed

ALREADY = gettext_lazy(
    "It is submitted already, and what was sent stays as it was. Nothing was added to it. Your "
    "browser's back button leads to what you typed."
)


@require_POST
@member_required
def incident_report_start(request: ActorRequest, incident_id: UUID) -> HttpResponse:
    """Begin the next report."""
    found = pages.find(request, incident_id)
    check_write(request.actor, found.provider)
    try:
        made = reports.draft(
            incident=found,
            stage=request.POST.get("stage") or None,
            by=request.actor,
            now=timezone.now(),
        )
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("incident", found.pk)
    return redirect("incident-report-page", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def incident_report_page(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """Write a draft, or read what was submitted; the AI Office has a page of its own for it."""
    report = find(request, report_id)
    if report.submitted_at is not None:
        if request.actor.role_in(report.provider_id) is None:
            return redirect("office-incident-report", report.pk)
        shown = content.of(report, report.particulars, is_draft=False)
        kept = [getattr(report, name) for name in files.FORMATS]
        context = {"report": report, "shown": shown, "files": kept}
        return render(request, "incidents/report.html", context)
    if request.method != "POST":
        return _editor(request, report)
    check_write(request.actor, report.provider)
    form = ReportForm(request.POST, stage=report.stage)
    if _save(request, report, form):
        messages.success(request, _("The draft is saved."))
        return redirect("incident-report-page", report.pk)
    return _editor(request, report, form=form)


@require_POST
@member_required
def incident_report_submit(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """Save the draft as it is on the page, then record that it went out; it is frozen."""
    report = find(request, report_id)
    check_write(request.actor, report.provider)
    form = SubmitForm(request.POST, auto_id="id_submit_%s")
    saved: dict[str, int] = {}
    if report.submitted_at is None and ReportForm.is_in(request.POST):
        written = ReportForm(request.POST, stage=report.stage)
        if not _save(request, report, written):
            return _editor(request, report, form=written, submit_form=form)
        saved["revision"] = report.revision
    written = _as_saved(report)
    if form.is_valid():
        with into_form(form, written):
            submissions.submit(
                report=report, by=request.actor, now=timezone.now(), **form.cleaned_data | saved
            )
            messages.success(request, _recorded(report))
            return redirect("incident", report.incident_id)
    elif report.submitted_at is None:
        # What the report lacks is said beside what its sending lacks, not a refusal later.
        with into_form(written):
            submissions.complete(report)
    if report.submitted_at is not None:
        messages.error(request, ALREADY)
        return redirect("incident-report-page", report.pk)
    return _editor(request, report, form=written, submit_form=form)


def _recorded(report: IncidentReport) -> str:
    """Say what follows from the submission that was recorded."""
    if report.stage == Stage.FINAL:
        return _(
            "The final report is recorded as submitted and frozen; the incident is closed. "
            "Its files are below, for the channel you named."
        )
    told = _(
        "The {report} is recorded as submitted and frozen; the next clock runs. "
        "Its files are below, for the channel you named."
    )
    if watch.unwatched([report.incident]):
        told = _(
            "The {report} is recorded as submitted and frozen; no clock runs. "
            "Its files are below, for the channel you named."
        )
    return told.format(report=report.mention)


def _save(request: ActorRequest, report: IncidentReport, form: ReportForm) -> bool:
    """Save the lines on the page; what is refused stands in the form."""
    if not form.is_valid():
        return False
    with into_form(form):
        reports.edit(
            report=report,
            answers=form.answers(),
            revision=form.cleaned_data["revision"],
            by=request.actor,
            now=timezone.now(),
        )
        return True
    return False


def _as_saved(report: IncidentReport) -> ReportForm:
    """Give the draft as it is saved, so that what a submission lacks stands at its line."""
    found = ReportForm(
        ReportForm.initial_of(report.answers) | {"revision": report.revision}, stage=report.stage
    )
    found.full_clean()
    return found


@require_POST
@member_required
def incident_report_discard(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    report = find(request, report_id)
    reports.discard(report=report, by=request.actor, now=timezone.now())
    messages.success(request, _("The draft is discarded."))
    return redirect("incident", report.incident_id)


@require_GET
@signed_in
def incident_report_file(
    request: ActorRequest, report_id: UUID, file_format: str
) -> HttpResponseBase:
    """Hand out a submitted report as it went out, or a draft marked as one."""
    return downloads.respond(find(request, report_id), file_format, now=timezone.now())


def find(request: ActorRequest, report_id: UUID) -> IncidentReport:
    """Find a report the caller may know of: members every one, the AI Office submitted ones."""
    rows = IncidentReport.objects.visible_to(request.actor)
    related = ("provider", "incident__provider", "incident__bundled_into", "pdf", "docx", "json")
    found: IncidentReport = get_object_or_404(rows.select_related(*related), pk=report_id)
    return found


def _editor(
    request: ActorRequest,
    report: IncidentReport,
    *,
    form: ReportForm | None = None,
    submit_form: forms.Form | None = None,
) -> HttpResponse:
    initial = ReportForm.initial_of(report.answers) | {"revision": report.revision}
    shown = form or ReportForm(initial=initial, stage=report.stage)
    is_refused = form is not None or submit_form is not None
    now = timezone.now()
    context: dict[str, Any] = {
        "now": now,
        "clock": lists.lines([report.incident], request.actor, now=now)[0].clock,
        "is_voluntary": records.basis(report.incident, on=brussels_day(now)).is_voluntary,
        "report": report,
        "incident": report.incident,
        "form": shown,
        "groups": shown.groups(),
        "submit_form": submit_form
        or SubmitForm(auto_id="id_submit_%s", initial={"revision": report.revision}),
        "may_write": allowed(check_write, request.actor, report.provider),
    }
    return render(request, "incidents/draft.html", context, status=422 if is_refused else 200)
