"""The status of a model on one page, to print or to hand on as a document."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from obligations.exports import status as sheets
from obligations.queries import status as queries
from obligations.queries.status import Standing
from obligations.views.access import member_required
from providers.middleware import ActorRequest
from providers.models import AIModel


@require_GET
@member_required
def model_status(request: ActorRequest, model_id: UUID) -> HttpResponse:
    """Show where a model stands; made to be printed."""
    context = {"standing": _standing(request, model_id), "now": timezone.now()}
    return render(request, "obligations/status.html", context)


@require_GET
@member_required
def model_status_pdf(request: ActorRequest, model_id: UUID) -> HttpResponse:
    """Give the same as a PDF."""
    standing, now = _standing(request, model_id), timezone.now()
    content = sheets.make(standing, written_by=request.actor.name, now=now)
    day = timezone.localtime(now).date()
    name = f"status-{slugify(standing.ai_model.name) or 'model'}-{day}.pdf"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _standing(request: ActorRequest, model_id: UUID) -> Standing:
    mine = AIModel.objects.visible_to(request.actor).filter(provider__in=request.actor.provider_ids)
    ai_model = get_object_or_404(mine.select_related("provider"), pk=model_id)
    return queries.standing(request.actor, ai_model)
