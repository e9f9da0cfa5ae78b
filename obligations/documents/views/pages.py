"""Documents: the list, a new one, where one stands, its sections."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from obligations.documents import outlines
from obligations.documents.exports.lists import DOCUMENTS
from obligations.documents.exports.renditions import RECIPIENTS
from obligations.documents.forms.documents import StartForm, VersionForm
from obligations.documents.forms.filled import BringInForm
from obligations.documents.forms.sections import SectionForm
from obligations.documents.imports.files import KINDS
from obligations.documents.models import Document
from obligations.documents.permissions import check_write
from obligations.documents.queries import documents as queries
from obligations.documents.queries import forms as filled
from obligations.documents.queries import overview
from obligations.documents.queries.suggestions import suggestions
from obligations.documents.services import documents, keeping
from obligations.documents.services import suggestions as taking
from obligations.documents.views.finding import document_of, provider_of
from obligations.queries import catalogue as texts
from obligations.views.access import member_required
from obligations.views.refusals import into_form
from providers.errors import Conflict, InvalidInput
from providers.middleware import ActorRequest
from providers.permissions import allowed
from providers.sheets import answers as sheets

PAGE = 50


@require_GET
@member_required
def document_list(request: ActorRequest) -> HttpResponseBase:
    """List the documents of the provider, the last changed first."""
    provider = provider_of(request)
    kind = request.GET.get("kind", "")
    kind = kind if kind in outlines.outlines() else ""
    rows = queries.of_provider(provider, request.actor, kind=kind)
    rows = rows.filter(kind__in=list(outlines.outlines()))
    if sheets.wanted(request):
        sheet = replace(DOCUMENTS, in_batches=overview.lines)
        return sheets.answer(request, sheet, rows, now=timezone.now())
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": overview.lines(page.object_list),
        "kinds": outlines.outlines().values(),
        "kind": kind,
        "may_write": allowed(check_write, request.actor, provider),
    }
    return render(request, "documents/documents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def document_new(request: ActorRequest) -> HttpResponse:
    """Begin a document about a model or the provider."""
    provider = provider_of(request)
    check_write(request.actor, provider)
    models = overview.startable(request.actor, provider)
    initial = {"kind": request.GET.get("kind", ""), "model": request.GET.get("model", "")}
    form = StartForm(request.POST or None, models=models, initial=initial, label_suffix="")
    if request.method == "POST" and form.is_valid():
        with into_form(form):
            document = documents.start(
                provider=provider,
                ai_model=form.cleaned_data["model"],
                kind=form.cleaned_data["kind"],
                by=request.actor,
                now=timezone.now(),
            )
            messages.success(
                request, _("The document is begun. Everything in it is missing so far.")
            )
            return redirect("document", document.pk)
    context = {"form": form, "kinds": outlines.outlines().values()}
    return render(request, "documents/new.html", context, status=422 if form.is_bound else 200)


@require_GET
@member_required
def document(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """Show where a document stands: its items, recipients, versions, and what facts offer."""
    return show(request, document_of(request, document_id))


@require_POST
@member_required
def document_version_make(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """Freeze what the document says as its next version."""
    found = document_of(request, document_id)
    check_write(request.actor, found.provider)
    form = VersionForm(request.POST, auto_id="id_version_%s", label_suffix="")
    if form.is_valid():
        with into_form(form):
            version = documents.make_version(
                document=found, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            messages.success(
                request, _("Version {number} is frozen.").format(number=version.number)
            )
            return redirect("document-version", found.pk, version.number)
    # The form goes on with what stands now, so that pressing again means what is seen.
    fresh = document_of(request, document_id)
    form.data = {**request.POST.dict(), "revision": str(fresh.revision)}
    return show(request, fresh, version_form=form)


@require_POST
@member_required
def document_suggestion(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """Take over what the facts say about one item."""
    found = document_of(request, document_id)
    check_write(request.actor, found.provider)
    revision = request.POST.get("revision", "")
    try:
        offer = taking.take(
            document=found,
            item=request.POST.get("item", ""),
            revision=int(revision) if revision.isdecimal() and len(revision) < 10 else 0,
            by=request.actor,
            now=timezone.now(),
        )
        messages.success(
            request,
            _("{label} is taken over from {source}.").format(
                label=offer.item.label, source=_(offer.source)
            ),
        )
    except (InvalidInput, Conflict) as refusal:
        messages.error(request, refusal.message)
    return redirect("document", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def document_section(request: ActorRequest, document_id: UUID, section: str) -> HttpResponse:
    """Show and save one section; what was typed is never lost."""
    found = document_of(request, document_id)
    named = outlines.outline(found.kind).section(section)
    if named is None:
        raise Http404
    may_write = allowed(check_write, request.actor, found.provider)
    form = SectionForm(named, found.content, revision=found.revision)
    status = 200
    if request.method == "POST":
        check_write(request.actor, found.provider)
        form = SectionForm(named, found.content, revision=found.revision, data=request.POST)
        status = 200 if "more" in request.POST else _save(request, found, form)
        if status == 302:
            messages.success(request, _("{title} is saved.").format(title=named.title))
            return redirect(_onward(request, found, section))
    offers = {one.item.key: one for one in suggestions(found, request.actor)}
    for entry in form.entries:
        entry.hints = [offers[entry.item.key]] if entry.item.key in offers else []
    context = {
        "document": found,
        "about": overview.about(found),
        "outline": outlines.outline(found.kind),
        "section": named,
        "form": form,
        "may_write": may_write,
    }
    return render(request, "documents/section.html", context, status=status)


def _save(request: ActorRequest, found: Document, form: SectionForm) -> int:
    """Save the section; answer the status of the page that follows."""
    if not form.is_valid():
        return 422
    try:
        documents.save(
            document=found,
            given=form.given,
            revision=form.revision,
            by=request.actor,
            now=timezone.now(),
        )
    except InvalidInput as refusal:
        form.refused(refusal)
        return 422
    except Conflict:
        fresh = document_of(request, found.pk)
        told = _("{changed_by_name} changed this document after you opened it.").format(
            changed_by_name=fresh.changed_by_name
        )
        form.lost(told, fresh.content, revision=fresh.revision)
        return 409
    return 302


def _onward(request: ActorRequest, found: Document, section: str) -> str:
    keys = [one.key for one in outlines.outline(found.kind).sections]
    after = keys[keys.index(section) + 1 :]
    if "next" in request.POST and after:
        return f"/documents/{found.pk}/{after[0]}/"
    return f"/documents/{found.pk}/#{section}"


def show(request: ActorRequest, found: Document, **given: forms.Form) -> HttpResponse:
    """Render the overview of a document."""
    outlined = outlines.outline(found.kind)
    context: dict[str, Any] = {
        "document": found,
        "line": overview.lines([found])[0],
        "outline": outlined,
        "parts": overview.part_lines(found),
        "sights": [(_(RECIPIENTS[one.recipient]), one.count) for one in overview.sights(found)],
        "suggestions": suggestions(found, request.actor),
        "versions": list(queries.versions(request.actor, found).defer("content")[:100]),
        "files": overview.renderings(request.actor, found),
        "filled_forms": list(filled.of_document(request.actor, found)[:20]),
        "bring_in_form": BringInForm(label_suffix="") if found.kind in KINDS else None,
        "keeping": keeping.keeping(found, now=timezone.now()),
        "doubts": texts.doubts(list(outlined.doubts)),
        "may_write": allowed(check_write, request.actor, found.provider),
        "version_form": VersionForm(
            auto_id="id_version_%s", label_suffix="", initial={"revision": found.revision}
        ),
        **given,
    }
    return render(request, "documents/document.html", context, status=422 if given else 200)
