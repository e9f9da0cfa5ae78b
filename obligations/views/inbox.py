"""The inbox: what a person was told, and whether they have read it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from obligations.exports.lists import NOTICES
from obligations.forms.inbox import SnoozeForm
from obligations.law.deadlines import brussels_day
from obligations.queries import notices as queries
from obligations.services import reading
from obligations.services.reading import Standing
from obligations.views.access import signed_in
from obligations.views.ways_back import standing
from providers import reader, undo, written
from providers.errors import InvalidInput
from providers.middleware import ActorRequest
from providers.sheets import answers as sheets

PAGE = 40
# More than these are marked as read for good: the way back would not fit into a session.
MOST_UNDONE = 500


@require_GET
@signed_in
def inbox(request: ActorRequest) -> HttpResponseBase:
    """List a person's notices, newest first; ``?show=unread`` leaves out what was read."""
    only_unread = request.GET.get("show") == "unread"
    today = brussels_day(timezone.now())
    rows = queries.unread(request.actor, today) if only_unread else queries.inbox(request.actor)
    if sheets.wanted(request):
        return sheets.answer(request, NOTICES, rows, now=timezone.now())
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    unread = page.paginator.count if only_unread else queries.unread_count(request.actor, today)
    context = {
        "page": page,
        "only_unread": only_unread,
        "unread": unread,
        "today": today,
        "tomorrow": today + timedelta(days=1),
        "next_week": today + timedelta(days=7 - today.weekday()),
        "several": len(request.providers) > 1,
    }
    return render(request, "obligations/inbox.html", context)


@require_POST
@signed_in
def inbox_open(request: ActorRequest, notice_id: UUID) -> HttpResponse:
    """Mark a notice as read, and go to what it speaks of (``then=stay`` goes back to the inbox)."""
    notice = get_object_or_404(queries.inbox(request.actor), pk=notice_id)
    reading.mark_read(notice=notice, by=request.actor, now=timezone.now())
    if request.POST.get("then") == "stay" or not notice.path:
        return redirect("inbox")
    return redirect(notice.path)


@require_POST
@signed_in
def inbox_unread(request: ActorRequest, notice_id: UUID) -> HttpResponse:
    """Mark a notice as unread, and go back to the inbox."""
    notice = get_object_or_404(queries.inbox(request.actor), pk=notice_id)
    reading.mark_unread(notice=notice, by=request.actor)
    return redirect("inbox")


@require_POST
@signed_in
def inbox_snooze(request: ActorRequest, notice_id: UUID) -> HttpResponse:
    """Put a notice off until a day, and go back to the inbox."""
    notice = get_object_or_404(queries.inbox(request.actor), pk=notice_id)
    form = SnoozeForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.problem())
        return redirect("inbox")
    until = form.cleaned_data["until"]
    before = {notice.pk: Standing(notice.read_at, notice.snoozed_until)}
    try:
        reading.snooze(notice=notice, until=until, by=request.actor, now=timezone.now())
    except InvalidInput as refusal:
        messages.error(request, _("Not put off: {refusal}").format(refusal=refusal))
    else:
        told = _("Put off until {until}: {notice}").format(
            until=written.full_day(until, reader.language()), notice=notice.title
        )
        _offer(request, told, before, Standing(snoozed_until=until))
    return redirect("inbox")


@require_POST
@signed_in
def inbox_read(request: ActorRequest) -> HttpResponse:
    """Mark everything as read."""
    now = timezone.now()
    marked = reading.mark_all_read(by=request.actor, now=now)
    told = _("Marked as read: {count}.").format(count=len(marked))
    if 0 < len(marked) <= MOST_UNDONE:
        _offer(request, told, marked, Standing(read_at=now))
    else:
        messages.success(request, told)
    return redirect("inbox")


def _offer(
    request: ActorRequest, told: str, before: Mapping[UUID, Standing], left: Standing
) -> None:
    """Say what was done to notices, and offer to show them as they were."""
    undo.offer(
        request,
        told,
        "inbox",
        page=reverse("inbox"),
        now=timezone.now(),
        notices={str(pk): standing(one) for pk, one in before.items()},
        left=standing(left),
    )
