"""What the AI Office was given, for its reviewers: read as it was given, never changed."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from obligations import downloads
from obligations.documents.outlines import outline
from obligations.safety.exports import reading
from obligations.safety.exports.lists import GIVEN
from obligations.safety.models import Entry
from obligations.safety.queries import given as queries
from obligations.views.office import office_required
from obligations.views.office_filters import of_provider, provider_filter
from providers.middleware import ActorRequest
from providers.sheets import answers as sheets

PAGE = 40


@require_GET
@office_required
def office_given(request: ActorRequest) -> HttpResponseBase:
    """List the Frameworks and Model Reports that were given, of all providers or of one."""
    form = provider_filter(request)
    rows = of_provider(queries.given(request.actor), form)
    if sheets.wanted(request):
        return sheets.answer(request, GIVEN, rows, now=timezone.now())
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "form": form,
        "lines": [(one, queries.name(one)) for one in page.object_list],
    }
    return render(request, "safety/office_given.html", context)


@require_GET
@office_required
def office_given_document(request: ActorRequest, given_id: UUID) -> HttpResponse:
    """Show one version as it was given."""
    entry = _find(request, given_id)
    version = entry.version
    others = queries.of_model(
        request.actor,
        entry.ai_model_id,
        entry.provider_id,
        version.document.kind if version else "",
    )
    context = {
        "given": reading.read(entry),
        "entry": entry,
        "version": version,
        "outline": outline(version.document.kind) if version else None,
        "others": [one for one in others if one.pk != entry.pk],
    }
    return render(request, "safety/office_document.html", context)


@require_GET
@office_required
def office_given_file(request: ActorRequest, given_id: UUID, suffix: str) -> FileResponse:
    """Hand out the PDF or JSON that was kept when it was given, byte for byte."""
    entry = _find(request, given_id)
    kept = {"pdf": entry.pdf, "json": entry.json}.get(suffix)
    if kept is None:
        raise Http404
    return downloads.respond(kept)


def _find(request: ActorRequest, given_id: UUID) -> Entry:
    found: Entry = get_object_or_404(queries.one(request.actor), pk=given_id)
    return found
