"""Who at the AI Office hears of notifications and of requests: every reviewer, once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from obligations.law.wording import long_date
from obligations.queries import notices as people
from obligations.services import notices
from obligations.systemic_risk.models import Notification, Reassessment


def notified(row: Notification, now: datetime) -> None:
    """Tell of a notification that was sent, in the transaction that records it."""
    arguments = " with arguments against the classification" if row.with_rebuttal else ""
    _tell(
        row,
        kind="notification.received",
        title=f"Notification of {row.model_name or row.ai_model.name} by {row.provider.name}",
        text=f"Sent under Art. 52(1){arguments}, recorded by {row.sent_by_name}.",
        path=f"/office/notifications/{row.pk}/",
        now=now,
    )


def asked(row: Reassessment, now: datetime) -> None:
    """Tell of a request for reassessment, in the transaction that records it."""
    _tell(
        row,
        kind="reassessment.received",
        title=f"Reassessment of {row.ai_model.name} asked for by {row.provider.name}",
        text=f"Under Art. 52(5), on {long_date(row.requested_on)}.",
        path=f"/office/reassessments/{row.pk}/",
        now=now,
    )


def _tell(row: Any, *, kind: str, title: str, text: str, path: str, now: datetime) -> None:
    notices.queue(
        recipients=people.reviewers(row.provider),
        kind=kind,
        key=f"{kind}:{row.pk}",
        title=title,
        text=text,
        path=path,
        provider=row.provider,
        now=now,
    )
