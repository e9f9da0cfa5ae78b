"""Files shown in place: drawn pages, pictures and texts, for whoever may download them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from obligations import previews
from obligations.models import EvidenceVersion
from obligations.previews import NoPreview
from obligations.storage import BytesMissing
from obligations.views.access import signed_in
from providers.middleware import ActorRequest

LONGEST = 100_000  # no file has more pages


@require_GET
@signed_in
def evidence_preview(request: ActorRequest, version_id: UUID) -> HttpResponse:
    """Show a page of a file: by itself, or within the page that asked for it."""
    version, page = _find(request, version_id), _page(request)
    context: dict[str, Any] = {"version": version, "page": page}
    try:
        context["preview"] = previews.of(version, page=page)
    except (NoPreview, BytesMissing) as reason:
        context["reason"] = reason.message
    within = "HX-Request" in request.headers
    template = "_preview_body.html" if within else "preview.html"
    answer = render(request, f"obligations/evidence/{template}", context)
    answer["Cache-Control"] = "private, no-store"
    answer["Vary"] = "HX-Request"
    return answer


@require_GET
@signed_in
def evidence_picture(request: ActorRequest, version_id: UUID) -> HttpResponse:
    """Draw a page of a PDF, or an image, as a new picture; it can do nothing but be seen."""
    version, page = _find(request, version_id), _page(request)
    tag = f'"{version.sha256}-{page}"'
    if request.headers.get("If-None-Match") == tag:
        return _guarded(HttpResponseNotModified(), tag)
    try:
        drawn = previews.picture(version, page=page)
    except (NoPreview, BytesMissing) as reason:
        raise Http404(reason.message) from reason
    return _guarded(HttpResponse(drawn, content_type="image/webp"), tag)


def _guarded(answer: HttpResponse, tag: str) -> HttpResponse:
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    # Asked again each time: who may no longer read it gets nothing from the browser's memory.
    answer["Cache-Control"] = "private, no-cache"
    answer["ETag"] = tag
    return answer


def _find(request: ActorRequest, version_id: UUID) -> EvidenceVersion:
    files = EvidenceVersion.objects.visible_to(request.actor).filter(stored_file__isnull=False)
    found: EvidenceVersion = get_object_or_404(files.select_related("stored_file"), pk=version_id)
    return found


def _page(request: ActorRequest) -> int:
    wanted = request.GET.get("page", "1")
    if len(wanted) > len(str(LONGEST)) or not wanted.isdecimal() or not 1 <= int(wanted) <= LONGEST:
        raise Http404
    return int(wanted)
