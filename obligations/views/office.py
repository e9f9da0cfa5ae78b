"""The AI Office's pages: only what was submitted."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from obligations import storage
from obligations.exports import file_note as notes
from obligations.exports.lists import PROVIDERS, SUBMISSIONS
from obligations.forms.office import DecisionForm, RemarkForm, SubmissionFilter
from obligations.models import Assessment, AssessmentEvidence
from obligations.models.evidence import EvidenceKind
from obligations.permissions import check_decide
from obligations.queries import catalogue, submissions
from obligations.services import assessments
from obligations.views.access import signed_in
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest
from providers.permissions import allowed
from providers.services import people
from providers.sheets import answers as sheets

PAGE = 40
View = Callable[..., HttpResponseBase]


def office_required(view: View) -> View:
    """Let in people of the AI Office; everybody else is told that the page is theirs alone."""

    @signed_in
    @wraps(view)
    def guarded(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.actor.is_office:
            raise PermissionDenied("This page is for reviewers at the AI Office.")
        return view(request, *args, **kwargs)

    return guarded


@require_GET
@office_required
def office(request: ActorRequest) -> HttpResponseBase:
    """List the providers that submitted something, and what is new since the last visit."""
    if sheets.wanted(request):
        found = submissions.providers(request.actor)
        return sheets.answer(request, PROVIDERS, found, now=timezone.now())
    last_visit = people.note_office_visit(by=request.actor, now=timezone.now())
    context = {
        "providers": submissions.providers(request.actor),
        "last_visit": last_visit,
        "new_count": submissions.changed_since(request.actor, last_visit),
        "newest": submissions.submitted(request.actor).order_by("-submitted_at", "-pk")[:8],
    }
    return render(request, "obligations/office/home.html", context)


@require_GET
@office_required
def office_submissions(request: ActorRequest) -> HttpResponseBase:
    """List submissions as the address says; those that wait come first."""
    form = SubmissionFilter(
        request.GET, providers=submissions.providers(request.actor), label_suffix=""
    )
    chosen = form.chosen
    found = submissions.queue(
        request.actor,
        provider=chosen.get("provider"),
        status=chosen.get("status", ""),
        words=chosen.get("q", "").replace("\0", ""),
    )
    if sheets.wanted(request):
        return sheets.answer(request, SUBMISSIONS, found, now=timezone.now())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {"form": form, "page": page, "active": len(chosen), "query": query.urlencode()}
    return render(request, "obligations/office/submissions.html", context)


@require_GET
@office_required
def office_submission(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Show one submission whole."""
    return _page(request, _find(request, assessment_id))


@require_POST
@office_required
def office_decide(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Accept or return a submission."""
    assessment = _find(request, assessment_id)
    form = DecisionForm(request.POST, label_suffix="")
    if form.is_valid():
        with into_form(form):
            assessments.decide(
                assessment=assessment, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return redirect("office-submission", assessment.pk)
    return _page(request, assessment, decision_form=form)


@require_POST
@office_required
def office_remark(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Write an observation or a request to the provider."""
    assessment = _find(request, assessment_id)
    form = RemarkForm(request.POST, label_suffix="")
    if form.is_valid():
        with into_form(form):
            assessments.comment(
                duty=assessment.duty,
                assessment=assessment,
                is_shared=True,
                by=request.actor,
                now=timezone.now(),
                **form.cleaned_data,
            )
            return redirect("office-submission", assessment.pk)
    return _page(request, assessment, remark_form=form)


@require_POST
@office_required
def office_verify(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Read every file of a submission again and compare it with its recorded hash."""
    assessment = _find(request, assessment_id)
    return _page(request, assessment, checked_at=timezone.now())


@require_GET
@office_required
def office_file_note(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Give one submission, its decision and its remarks as a PDF for the file."""
    submission = submissions.submission(request.actor, _find(request, assessment_id))
    content = notes.make(submission, written_by=request.actor.name, now=timezone.now())
    name = f"file-note-{submission.assessment.duty.key}-{submission.assessment.number}.pdf"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _find(request: ActorRequest, assessment_id: UUID) -> Assessment:
    return get_object_or_404(submissions.submitted(request.actor), pk=assessment_id)


def _page(request: ActorRequest, assessment: Assessment, **given: Any) -> HttpResponse:
    submission = submissions.submission(request.actor, assessment)
    on = timezone.localdate(assessment.submitted_at)
    forms = (given.get("decision_form"), given.get("remark_form"))
    check = _problem if "checked_at" in given else _unchecked
    context = {
        "submission": submission,
        "evidence": [(frozen, check(frozen)) for frozen in submission.evidence],
        "assessment": assessment,
        "ruling": assessment.ruling,
        "entry": catalogue.entry(assessment.duty.key, on) or assessment.duty.obligation,
        "review": getattr(assessment, "review", None),
        "may_decide": assessment.status == "submitted"
        and allowed(check_decide, request.actor, assessment),
        "decision_form": DecisionForm(label_suffix=""),
        "remark_form": RemarkForm(label_suffix=""),
        **given,
    }
    status = 422 if any(form is not None and form.errors for form in forms) else 200
    return render(request, "obligations/office/submission.html", context, status=status)


def _problem(frozen: AssessmentEvidence) -> str | None:
    """Say what is wrong with a file's stored bytes; nothing for what is not a file."""
    version = frozen.version
    if version.kind != EvidenceKind.FILE:
        return None
    return storage.verify(provider_id=version.provider_id, sha256=version.sha256, size=version.size)


def _unchecked(_: AssessmentEvidence) -> None:
    return None
