"""What happened to one thing and to its parts: who, what, when."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from obligations.queries import activity as queries
from obligations.views.access import member_required
from providers.middleware import ActorRequest
from providers.sheets import answers as sheets
from providers.sheets.lists import TRAIL

PAGE = 50


@require_GET
@member_required
def activity(request: ActorRequest, kind: str, object_id: UUID) -> HttpResponseBase:
    """List what happened to a thing of one's own provider, the newest first."""
    known = queries.KINDS.get(kind)
    if known is None:
        raise Http404
    row = get_object_or_404(queries.own(known, request.actor), pk=object_id)
    found = queries.of(known, row, request.actor)
    if sheets.wanted(request):
        return sheets.answer(request, TRAIL, found, now=timezone.now())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "row": row,
        "title": known.title(row),
        "path": known.path(row),
        "page": page,
        "events": [(one, queries.named(one)) for one in page],
        "own_id": str(row.pk),
    }
    return render(request, "obligations/activity.html", context)
