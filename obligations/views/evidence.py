"""Evidence: recorded for duties, in versions, used again, withdrawn, and handed out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from obligations import downloads
from obligations.forms.evidence import NEW_VERSION, AttachForm, UseForm, WithdrawForm, WordsForm
from obligations.models import Duty, Evidence, EvidenceVersion
from obligations.permissions import check_attach, check_change_evidence
from obligations.queries import duty as queries
from obligations.queries import pieces
from obligations.services import evidence as services
from obligations.views import duties as duty_page
from obligations.views import meanwhile, recording
from obligations.views.access import member_required, signed_in
from obligations.views.refusals import into_form
from providers import undo
from providers.actors import Actor
from providers.middleware import ActorRequest
from providers.permissions import allowed


@require_POST
@member_required
def evidence_new(request: ActorRequest, duty_id: UUID, kind: str) -> HttpResponse:
    """Record a file, a link or a statement for a duty."""
    duty = duty_page.find(request, duty_id)
    check_attach(request.actor, duty)
    form = recording.new_piece(request, kind, related=queries.related(request.actor, duty))
    if form.is_valid():
        with into_form(form):
            made = recording.record(kind, form, duties=[duty], by=request.actor)
            return duty_page.done(request, duty, recorded(len(made)), "evidence")
    recording.hold_files(form, provider=duty.provider, by=request.actor)
    return duty_page.show(request, duty, **{f"{kind}_form": form})


@require_POST
@member_required
def evidence_attach(request: ActorRequest, duty_id: UUID) -> HttpResponse:
    """Use a piece that was recorded before for this duty too."""
    duty = duty_page.find(request, duty_id)
    check_attach(request.actor, duty)
    form = AttachForm(request.POST, evidence=queries.attachable(request.actor, duty))
    if form.is_valid():
        with into_form(form):
            services.link(
                evidence=form.cleaned_data["evidence"],
                duty=duty,
                by=request.actor,
                now=timezone.now(),
            )
            return duty_page.done(request, duty, _("The evidence now speaks for it."), "evidence")
    return duty_page.show(request, duty, attach_form=form)


@require_POST
@member_required
def evidence_unlink(request: ActorRequest, evidence_id: UUID, duty_id: UUID) -> HttpResponse:
    """Let a piece no longer speak for a duty."""
    piece, duty = _find(request.actor, evidence_id), duty_page.find(request, duty_id)
    check_attach(request.actor, duty)
    services.unlink(evidence=piece, duty=duty, by=request.actor, now=timezone.now())
    page = f"{reverse('duty', args=[duty.pk])}#evidence"
    undo.offer(
        request,
        _("It no longer speaks for this duty."),
        "unlink",
        page=page,
        now=timezone.now(),
        evidence=str(piece.pk),
        duty=str(duty.pk),
    )
    return HttpResponseRedirect(page)


@require_GET
@member_required
def evidence(request: ActorRequest, evidence_id: UUID) -> HttpResponse:
    """Show a piece: its versions, the duties it speaks for, and where it was submitted."""
    return _show(request, _find(request.actor, evidence_id))


@require_POST
@member_required
def evidence_version(request: ActorRequest, evidence_id: UUID, kind: str) -> HttpResponse:
    """Add a version; earlier ones stay."""
    piece = _find(request.actor, evidence_id)
    check_change_evidence(request.actor, piece)
    form = recording.new_version(request, kind)
    if form.is_valid():
        with into_form(form):
            recording.record_version(form, piece=piece, by=request.actor)
            return _done(request, piece, _("The new version is recorded."))
    recording.hold_files(form, provider=piece.provider, by=request.actor)
    return _show(request, piece, **{f"{kind}_form": form})


@require_POST
@member_required
def evidence_words(request: ActorRequest, evidence_id: UUID) -> HttpResponse:
    """Change what a piece is called and what it proves."""
    piece = _find(request.actor, evidence_id)
    check_change_evidence(request.actor, piece)
    form = WordsForm(request.POST, auto_id="id_words_%s")
    if form.is_valid():
        with into_form(form):
            services.reword(
                evidence=piece, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return _done(request, piece, _("The words are changed."))
        now_there = _find(request.actor, evidence_id)
        saved = {"title": now_there.title, "proves": now_there.proves}
        meanwhile.renew(form, revision=now_there.revision, saved=saved)
    return _show(request, piece, words_form=form)


@require_POST
@member_required
def evidence_use(request: ActorRequest, evidence_id: UUID) -> HttpResponse:
    """Use a piece for one more duty."""
    piece = _find(request.actor, evidence_id)
    form = UseForm(request.POST, duties=pieces.usable_for(request.actor, piece))
    if form.is_valid():
        check_attach(request.actor, form.cleaned_data["duty"])
        with into_form(form):
            services.link(
                evidence=piece,
                duty=form.cleaned_data["duty"],
                by=request.actor,
                now=timezone.now(),
            )
            return _done(request, piece, _("It now speaks for this duty too."))
    return _show(request, piece, use_form=form)


@require_POST
@member_required
def evidence_withdraw(request: ActorRequest, evidence_id: UUID) -> HttpResponse:
    """Withdraw a piece with a reason; it stays on record."""
    piece = _find(request.actor, evidence_id)
    check_change_evidence(request.actor, piece)
    form = WithdrawForm(request.POST, auto_id="id_withdraw_%s")
    if form.is_valid():
        with into_form(form):
            services.withdraw(
                evidence=piece, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return _done(request, piece, _("The evidence is withdrawn. It stays on record."))
    return _show(request, piece, withdraw_form=form)


@require_GET
@signed_in
def evidence_download(request: ActorRequest, version_id: UUID) -> FileResponse:
    """Hand out the bytes of a version, to its provider and to whom it was submitted."""
    version = get_object_or_404(
        EvidenceVersion.objects.visible_to(request.actor).filter(stored_file__isnull=False),
        pk=version_id,
    )
    return downloads.respond(version)


def _find(actor: Actor, evidence_id: UUID) -> Evidence:
    mine = Evidence.objects.visible_to(actor).filter(provider__in=actor.provider_ids)
    return get_object_or_404(mine.select_related("provider"), pk=evidence_id)


def recorded(count: int) -> str:
    """Say how many pieces were recorded."""
    return ngettext(
        "The evidence is recorded.", "The {count} pieces of evidence are recorded.", count
    ).format(count=count)


def _done(request: ActorRequest, piece: Evidence, message: str) -> HttpResponse:
    messages.success(request, message)
    return redirect("evidence", piece.pk)


def _show(request: ActorRequest, piece: Evidence, **given: forms.Form) -> HttpResponse:
    found = pieces.piece(request.actor, _find(request.actor, piece.pk))
    may_change = found.evidence.withdrawn_at is None and allowed(
        check_change_evidence, request.actor, found.evidence
    )
    kind = found.versions[0].kind
    context: dict[str, Any] = {
        "piece": found,
        "evidence": found.evidence,
        "may_change": may_change,
        "unlinkable": _unlinkable(request.actor, found.duties),
        "kind": kind,
        "use_form": UseForm(duties=pieces.usable_for(request.actor, found.evidence)),
        "withdraw_form": WithdrawForm(auto_id="id_withdraw_%s"),
        "words_form": WordsForm(
            auto_id="id_words_%s",
            initial={
                "title": found.evidence.title,
                "proves": found.evidence.proves,
                "revision": found.evidence.revision,
            },
        ),
        **{f"{name}_form": form(auto_id=f"id_{name}_%s") for name, form in NEW_VERSION.items()},
        **given,
    }
    # The kind of the latest version first: mostly the next one is of the same kind.
    kinds = sorted(NEW_VERSION, key=lambda name: name != kind)
    context["version_forms"] = [(name, context[f"{name}_form"]) for name in kinds]
    return render(request, "obligations/evidence.html", context, status=422 if given else 200)


def _unlinkable(actor: Actor, duties: list[Duty]) -> set[UUID]:
    return {duty.pk for duty in duties if allowed(check_attach, actor, duty)}
