"""Framework, Model Report and the register of risks."""

from __future__ import annotations

from obligations.dossiers.queries.parts import Part
from obligations.dossiers.queries.scope import of_subject
from obligations.safety.models import Entry

PARTS = (
    Part(
        key="safety_entries",
        title="Safety entries",
        model=Entry,
        reach=of_subject,
        known="recorded_at",
    ),
)
