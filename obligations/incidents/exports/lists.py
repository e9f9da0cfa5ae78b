"""The list of incidents as a sheet."""

from __future__ import annotations

from obligations.exports.lists import link
from obligations.incidents.queries import office
from providers.sheets.columns import Sheet

INCIDENTS = Sheet(
    "incidents",
    {
        "Number": "incident.number",
        "Title": "incident.title",
        "State": "incident.word.text",
        "Near miss": "incident.is_near_miss",
        "Classes": lambda row: [one.name for one in row.incident.standing_classes],
        "Models": lambda row: [one.ai_model.name for one in row.incident.models_involved],
        "Occurred": "incident.occurred_at",
        "Aware": "incident.aware_at",
        "Next report": "clock.deadline.title",
        "Strict last day": "clock.deadline.due_on",
        "Resolved": "incident.resolved_at",
        "Recorded": "incident.recorded_at",
        "Recorded by": "incident.recorded_by_name",
        "Kept until": "incident.keep_until",
        "Page": lambda row: link(row.incident.path),
        "Id": "incident.pk",
    },
)
REPORTS = Sheet(
    "incident-reports",
    {
        "Report": "name",
        "Incident": "particulars.incident",
        "Title": "particulars.title",
        "Provider": "provider.name",
        "Models": "particulars.models",
        "Classes": lambda row: list(office.classes(row)),
        "Submitted": "submitted_at",
        "Submitted by": "submitted_by_name",
        "Last day": lambda row: row.last_day if row.particulars.get("due_on") else None,
        "After the last day": office.is_late,
        "Id": "pk",
    },
)
