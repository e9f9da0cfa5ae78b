"""One duty: its page, and what people settle on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from obligations.forms.assessments import AssessmentForm, CommentForm, DraftForm
from obligations.forms.duties import AssignForm, RouteForm
from obligations.forms.evidence import NEW_PIECE, AttachForm, WithdrawForm
from obligations.law.deadlines import brussels_day
from obligations.models import Assessment, Duty
from obligations.permissions import (
    check_assign,
    check_attach,
    check_choose_route,
    check_comment,
    check_draft,
)
from obligations.queries import duty as queries
from obligations.queries import people, routes, uploads
from obligations.queries.duty import DutyPage
from obligations.services import comments, duties
from obligations.views import meanwhile, recording, ways_back
from obligations.views.access import member_required
from obligations.views.refusals import into_form
from providers import undo
from providers.middleware import ActorRequest
from providers.models import User
from providers.permissions import allowed


@require_GET
@member_required
def duty(request: ActorRequest, duty_id: UUID) -> HttpResponse:
    """Show a duty: why it applies, by when, what is recorded for it, and what was decided."""
    return show(request, find(request, duty_id))


@require_POST
@member_required
def duty_assign(request: ActorRequest, duty_id: UUID) -> HttpResponse:
    """Say who works on it, and until when."""
    row = find(request, duty_id)
    check_assign(request.actor, row)
    form = AssignForm(
        request.POST, people=people.members(row.provider), teams=people.teams(row.provider)
    )
    if form.is_valid():
        with into_form(form):
            had = ways_back.held(row)
            duties.assign(duty=row, by=request.actor, now=timezone.now(), **form.cleaned_data)
            before = {str(row.pk): had | {"revision": row.revision}}
            undo.offer(
                request,
                _("The assignment is recorded."),
                "assign",
                page=_part(row, "work"),
                now=timezone.now(),
                provider=str(row.provider_id),
                duties=before,
            )
            return HttpResponseRedirect(_part(row, "work"))
        meanwhile.renew(form, revision=find(request, duty_id).revision, saved={})
    return show(request, row, assign_form=form)


@require_POST
@member_required
def duty_route(request: ActorRequest, duty_id: UUID) -> HttpResponse:
    """Choose how it is demonstrated."""
    row = find(request, duty_id)
    check_choose_route(request.actor, row)
    form = RouteForm(request.POST, ways=routes.ways(row, on=brussels_day(timezone.now())))
    if form.is_valid():
        with into_form(form):
            had: dict[str, Any] = {"route": row.route, "explanation": row.route_explanation}
            duties.choose_route(duty=row, by=request.actor, now=timezone.now(), **form.cleaned_data)
            told = _("The way of demonstrating is recorded.")
            if not had["route"]:
                return done(request, row, told, "route")
            page = _part(row, "route")
            had |= {"duty": str(row.pk), "revision": row.revision}
            undo.offer(request, told, "route", page=page, now=timezone.now(), **had)
            return HttpResponseRedirect(page)
        there = find(request, duty_id)
        saved = {"route": there.route, "explanation": there.route_explanation}
        meanwhile.renew(form, revision=there.revision, saved=saved)
    return show(request, row, route_form=form)


@require_POST
@member_required
def duty_comment(request: ActorRequest, duty_id: UUID) -> HttpResponse:
    """Write a comment, among the provider's people or on the latest submission."""
    row = find(request, duty_id)
    check_comment(request.actor, row)
    submission = _latest_submission(row)
    sent = uploads.waiting(request.actor, now=timezone.now())
    form = CommentForm(request.POST, request.FILES, may_share=submission is not None, sent=sent)
    if form.is_valid():
        is_shared = form.cleaned_data.get("is_shared", False)
        with into_form(form):
            comments.write(
                duty=row,
                assessment=submission if is_shared else None,
                text=form.cleaned_data["text"],
                is_shared=is_shared,
                files=recording.files(form, by=request.actor),
                by=request.actor,
                now=timezone.now(),
            )
            return done(request, row, _("The comment is recorded."), "comments")
    recording.hold_files(form, provider=row.provider, by=request.actor)
    return show(request, row, comment_form=form)


def find(request: ActorRequest, duty_id: UUID) -> Duty:
    """Find a duty of one of the person's own providers, or answer that there is none."""
    return get_object_or_404(queries.find(request.actor), pk=duty_id)


def done(request: ActorRequest, row: Duty, message: str, section: str) -> HttpResponse:
    """Say what was recorded, and go back to that part of the duty's page."""
    messages.success(request, message)
    return HttpResponseRedirect(_part(row, section))


def _part(row: Duty, section: str) -> str:
    """Give the address of a part of a duty's page."""
    return f"{reverse('duty', args=[row.pk])}#{section}"


def show(request: ActorRequest, row: Duty, **given: forms.Form) -> HttpResponse:
    """Show the page; a form that was refused comes back with what was typed."""
    # A refused step may have set values on the row it was given.
    row = find(request, row.pk)
    page = queries.page(request.actor, row, on=timezone.localdate())
    members = people.members(row.provider)
    context: dict[str, Any] = {
        "page": page,
        "duty": row,
        "today": timezone.localdate(),
        **_may(request, row),
        **_forms(request, page, members),
        "members": members,
        **given,
    }
    evidence_forms = {kind: context[f"{kind}_form"] for kind in NEW_PIECE}
    context["evidence_forms"] = evidence_forms.items()
    return render(request, "obligations/duty.html", context, status=422 if given else 200)


def _may(request: ActorRequest, row: Duty) -> dict[str, bool]:
    in_force = row.ended_on is None
    return {
        "may_assign": in_force and allowed(check_assign, request.actor, row),
        "may_attach": in_force and allowed(check_attach, request.actor, row),
        "may_route": in_force and allowed(check_choose_route, request.actor, row),
        "may_draft": in_force and allowed(check_draft, request.actor, row),
        "may_comment": allowed(check_comment, request.actor, row),
    }


def _forms(request: ActorRequest, page: DutyPage, members: Sequence[User]) -> dict[str, forms.Form]:
    row = page.duty
    related = queries.related(request.actor, row)
    pieces = {
        f"{kind}_form": form(auto_id=f"id_{kind}_%s", related=related)
        for kind, form in NEW_PIECE.items()
    }
    attachable = queries.attachable(request.actor, row)
    return {
        **pieces,
        "attach_form": AttachForm(evidence=attachable),
        "assign_form": AssignForm(
            people=members,
            teams=people.teams(row.provider),
            initial={
                "assignee": row.assignee_id,
                "team": row.team_id,
                "target_on": row.target_on,
                "revision": row.revision,
            },
        ),
        "route_form": RouteForm(
            ways=page.ways,
            auto_id="id_route_%s",
            initial={
                "route": row.route,
                "explanation": row.route_explanation,
                "revision": row.revision,
            },
        ),
        "assessment_form": _assessment_form(page.latest),
        "withdraw_form": WithdrawForm(auto_id="id_withdraw_%s"),
        "comment_form": CommentForm(may_share=bool(page.submitted)),
    }


def _assessment_form(latest: Assessment | None) -> forms.Form:
    """Take over what a draft says, or what came back."""
    if latest is None or latest.status == "accepted":
        return AssessmentForm()
    initial = {"claim": latest.claim, "position": latest.position, "revision": latest.revision}
    return (
        DraftForm(initial=initial) if latest.status == "draft" else AssessmentForm(initial=initial)
    )


def _latest_submission(row: Duty) -> Assessment | None:
    return row.assessments.filter(submitted_at__isnull=False).order_by("-number").first()
