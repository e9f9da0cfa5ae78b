"""What this room adds to the tests of the whole house."""

from obligations.incidents.models import Classification
from obligations.incidents.services import authorities, incidents, reports

PAGE_ROWS = {
    "incident_id": "incident",
    "classification_id": "classification",
    "authority_id": "authority",
    "report_id": "incident-report",
}
PAGE_WORDS = {"file_format": "json"}
ROUTES = {
    "api-incidents": None,
    "api-incident-activity": "incident",
    "api-incident": "incident",
    "api-incident-classes": "incident",
    "api-incident-class-removal": "incident",
    "api-incident-authorities": "incident",
    "api-incident-authority-notification": "incident",
    "api-incident-resolution": "incident",
    "api-incident-dismissal": "incident",
    "api-incident-reopening": "incident",
    "api-incident-escalation": "incident",
    "api-incident-bundling": "incident",
    "api-incident-parting": "incident",
    "api-incident-clocks": "incident",
    "api-reports-of-incident": "incident",
    "api-incident-reports": None,
    "api-incident-report": "incident-report",
    "api-incident-report-submission": "incident-report",
    "api-incident-report-pdf": "incident-report",
    "api-incident-report-docx": "incident-report",
    "api-incident-report-json": "incident-report",
}
WHY = {"because": "planted"}
AWARE = {"aware_at": "2026-11-20T09:00:00Z", "aware_by": "planted"}
BODIES = {
    "api-incidents": {"title": "planted", **AWARE},
    "api-incident": {"title": "planted"},
    "api-incident-classes": {"incident_class": "health"},
    "api-incident-class-removal": WHY,
    "api-incident-authorities": {"name": "planted", "member_state": "FR"},
    "api-incident-authority-notification": {"told_at": "2026-11-21T09:00:00Z"},
    "api-incident-resolution": {"resolved_at": "2026-11-22T09:00:00Z", "resolution": "planted"},
    "api-incident-dismissal": WHY,
    "api-incident-reopening": WHY,
    "api-incident-escalation": AWARE,
    "api-incident-bundling": {"head": "00000000-0000-4000-8000-000000000000"},
    "api-incident-parting": WHY,
    "api-reports-of-incident": {},
    "api-incident-report": {"answers": {"harm": {"text": "planted"}}},
    "api-incident-report-submission": {"recipients": "AI Office", "channel": "planted"},
}


def rows(ai_model, officer, now):
    incident = incidents.open_incident(
        provider=ai_model.provider,
        title="SECRET",
        description="SECRET",
        aware_at=now,
        aware_by="SECRET",
        classes=["death"],
        models=[ai_model],
        by=officer,
        now=now,
    )
    authority = authorities.name_authority(
        incident=incident, name="SECRET", member_state="FR", by=officer, now=now
    )
    report = reports.draft(incident=incident, by=officer, now=now)
    return {
        "incident": incident.pk,
        "classification": Classification.objects.get(incident=incident).pk,
        "authority": authority.pk,
        "incident-report": report.pk,
    }
