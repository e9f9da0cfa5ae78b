"""What this room adds to the tests of the whole house."""

from decimal import Decimal

from obligations.systemic_risk.models import Reassessment
from obligations.systemic_risk.services import entries, notifications
from obligations.systemic_risk.services.entries import NewEntry
from tests.factories import providers as make

PAGE_ROWS = {
    "compute_entry_id": "entry",
    "notification_id": "notification",
    "reassessment_id": "reassessment",
}
ROUTES = {
    "api-model-compute-entries": "model",
    "api-model-compute-entry-corrections": "model",
    "api-model-compute-entry-strikes": "model",
    "api-model-compute-forecast": "model",
    "api-model-compute-facts": "model",
    "api-model-modification": "model",
    "api-model-decisions": "model",
    "api-notifications": None,
    "api-notification": "notification",
    "api-notification-submission": "notification",
    "api-notification-pdf": "notification",
    "api-notification-json": "notification",
    "api-reassessments": None,
    "api-reassessment": "reassessment",
    "api-reassessment-outcome": "reassessment",
}
MISSING = ("api-notification-pdf", "api-notification-json")  # a draft has no file
ENTRY = {
    "name": "planted",
    "kind": "pretraining",
    "method": "given",
    "inputs": {"flop": "1e24"},
    "begins_on": "2026-10-01",
    "ends_on": "2026-10-10",
    "is_planned": False,
    "known_on": "2026-10-10",
}
BODIES = {
    "api-model-compute-entries": ENTRY,
    "api-model-compute-entry-corrections": {**ENTRY, "because": "planted"},
    "api-model-compute-entry-strikes": {"because": "planted"},
    "api-model-compute-facts": {"stamp": 1},
    "api-model-modification": {"compute_flop": "1e24", "known_on": "2026-11-01"},
    "api-model-decisions": {"decision": "designated-52-4", "on": "2026-11-01"},
    "api-notification": {"approach": "planted"},
    "api-notification-submission": {"sent_on": "2026-11-01", "channel": "planted"},
    "api-reassessment-outcome": {"outcome": "maintained", "decided_on": "2026-11-02"},
}


def rows(ai_model, officer, now):
    day = now.date()
    entry = entries.add(
        ai_model=ai_model,
        entry=NewEntry(
            name="SECRET",
            kind="pretraining",
            method="given",
            inputs={"flop": Decimal("1e24")},
            begins_on=day,
            ends_on=day,
            is_planned=False,
            known_on=day,
        ),
        by=officer,
        now=now,
    )
    notification = notifications.start(ai_model=ai_model, by=officer, now=now)
    designation = make.make_fact(ai_model, "designation", on="2026-02-01", basis="52(4)")
    asked = Reassessment.objects.create(
        provider=ai_model.provider,
        ai_model=ai_model,
        designation=designation,
        requested_on=day,
        earliest_on="2026-08-01",
        reasons="SECRET",
        evidence="SECRET",
        recorded_at=now,
        recorded_by_name=officer.name,
    )
    return {"entry": entry.pk, "notification": notification.pk, "reassessment": asked.pk}
