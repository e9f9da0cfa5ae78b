"""What search finds under Article 52: notifications, requests for reassessment, compute."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from obligations.queries.search.sources import Asked, Found, Hit, Source, found, register
from obligations.systemic_risk.models import ComputeEntry, Notification, Reassessment
from providers import reader, written


def _notifications(asked: Asked) -> Found:
    rows = Notification.objects.visible_to(asked.actor).select_related("provider", "ai_model")
    rows = rows.filter(provider__in=asked.actor.provider_ids)

    def hit(row: Notification) -> Hit:
        title = _("Notification of {model}").format(model=row.model_name or row.ai_model)
        about = f"{row.get_status_display()} · {row.provider}"
        return Hit(title, about, reverse("notification", args=[row.ai_model_id, row.pk]))

    fields = ("ai_model__name", "model_name", "reference", "approach", "arguments")
    return found(rows, asked, fields, hit)


def _reassessments(asked: Asked) -> Found:
    rows = Reassessment.objects.visible_to(asked.actor).select_related("ai_model")
    rows = rows.filter(provider__in=asked.actor.provider_ids)

    def hit(row: Reassessment) -> Hit:
        day = written.long_day(row.requested_on, reader.language())
        about = _("Asked for on {day}").format(day=day)
        path = reverse("model-notification", args=[row.ai_model_id])
        return Hit(str(row.ai_model), about, path)

    return found(rows, asked, ("ai_model__name", "reasons", "evidence", "decision"), hit)


def _compute(asked: Asked) -> Found:
    rows = ComputeEntry.objects.visible_to(asked.actor).standing().select_related("ai_model")
    rows = rows.filter(provider__in=asked.actor.provider_ids)

    def hit(row: ComputeEntry) -> Hit:
        path = reverse("compute-entry", args=[row.ai_model_id, row.pk])
        return Hit(row.name, str(row.ai_model), path)

    return found(rows, asked, ("name", "assumptions", "ai_model__name"), hit)


def ready() -> None:
    """Add the sources of this room."""
    register(
        Source("notifications", gettext_lazy("Notifications"), "hand-in", 66, _notifications),
        Source(
            "reassessments", gettext_lazy("Requests for reassessment"), "return", 67, _reassessments
        ),
        Source("compute", gettext_lazy("Compute ledger"), "scale", 68, _compute),
    )
