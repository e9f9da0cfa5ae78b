"""The inbox: what a person was told, and whether they have read it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from obligations.exports.lists import NOTICES
from obligations.queries import notices as queries
from obligations.services import notices
from obligations.views.access import signed_in
from providers.middleware import ActorRequest
from providers.sheets import answers as sheets

PAGE = 40


@require_GET
@signed_in
def inbox(request: ActorRequest) -> HttpResponseBase:
    """List a person's notices, newest first; ``?show=unread`` leaves out what was read."""
    only_unread = request.GET.get("show") == "unread"
    rows = queries.inbox(request.actor)
    rows = rows.filter(read_at=None) if only_unread else rows
    if sheets.wanted(request):
        return sheets.answer(request, NOTICES, rows, now=timezone.now())
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    unread = page.paginator.count if only_unread else queries.unread_count(request.actor)
    context = {
        "page": page,
        "only_unread": only_unread,
        "unread": unread,
        "several": len(request.providers) > 1,
    }
    return render(request, "obligations/inbox.html", context)


@require_POST
@signed_in
def inbox_open(request: ActorRequest, notice_id: UUID) -> HttpResponse:
    """Mark a notice as read, and go to what it speaks of (``then=stay`` goes back to the inbox)."""
    notice = get_object_or_404(queries.inbox(request.actor), pk=notice_id)
    notices.mark_read(notice=notice, by=request.actor, now=timezone.now())
    if request.POST.get("then") == "stay" or not notice.path:
        return redirect("inbox")
    return redirect(notice.path)


@require_POST
@signed_in
def inbox_read(request: ActorRequest) -> HttpResponse:
    """Mark everything as read."""
    count = notices.mark_all_read(by=request.actor, now=timezone.now())
    messages.success(request, f"Marked as read: {count}.")
    return redirect("inbox")
