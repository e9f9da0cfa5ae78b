"""Article 52: the compute ledger, notifications and reassessments."""

from __future__ import annotations

from obligations.dossiers.queries.parts import Part
from obligations.dossiers.queries.scope import of_model
from obligations.systemic_risk.models import ComputeEntry, Notification, Reassessment

_MODEL = {"ai_model": "the model of this dossier"}

PARTS = (
    Part(
        key="compute",
        title="Compute ledger",
        model=ComputeEntry,
        reach=of_model,
        known="recorded_at",
        without=_MODEL,
    ),
    Part(
        key="notifications",
        title="Notifications (Art. 52)",
        model=Notification,
        reach=of_model,
        known="sent_at",
        left_out="drafts, and what was sent after the day",
        without={
            **_MODEL,
            "begun_at": "drafts are no position",
            "begun_by_name": "drafts are no position",
        },
    ),
    Part(
        key="reassessments",
        title="Reassessments (Art. 52(5))",
        model=Reassessment,
        reach=of_model,
        known="recorded_at",
        later={"decided_at": ("outcome", "decided_on", "decision", "decided_by_name")},
        without=_MODEL,
    ),
)
