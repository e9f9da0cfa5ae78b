"""Renderings: the files that were made for a recipient, handed out as they were made."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from obligations import downloads
from obligations.models import Rendering
from obligations.views.access import signed_in
from providers.middleware import ActorRequest


@require_GET
@signed_in
def rendering_download(request: ActorRequest, rendering_id: UUID) -> FileResponse:
    """Hand out the bytes of a rendering to those who may know of it."""
    found = get_object_or_404(Rendering.objects.visible_to(request.actor), pk=rendering_id)
    return downloads.respond(found)
