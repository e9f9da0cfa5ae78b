"""Published summaries, for everybody, at addresses that stay."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from obligations import downloads
from obligations.documents import answers, shown
from obligations.documents.outlines import outline
from obligations.summaries.exports import summary as export
from obligations.summaries.exports.lists import PUBLISHED
from obligations.summaries.models import KIND, Publication
from obligations.summaries.queries import public as queries
from providers.middleware import ActorRequest
from providers.sheets import answers as sheets

PAGE = 50


@require_GET
def public_summaries(request: ActorRequest) -> HttpResponseBase:
    """List what is published."""
    found = queries.latest()
    if sheets.wanted(request):
        return sheets.answer(request, PUBLISHED, found, now=timezone.now())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "summaries/public_list.html", {"page": page})


@require_GET
def public_summary(
    request: ActorRequest, summary_id: UUID, number: int | None = None
) -> HttpResponse:
    """Show the latest version, or the one asked for."""
    found, every = _find(summary_id, number)
    outlined = outline(KIND)
    content = answers.narrowed(outlined, found.version.content, export.PUBLIC)
    context = {
        "publication": found,
        "publications": every,
        "is_latest": found.pk == every[0].pk,
        "chapters": queries.chapters(shown.parts(outlined, content, recipient=export.PUBLIC)),
        "places": [one for one in (found.website, *found.channels) if one],
        "canonical": request.build_absolute_uri(
            reverse("public-summary", args=[summary_id])
            if found.pk == every[0].pk
            else reverse("public-summary-version", args=[summary_id, found.number])
        ),
    }
    return render(request, "summaries/public_summary.html", context)


@require_GET
def public_summary_pdf(request: ActorRequest, summary_id: UUID, number: int) -> FileResponse:
    """Hand out a version as it was set when it was published."""
    found, _ = _find(summary_id, number)
    return downloads.respond(found.pdf)


@require_GET
def public_summary_json(request: ActorRequest, summary_id: UUID, number: int) -> HttpResponse:
    """Hand out a version for programs."""
    found, every = _find(summary_id, number)
    earlier = {
        one.number: request.build_absolute_uri(
            reverse("public-summary-version", args=[summary_id, one.number])
        )
        for one in every
        if one.number < found.number
    }
    return HttpResponse(
        export.as_json(found, earlier=earlier), content_type="application/json; charset=utf-8"
    )


def _find(summary_id: UUID, number: int | None) -> tuple[Publication, list[Publication]]:
    every = list(queries.of_document(summary_id))
    found = next((one for one in every if number in (None, one.number)), None)
    if found is None:
        raise Http404
    return found, every
