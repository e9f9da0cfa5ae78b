"""The AI Office's queue of submissions, and one submission whole: only what was submitted."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from obligations import storage
from obligations.exports import file_note
from obligations.exports.lists import SUBMISSIONS
from obligations.forms.office import DecisionForm, NoteForm, RemarkForm, SubmissionFilter
from obligations.law.workflow import AssessmentStatus
from obligations.models import Assessment, AssessmentEvidence
from obligations.models.evidence import EvidenceKind
from obligations.permissions import check_decide, check_office_note
from obligations.queries import catalogue, queues, remarks, submissions
from obligations.queries import office_notes as notes_queries
from obligations.queries.queues import Wanted
from obligations.services import assessments, comments, office_notes
from obligations.views import office_keys
from obligations.views.office import office_required
from obligations.views.office_filters import providers, query_without
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
    form = _filter(request)
    found = queues.queue(request.actor, form.wanted, now=timezone.now())
    if sheets.wanted(request):
        return sheets.answer(request, SUBMISSIONS, found, now=timezone.now())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "keys": office_keys.QUEUE,
        "page": page,
        "active": len(form.chosen),
        "more_active": bool({"answer", "text", "claim", "age"} & form.chosen.keys()),
        "query": query_without(request, "page"),
    }
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
    # Asked before the decision, which takes the submission out of the queue of those that wait.
    after = queues.beside(_queue(request), assessment.pk).next if "next" in request.POST else None
    if form.is_valid():
        with into_form(form):
            assessments.decide(
                assessment=assessment, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("The decision is recorded, and the provider is told."))
            return _to(request, after or assessment.pk)
    return _page(request, assessment, decision_form=form)


@require_POST
@office_required
def office_remark(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Write an observation or a request to the provider."""
    assessment = _find(request, assessment_id)
    form = RemarkForm(request.POST, label_suffix="")
    if form.is_valid():
        with into_form(form):
            comments.write(
                duty=assessment.duty,
                assessment=assessment,
                is_shared=True,
                by=request.actor,
                now=timezone.now(),
                **form.cleaned_data,
            )
            return _to(request, assessment.pk)
    return _page(request, assessment, remark_form=form)


@require_POST
@office_required
def office_note(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Write a note about a submission that reviewers alone read."""
    assessment = _find(request, assessment_id)
    form = NoteForm(request.POST)
    if form.is_valid():
        with into_form(form):
            office_notes.write(
                provider=assessment.provider,
                assessment=assessment,
                by=request.actor,
                now=timezone.now(),
                **form.cleaned_data,
            )
            return _to(request, assessment.pk)
    return _page(request, assessment, note_form=form)


@require_POST
@office_required
def office_verify(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Read every file of a submission again, however large, and compare it with its hash."""
    return _page(request, _find(request, assessment_id), verify=True)


@require_GET
@office_required
def office_file_note(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Give one submission, its decision and its remarks as a PDF for the file."""
    submission = submissions.for_file_note(request.actor, assessment_id)
    if submission is None:
        raise Http404
    content = file_note.make(submission, written_by=request.actor.name, now=timezone.now())
    name = f"file-note-{submission.assessment.duty.key}-{submission.assessment.number}.pdf"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _filter(request: ActorRequest) -> SubmissionFilter:
    return SubmissionFilter(request.GET, providers=providers(request), label_suffix="")


def _queue(request: ActorRequest) -> QuerySet[Assessment]:
    """Give the queue that the address names; what waits, where it names none."""
    wanted = _filter(request).wanted
    if wanted == Wanted():
        wanted = Wanted(status=AssessmentStatus.SUBMITTED)
    return queues.queue(request.actor, wanted, now=timezone.now())


def _to(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    address = reverse("office-submission", args=[assessment_id])
    query = query_without(request, "against")
    return redirect(f"{address}?{query}" if query else address)


def _find(request: ActorRequest, assessment_id: UUID) -> Assessment:
    return get_object_or_404(submissions.submitted(request.actor), pk=assessment_id)


def _page(
    request: ActorRequest, assessment: Assessment, *, verify: bool = False, **given: Any
) -> HttpResponse:
    submission = submissions.submission(
        request.actor, assessment, against=_number(request.GET.get("against", ""))
    )
    asked = remarks.states(request.actor, assessment, on=timezone.localdate())
    on = timezone.localdate(assessment.submitted_at)
    entry = catalogue.entry(assessment.duty.key, on) or assessment.duty.obligation
    forms = [given.get(name) for name in ("decision_form", "remark_form", "note_form")]
    context = {
        "submission": submission,
        "remarks": [(one, asked.get(one.pk, "")) for one in submission.comments],
        "keys": office_keys.SUBMISSION,
        "beside": queues.beside(_queue(request), assessment.pk),
        "query": query_without(request, "against"),
        "evidence": _verified(submission, everything=verify, now=timezone.now()),
        "has_files": any(map(_is_file, submission.evidence)),
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
        "notes": notes_queries.of_submission(request.actor, assessment),
        "may_note": allowed(check_office_note, request.actor, assessment.provider),
        "note_form": NoteForm(),
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
