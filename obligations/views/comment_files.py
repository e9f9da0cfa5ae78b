"""Files of comments, for whoever may read the comment."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from obligations import downloads
from obligations.models import CommentFile
from obligations.views.access import signed_in
from providers.middleware import ActorRequest


@require_GET
@signed_in
def comment_file(request: ActorRequest, comment_file_id: UUID) -> FileResponse:
    """Hand out the bytes of a file, as a download of no particular type."""
    rows = CommentFile.objects.visible_to(request.actor)
    return downloads.respond(get_object_or_404(rows, pk=comment_file_id))
