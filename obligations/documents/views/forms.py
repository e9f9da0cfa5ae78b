"""Filled forms: brought in as a file, looked at item by item, taken over."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from obligations import downloads
from obligations.documents.forms.filled import BringInForm, TakeForm
from obligations.documents.models import FilledForm
from obligations.documents.outlines import outline
from obligations.documents.permissions import check_write
from obligations.documents.queries import forms as queries
from obligations.documents.queries import overview
from obligations.documents.services import forms as services
from obligations.documents.views import pages
from obligations.documents.views.finding import document_of
from obligations.views.access import member_required
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest
from providers.permissions import allowed


@require_POST
@member_required
def document_form_new(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """Keep a filled form and show what it says; the document stays as it is."""
    found = document_of(request, document_id)
    check_write(request.actor, found.provider)
    form = BringInForm(request.POST, request.FILES, label_suffix="")
    if form.is_valid():
        with into_form(form):
            made = services.bring_in(
                document=found,
                upload=form.cleaned_data["file"],
                by=request.actor,
                now=timezone.now(),
            )
            return redirect("document-form", found.pk, made.pk)
    return pages.show(request, found, bring_in_form=form)


@require_GET
@member_required
def document_form(request: ActorRequest, document_id: UUID, form_id: UUID) -> HttpResponse:
    """Show every item of a filled form beside what the document says."""
    return _show(request, _find(request, document_id, form_id))


@require_POST
@member_required
def document_form_take(request: ActorRequest, document_id: UUID, form_id: UUID) -> HttpResponse:
    """Take over the items chosen, in one step."""
    found = _find(request, document_id, form_id)
    check_write(request.actor, found.provider)
    form = TakeForm(request.POST, groups=queries.compared(found), label_suffix="")
    if form.is_valid():
        chosen = form.cleaned_data["items"]
        with into_form(form):
            services.take(
                form=found,
                items=chosen,
                revision=form.cleaned_data["revision"],
                by=request.actor,
                now=timezone.now(),
            )
            told = ngettext(
                "{number} item taken over from {file_name}.",
                "{number} items taken over from {file_name}.",
                len(chosen),
            )
            messages.success(request, told.format(number=len(chosen), file_name=found.file_name))
            return redirect("document", found.document_id)
    return _show(request, _find(request, document_id, form_id), form)


@require_GET
@member_required
def document_form_file(request: ActorRequest, document_id: UUID, form_id: UUID) -> FileResponse:
    """Hand out the file as it came."""
    return downloads.respond(_find(request, document_id, form_id))


def _find(request: ActorRequest, document_id: UUID, form_id: UUID) -> FilledForm:
    document = document_of(request, document_id)
    found: FilledForm = get_object_or_404(queries.one(request.actor, document, form_id))
    return found


def _show(request: ActorRequest, found: FilledForm, form: TakeForm | None = None) -> HttpResponse:
    groups = queries.compared(found)
    document = found.document
    context = {
        "filled": found,
        "document": document,
        "about": overview.about(document),
        "outline": outline(document.kind),
        "groups": groups,
        "counts": queries.counts(groups),
        "chosen": form.chosen if form else queries.suggested(groups),
        "form": form or TakeForm(groups=groups, label_suffix=""),
        "may_write": allowed(check_write, request.actor, document.provider),
    }
    status = 422 if form is not None else 200
    return render(request, "documents/form.html", context, status=status)
