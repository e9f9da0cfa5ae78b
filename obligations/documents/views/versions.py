"""Versions of a document: read, compared, rendered for a recipient."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from obligations.documents import answers, shown
from obligations.documents.exports import renditions
from obligations.documents.exports.renditions import OWN, RECIPIENTS
from obligations.documents.forms.documents import RenderForm
from obligations.documents.models import DocumentVersion
from obligations.documents.outlines import outline
from obligations.documents.permissions import check_write
from obligations.documents.queries import documents as queries
from obligations.documents.queries import overview
from obligations.documents.services import renditions as services
from obligations.documents.views.finding import document_of, version_of
from obligations.queries import catalogue as texts
from obligations.views.access import member_required
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest
from providers.permissions import allowed


@require_GET
@member_required
def document_version(request: ActorRequest, document_id: UUID, number: int) -> HttpResponse:
    """Show a version as it was frozen; for a recipient, only what they would see."""
    found = version_of(request, document_of(request, document_id), number)
    return _show(request, found)


@require_POST
@member_required
def document_render(request: ActorRequest, document_id: UUID, number: int) -> HttpResponse:
    """Make the file of a version for one recipient."""
    found = version_of(request, document_of(request, document_id), number)
    check_write(request.actor, found.document.provider)
    form = RenderForm(request.POST, outlined=outline(found.document.kind), label_suffix="")
    if form.is_valid():
        given = form.cleaned_data
        with into_form(form):
            services.render(
                version=found,
                recipient=given["recipient"],
                file_format=given["file_format"],
                only=given["items"],
                basis=given["legal_basis"],
                purpose=given["purpose"],
                by=request.actor,
                now=timezone.now(),
            )
            messages.success(request, _("The file is made and kept."))
            return redirect(f"/documents/{document_id}/versions/{number}/#files")
    return _show(request, found, form)


@require_GET
@member_required
def document_compare(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """Compare two versions, item by item and word by word."""
    document = document_of(request, document_id)
    versions = list(queries.versions(request.actor, document).defer("content")[:200])
    numbers = {one.number for one in versions}
    newest = max(numbers, default=0)
    before = _number(request, "from", newest - 1, numbers)
    after = _number(request, "to", newest, numbers)
    context = {
        "document": document,
        "about": overview.about(document),
        "outline": outline(document.kind),
        "versions": versions,
        "before": before,
        "after": after,
        "changes": None,
    }
    if before and after:
        pair = [version_of(request, document, one) for one in (before, after)]
        context["changes"] = overview.changed(outline(document.kind), *pair)
        context["made"] = [
            one for one in versions if min(before, after) < one.number <= max(before, after)
        ]
    return render(request, "documents/compare.html", context)


def _number(request: ActorRequest, name: str, usual: int, known: set[int]) -> int:
    text = request.GET.get(name, "")
    number = int(text) if text.isdecimal() and len(text) < 9 else usual
    return number if number in known else 0


def _show(
    request: ActorRequest, found: DocumentVersion, form: RenderForm | None = None
) -> HttpResponse:
    document, outlined = found.document, outline(found.document.kind)
    known = services.recipients(outlined)
    recipient = request.GET.get("for", OWN)
    recipient = recipient if recipient in known else OWN
    narrow, content = renditions.narrowed(found, outlined, recipient)
    context = {
        "version": found,
        "document": document,
        "about": overview.about(document),
        "outline": outlined,
        "parts": shown.parts(narrow, content),
        "recipient": recipient,
        "recipients": [(one, _(RECIPIENTS[one])) for one in known],
        "count": answers.count(narrow, content),
        "files": overview.renderings(request.actor, document, version=found),
        "doubts": texts.doubts(list(outlined.doubts)),
        "may_write": allowed(check_write, request.actor, document.provider),
        "form": form or RenderForm(outlined=outlined, label_suffix=""),
        "recipient_words": RECIPIENTS,
    }
    status = 422 if form is not None else 200
    return render(request, "documents/version.html", context, status=status)
