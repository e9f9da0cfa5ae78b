"""What a provider sent to the AI Office under Article 52."""

from __future__ import annotations

from django.urls import reverse

from obligations.law.wording import long_date
from obligations.queries.shared import Kind, Thing, register
from obligations.systemic_risk.models import Notification, Reassessment
from obligations.systemic_risk.queries import office


def _notification(row: Notification) -> Thing:
    about = f"Sent on {long_date(row.sent_on)}" if row.sent_on else ""
    return Thing(row.model_name, about, reverse("office-notification", args=[row.pk]))


def _reassessment(row: Reassessment) -> Thing:
    about = f"Asked for on {long_date(row.requested_on)}"
    return Thing(str(row.ai_model), about, reverse("office-reassessment", args=[row.pk]))


def ready() -> None:
    """Add the kinds of this room."""
    register(
        Kind(
            "Notifications",
            "hand-in",
            30,
            office.notifications,
            "sent_at",
            _notification,
            "office-notifications",
        ),
        Kind(
            "Requests for reassessment",
            "return",
            31,
            office.reassessments,
            "recorded_at",
            _reassessment,
            "office-notifications",
        ),
    )
