"""Notifications to the Commission: drafted, completed, sent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from obligations.law.deadlines import brussels_day
from obligations.law.notifications import GROUNDS, items
from obligations.systemic_risk.exports.notification import compute_text
from obligations.systemic_risk.forms.notifications import (
    NotificationForm,
    SendForm,
    StartForm,
    typed,
)
from obligations.systemic_risk.models import Notification
from obligations.systemic_risk.models.notifications import Status
from obligations.systemic_risk.permissions import check_write
from obligations.systemic_risk.queries import position, preview
from obligations.systemic_risk.services import notifications, sending
from obligations.systemic_risk.views import positions
from obligations.views.access import member_required
from obligations.views.ai_models import find
from obligations.views.refusals import into_form
from providers.errors import DomainError
from providers.middleware import ActorRequest
from providers.permissions import allowed

ALREADY = gettext_lazy(
    "It is recorded as sent already, and stays as it was. Nothing was added to it. Your browser's "
    "back button leads to what you typed."
)


@require_POST
@member_required
def notification_start(request: ActorRequest, model_id: UUID) -> HttpResponse:
    """Begin a notification from ledger and facts."""
    ai_model = find(request, model_id)
    check_write(request.actor, ai_model.provider)
    form = StartForm(request.POST, label_suffix="", auto_id="id_start_%s")
    try:
        row = notifications.start(
            ai_model=ai_model,
            because=request.POST.get("because", ""),
            by=request.actor,
            now=timezone.now(),
        )
    except DomainError as refusal:
        form.is_valid()
        return positions.show(request, ai_model, start_form=form, refusal=refusal.message)
    return redirect("notification", ai_model.pk, row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def notification(request: ActorRequest, model_id: UUID, notification_id: UUID) -> HttpResponse:
    """Show a notification with what is missing in it; write it while it is a draft."""
    row = _find(request, model_id, notification_id)
    if request.method != "POST":
        return _show(request, row)
    check_write(request.actor, row.provider)
    form = NotificationForm(request.POST)
    if _save(request, row, form):
        messages.success(request, _("The draft is saved. Nothing was sent."))
        return redirect("notification", row.ai_model_id, row.pk)
    return _show(request, row, form=form)


@require_POST
@member_required
def notification_send(request: ActorRequest, model_id: UUID, notification_id: UUID) -> HttpResponse:
    """Save the draft as it is on the page, then record that it was sent: files and facts follow."""
    row = _find(request, model_id, notification_id)
    check_write(request.actor, row.provider)
    form = SendForm(request.POST, auto_id="id_send_%s")
    saved: dict[str, int] = {}
    if not row.is_sent and NotificationForm.is_in(request.POST):
        draft = NotificationForm(request.POST)
        if not _save(request, row, draft):
            return _show(request, row, form=draft, send_form=form)
        saved["revision"] = row.revision
    if form.is_valid():
        with into_form(form):
            sent = sending.send(
                notification=row, by=request.actor, now=timezone.now(), **form.cleaned_data | saved
            )
            messages.success(request, _("It is recorded as sent. PDF and JSON are kept for good."))
            context = {"ai_model": row.ai_model, "changes": sent.changes}
            context["onward"] = {
                "url": reverse("notification", args=[row.ai_model_id, row.pk]),
                "label": _("The notification and its files"),
            }
            return render(request, "obligations/models/changes.html", context)
    if Notification.objects.filter(pk=row.pk, status=Status.SENT).exists():
        messages.error(request, ALREADY)
        return redirect("notification", row.ai_model_id, row.pk)
    return _show(request, row, send_form=form)


def _save(request: ActorRequest, row: Notification, form: NotificationForm) -> bool:
    """Save the draft on the page; what is refused stands in the form."""
    if not form.is_valid():
        return False
    with into_form(form):
        notifications.save(
            notification=row,
            given=form.given(),
            revision=form.cleaned_data["revision"],
            by=request.actor,
            now=timezone.now(),
        )
        return True
    return False


def _find(request: ActorRequest, model_id: UUID, notification_id: UUID) -> Notification:
    ai_model = find(request, model_id)
    mine = Notification.objects.visible_to(request.actor).filter(ai_model=ai_model)
    rows = mine.select_related("provider", "ai_model__provider", "follows", "pdf", "data")
    found: Notification = get_object_or_404(rows, pk=notification_id)
    return found


def _show(request: ActorRequest, row: Notification, **given: Any) -> HttpResponse:
    row.refresh_from_db(fields=["status", "sent_on", "channel", "reference", "revision"])
    today = brussels_day(timezone.now())
    listed = items(row.contents())
    values: dict[str, dict[str, Any]] = {"notification": {"submitted_on": today}}
    if row.with_rebuttal:
        values["rebuttal"] = {"submitted_on": today}
    context = {
        "notification": row,
        "ai_model": row.ai_model,
        "deadline": position.two_weeks(row.ai_model, request.actor),
        "items": listed,
        "missing": [one for one in listed if not one.is_stated],
        "compute": compute_text(row.compute_flop),
        "grounds": [(label, row.grounds.get(key, "")) for key, label in GROUNDS.items()],
        "effects": () if row.is_sent else preview.effects(row.ai_model, values, on=today),
        "may_write": not row.is_sent and allowed(check_write, request.actor, row.provider),
        "form": NotificationForm(initial=typed(row)),
        "send_form": SendForm(
            auto_id="id_send_%s", initial={"revision": row.revision, "sent_on": today}
        ),
        **given,
    }
    return render(request, "systemic_risk/notification.html", context, status=422 if given else 200)
