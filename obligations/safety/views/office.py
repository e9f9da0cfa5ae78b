"""What the AI Office was given, for its reviewers: read as it was given, never changed."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from obligations import downloads
from obligations.documents.outlines import outline
from obligations.safety.exports import reading
from obligations.safety.exports.lists import GIVEN
from obligations.safety.models import Entry
from obligations.safety.queries import given as queries
from obligations.views.office import office_required
from providers.middleware import ActorRequest
from providers.models import Provider
from providers.sheets import answers as sheets

PAGE = 40


@require_GET
@office_required
def office_given(request: ActorRequest) -> HttpResponseBase:
    """List the Frameworks and Model Reports that were given, of all providers or of one."""
    rows = queries.given(request.actor)
    provider = _provider(request)
    if provider is not None:
        rows = rows.filter(provider=provider)
    if sheets.wanted(request):
        return sheets.answer(request, GIVEN, rows, now=timezone.now())
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "provider": provider,
        "lines": [(one, _name(one)) for one in page.object_list],
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


def _provider(request: ActorRequest) -> Provider | None:
    """Read the filter; an address that names nobody known is no page."""
    asked = request.GET.get("provider", "")
    if not asked:
        return None
    try:
        key = UUID(asked)
    except ValueError:
        raise Http404 from None
    found: Provider = get_object_or_404(Provider.objects.visible_to(request.actor), pk=key)
    return found


def _name(entry: Entry) -> str:
    if entry.version is None:
        return ""
    title = outline(entry.version.document.kind).title
    return _("Interim Model Report") if entry.value["extent"] == "interim" else title
