"""The AI Office's queue of submissions, and one submission whole: only what was submitted."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from obligations import storage
from obligations.exports import file_note as notes
from obligations.exports.lists import SUBMISSIONS
from obligations.forms.office import DecisionForm, RemarkForm, SubmissionFilter
from obligations.models import Assessment, AssessmentEvidence
from obligations.models.evidence import EvidenceKind
from obligations.permissions import check_decide
from obligations.queries import catalogue, submissions
from obligations.services import assessments
from obligations.views.office import office_required
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest
from providers.permissions import allowed
from providers.sheets import answers as sheets

PAGE = 40
# Files up to this size together are read again whenever a submission is opened.
VERIFIED_AT_ONCE = 32 * 1024 * 1024


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
    """Read every file of a submission again, however large, and compare it with its hash."""
    return _page(request, _find(request, assessment_id), verify=True)


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


def _page(
    request: ActorRequest, assessment: Assessment, *, verify: bool = False, **given: Any
) -> HttpResponse:
    submission = submissions.submission(
        request.actor, assessment, against=_number(request.GET.get("against", ""))
    )
    on = timezone.localdate(assessment.submitted_at)
    entry = catalogue.entry(assessment.duty.key, on) or assessment.duty.obligation
    forms = (given.get("decision_form"), given.get("remark_form"))
    context = {
        "submission": submission,
        "evidence": _verified(submission, everything=verify, now=timezone.now()),
        "assessment": assessment,
        "ruling": assessment.ruling,
        "frozen_ruling": submission.ruling,
        "entry": entry,
        "measures": catalogue.named(entry.measures, on),
        "review": getattr(assessment, "review", None),
        "may_decide": assessment.status == "submitted"
        and allowed(check_decide, request.actor, assessment),
        "decision_form": DecisionForm(label_suffix=""),
        "remark_form": RemarkForm(label_suffix=""),
        **given,
    }
    status = 422 if any(form is not None and form.errors for form in forms) else 200
    return render(request, "obligations/office/submission.html", context, status=status)


def _number(written: str) -> int | None:
    return int(written) if written.isdecimal() and len(written) < 9 else None


def _verified(
    submission: submissions.Submission, *, everything: bool, now: datetime
) -> list[tuple[AssessmentEvidence, datetime | None, str]]:
    """Pair each piece with when its bytes were read again, and what is wrong with them.

    Large files wait until somebody asks for it; what is no file has no bytes to read.
    """
    sizes = [one.version.size for one in submission.evidence if _is_file(one)]
    reads = everything or sum(sizes) <= VERIFIED_AT_ONCE
    return [
        (one, now, _problem(one)) if reads and _is_file(one) else (one, None, "")
        for one in submission.evidence
    ]


def _is_file(frozen: AssessmentEvidence) -> bool:
    return bool(frozen.version.kind == EvidenceKind.FILE)


def _problem(frozen: AssessmentEvidence) -> str:
    version = frozen.version
    return storage.verify(provider_id=version.provider_id, sha256=version.sha256, size=version.size)
