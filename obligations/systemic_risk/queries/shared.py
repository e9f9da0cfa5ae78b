"""What a provider sent to the AI Office under Article 52."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from obligations.queries.shared import Kind, Thing, register
from obligations.systemic_risk.models import Notification, Reassessment
from obligations.systemic_risk.queries import office
from providers import reader, written


def _notification(row: Notification) -> Thing:
    about = (
        _("Sent on {day}").format(day=written.long_day(row.sent_on, reader.language()))
        if row.sent_on
        else ""
    )
    return Thing(row.model_name, about, reverse("office-notification", args=[row.pk]))


def _reassessment(row: Reassessment) -> Thing:
    about = _("Asked for on {day}").format(
        day=written.long_day(row.requested_on, reader.language())
    )
    return Thing(str(row.ai_model), about, reverse("office-reassessment", args=[row.pk]))


def ready() -> None:
    """Add the kinds of this room."""
    register(
        Kind(
            gettext_lazy("Notifications"),
            "hand-in",
            30,
            office.notifications,
            "sent_at",
            _notification,
            "office-notifications",
            "notifications",
            ("model_name", "reference", "approach", "arguments", "provider__name"),
        ),
        Kind(
            gettext_lazy("Requests for reassessment"),
            "return",
            31,
            office.reassessments,
            "recorded_at",
            _reassessment,
            "office-notifications",
            "reassessments",
            ("ai_model__name", "reasons", "evidence", "provider__name"),
        ),
    )
