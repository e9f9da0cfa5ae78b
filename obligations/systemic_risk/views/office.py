"""The AI Office reads notifications that were sent and requests for reassessment."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from obligations import downloads
from obligations.law.notifications import GROUNDS, items
from obligations.queries import catalogue as texts
from obligations.systemic_risk.exports.lists import NOTIFICATIONS, REASSESSMENTS
from obligations.systemic_risk.exports.notification import compute_text
from obligations.systemic_risk.models import Notification
from obligations.systemic_risk.queries import office
from obligations.views.office import office_required
from obligations.views.office_filters import of_provider, provider_filter
from providers.middleware import ActorRequest
from providers.sheets import answers as sheets

PAGE = 40


@require_GET
@office_required
def office_notifications(request: ActorRequest) -> HttpResponseBase:
    """List notifications that were sent, and requests for reassessment."""
    words = request.GET.get("q", "").replace("\0", "")[:200].strip()
    form = provider_filter(request)
    found = of_provider(office.notifications(request.actor, words=words), form)
    requests = of_provider(office.reassessments(request.actor, words=words), form)
    if sheets.wanted(request):
        is_second = request.GET.get("of") == "requests"
        what = (REASSESSMENTS, requests) if is_second else (NOTIFICATIONS, found)
        return sheets.answer(request, *what, now=timezone.now())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    asked = Paginator(requests, PAGE)
    rows = [(one, office.sent_in_time(one)) for one in page.object_list]
    is_open = any(weeks is not None and weeks.is_open for _, weeks in rows)
    context = {
        "q": words,
        "page": page,
        "rows": rows,
        "doubts": texts.doubts(["A11"]) if is_open else [],
        "form": form,
        "active": bool(words) + bool(form.provider_id),
        "asked": asked.get_page(request.GET.get("requests")),
    }
    return render(request, "systemic_risk/office_list.html", context)


@require_GET
@office_required
def office_notification(request: ActorRequest, notification_id: UUID) -> HttpResponse:
    """Show one notification as it was sent, with what is missing in it and its files."""
    row = _find(request, notification_id)
    listed = items(row.contents())
    mine = office.notifications(request.actor).filter(ai_model=row.ai_model_id)
    context = {
        "notification": row,
        "items": listed,
        "missing": [one for one in listed if not one.is_stated],
        "compute": compute_text(row.compute_flop),
        "grounds": [(label, row.grounds.get(key, "")) for key, label in GROUNDS.items()],
        "weeks": office.sent_in_time(row),
        "others": mine.exclude(pk=row.pk),
        "asked": office.reassessments(request.actor).filter(ai_model=row.ai_model_id),
        "files": [("pdf", row.pdf), ("json", row.data)],
        "doubts": texts.doubts(["A11"]),
    }
    return render(request, "systemic_risk/office_notification.html", context)


@require_GET
@office_required
def office_notification_file(
    request: ActorRequest, notification_id: UUID, file_format: str
) -> FileResponse:
    """Hand out a file of a notification as it was made when it was sent."""
    row = _find(request, notification_id)
    found = {"pdf": row.pdf, "json": row.data}.get(file_format)
    if found is None:
        raise Http404
    return downloads.respond(found)


@require_GET
@office_required
def office_reassessment(request: ActorRequest, reassessment_id: UUID) -> HttpResponse:
    """Show one request for reassessment of a designation."""
    row = get_object_or_404(office.reassessments(request.actor), pk=reassessment_id)
    mine = office.notifications(request.actor).filter(ai_model=row.ai_model_id)
    context = {
        "asked": row,
        "designated_on": parse_date(row.designation.value["on"] or ""),
        "notifications": mine,
    }
    return render(request, "systemic_risk/office_reassessment.html", context)


def _find(request: ActorRequest, notification_id: UUID) -> Notification:
    return get_object_or_404(office.notifications(request.actor), pk=notification_id)
