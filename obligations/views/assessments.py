"""Assessments: drafted, edited, handed in, and taken back."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from obligations.forms.assessments import AssessmentForm, DraftForm
from obligations.forms.evidence import WithdrawForm
from obligations.law.workflow import AssessmentStatus
from obligations.models import Assessment, Duty
from obligations.permissions import check_draft, check_edit, check_submit
from obligations.services import assessments as services
from obligations.views import duties as duty_page
from obligations.views import meanwhile
from obligations.views.access import member_required
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest
from providers.services.revisions import StaleRevision


@require_POST
@member_required
def assessment_new(request: ActorRequest, duty_id: UUID) -> HttpResponse:
    """Begin an assessment of a duty."""
    duty = duty_page.find(request, duty_id)
    check_draft(request.actor, duty)
    form = AssessmentForm(request.POST)
    if form.is_valid():
        with into_form(form):
            services.draft(duty=duty, by=request.actor, now=timezone.now(), **form.cleaned_data)
            return duty_page.done(request, duty, _("The draft is saved."), "assessment")
        form = _beside_draft(form, duty, request)
    return duty_page.show(request, duty, assessment_form=form)


@require_POST
@member_required
def assessment_edit(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Change a draft."""
    assessment = _find(request, assessment_id)
    check_edit(request.actor, assessment)
    form = DraftForm(request.POST)
    if form.is_valid():
        with into_form(form):
            services.edit(
                assessment=assessment, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return duty_page.done(request, assessment.duty, _("The draft is saved."), "assessment")
        now_there = _find(request, assessment_id)
        meanwhile.renew(form, revision=now_there.revision, saved=_saved(now_there))
    return duty_page.show(request, assessment.duty, assessment_form=form)


@require_POST
@member_required
def assessment_submit(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Hand a draft in; from then on the AI Office sees it."""
    assessment = _find(request, assessment_id)
    check_submit(request.actor, assessment)
    # What is missing is said beside the fields of the draft, as it was saved.
    form = DraftForm(
        {
            "claim": assessment.claim,
            "position": assessment.position,
            "revision": assessment.revision,
        }
    )
    if form.is_valid():
        with into_form(form):
            services.submit(assessment=assessment, by=request.actor, now=timezone.now())
            message = _("Submitted. Its evidence is frozen, and the AI Office can read it.")
            return duty_page.done(request, assessment.duty, message, "assessment")
    return duty_page.show(request, assessment.duty, assessment_form=form)


@require_POST
@member_required
def assessment_withdraw(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Throw a draft away, or take a submission back with a reason."""
    assessment = _find(request, assessment_id)
    check_submit(request.actor, assessment)
    form = WithdrawForm(request.POST, auto_id="id_withdraw_%s")
    if assessment.status == AssessmentStatus.DRAFT:
        form.fields["because"].required = False
    if form.is_valid():
        with into_form(form):
            services.withdraw(
                assessment=assessment, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return duty_page.done(request, assessment.duty, _("It is taken back."), "assessment")
    return duty_page.show(request, assessment.duty, withdraw_form=form)


def _beside_draft(form: forms.Form, duty: Duty, request: ActorRequest) -> forms.Form:
    """Turn a second beginning into an edit of the draft that somebody else began meanwhile."""
    drafts = Assessment.objects.visible_to(request.actor).filter(duty=duty)
    draft = drafts.filter(status=AssessmentStatus.DRAFT).first()
    if draft is None:
        return form
    edit = DraftForm({**form.cleaned_data, "revision": draft.revision})
    edit.full_clean()
    with into_form(edit):
        raise StaleRevision(_("Somebody began a draft after you opened this page."))
    meanwhile.renew(edit, revision=draft.revision, saved=_saved(draft))
    return edit


def _saved(row: Assessment) -> dict[str, str]:
    return {"claim": row.claim, "position": row.position}


def _find(request: ActorRequest, assessment_id: UUID) -> Assessment:
    mine = Assessment.objects.visible_to(request.actor).filter(
        provider__in=request.actor.provider_ids
    )
    return get_object_or_404(mine.select_related("provider", "duty__provider"), pk=assessment_id)
