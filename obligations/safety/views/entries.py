"""Entries: recorded, shown, corrected, withdrawn."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from obligations.law.deadlines import brussels_day
from obligations.queries import catalogue as texts
from obligations.queries.clocks import of_matter
from obligations.safety.forms.entries import EntryForm, WithdrawForm, listed
from obligations.safety.kinds import KINDS, EntryKind
from obligations.safety.models import Entry
from obligations.safety.permissions import check_write
from obligations.safety.queries import pages as queries
from obligations.safety.queries.clocks import ENTRY
from obligations.safety.services import entries as services
from obligations.safety.views.pages import find_model, provider_of
from obligations.views.access import member_required
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest
from providers.models import AIModel
from providers.permissions import allowed


@require_http_methods(["GET", "POST"])
@member_required
def safety_entry_new(request: ActorRequest, entry_kind: str) -> HttpResponse:
    """Record an entry about the provider, or about a version of its documents."""
    return _new(request, entry_kind, None)


@require_http_methods(["GET", "POST"])
@member_required
def safety_model_entry_new(request: ActorRequest, model_id: UUID, entry_kind: str) -> HttpResponse:
    """Record an entry about a model."""
    return _new(request, entry_kind, find_model(request, model_id))


@require_http_methods(["GET", "POST"])
@member_required
def safety_entry_correct(request: ActorRequest, entry_id: UUID) -> HttpResponse:
    """Replace an entry by a corrected one; the first stays on record."""
    entry = _find(request, entry_id)
    return _new(request, entry.kind, entry.ai_model, entry)


@require_GET
@member_required
def safety_entry(request: ActorRequest, entry_id: UUID) -> HttpResponse:
    """Show an entry with its clock and what it replaced."""
    return _show(request, _find(request, entry_id))


@require_POST
@member_required
def safety_entry_withdraw(request: ActorRequest, entry_id: UUID) -> HttpResponse:
    """Take an entry back, with a reason."""
    entry = _find(request, entry_id)
    check_write(request.actor, entry.provider)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        with into_form(form):
            services.withdraw(
                entry=entry, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("The entry is withdrawn. It stays on record."))
            return redirect("safety-entry", entry.pk)
    return _show(request, entry, form)


def _new(
    request: ActorRequest, name: str, ai_model: AIModel | None, entry: Entry | None = None
) -> HttpResponse:
    kind = _kind(name)
    provider = provider_of(request)
    check_write(request.actor, provider)
    form = _form(request, kind, ai_model, entry)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with into_form(form):
            made = services.record(
                provider=provider,
                kind=kind.key,
                on=given["on"],
                value=form.value(),
                ai_model=ai_model,
                version=given.get("version"),
                about=given.get("about"),
                supersedes=entry,
                because=given.get("correction_because", ""),
                by=request.actor,
                now=timezone.now(),
            )
            messages.success(request, _("Recorded. Clocks that follow from it are counted anew."))
            if made.kind == "risk" and made.ai_model_id:
                return redirect("safety-risks", made.ai_model_id)
            return redirect("safety-entry", made.pk)
    context = {
        "kind": kind,
        "ai_model": ai_model,
        "entry": entry,
        "form": form,
        "doubts": texts.doubts(kind.doubts),
    }
    return render(request, "safety/entry_new.html", context, status=422 if form.errors else 200)


def _form(
    request: ActorRequest, kind: EntryKind, ai_model: AIModel | None, entry: Entry | None
) -> EntryForm:
    provider = provider_of(request)
    versions = queries.versions(request.actor, provider, kind.documents)
    # A Framework is the provider's own document; a report is of its model.
    versions = versions.filter(document__ai_model=ai_model)
    references = Entry.objects.visible_to(request.actor).current()
    initial: dict[str, Any] = {"on": brussels_day(timezone.now()), "name": request.GET.get("name")}
    if entry is not None:
        initial = queries.initial(entry) | listed(entry)
    return EntryForm(
        request.POST if request.method == "POST" else None,
        kind=kind,
        versions=versions,
        references=references.filter(kind="reference", ai_model=ai_model, provider=provider),
        is_correction=entry is not None,
        initial=initial,
    )


def _kind(name: str) -> EntryKind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


def _find(request: ActorRequest, entry_id: UUID) -> Entry:
    mine = Entry.objects.visible_to(request.actor).filter(provider=provider_of(request))
    related = ("provider", "ai_model", "version__document", "about", "pdf", "json", "supersedes")
    return get_object_or_404(mine.select_related(*related), pk=entry_id)


def _show(request: ActorRequest, entry: Entry, form: WithdrawForm | None = None) -> HttpResponse:
    is_current = not entry.is_withdrawn and not Entry.objects.filter(supersedes=entry).exists()
    context = {
        "entry": entry,
        "kind": KINDS[entry.kind],
        "said": queries.said(entry),
        "chain": queries.chain(entry),
        "clocks": of_matter(ENTRY, entry.pk, request.actor, now=timezone.now()),
        "following": Entry.objects.filter(supersedes=entry).first(),
        "may_change": is_current and allowed(check_write, request.actor, entry.provider),
        "form": form or WithdrawForm(),
    }
    return render(request, "safety/entry.html", context, status=422 if form else 200)
