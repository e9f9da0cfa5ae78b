"""What this room adds to the tests of the whole house."""

from obligations.requests.services import requests
from obligations.requests.services.requests import Asked

PAGE_ROWS = {"request_id": "request", "answer_file_id": "answer_file"}
ROUTES = {
    "api-requests": None,
    "api-request-activity": "request",
    "api-request": "request",
    "api-request-answers": "request",
    "api-request-explanation": "request",
    "api-request-extensions": "request",
    "api-request-withdrawals": "request",
    "api-request-file": "request",
    "api-requests-made-here": None,
}
MISSING = {"api-request-file"}
BODIES = {
    "api-requests": {
        "provider": "00000000-0000-4000-8000-000000000000",
        "asker": "downstream",
        "asked_by": "planted",
        "received_on": "2026-11-01",
        "asks": "planted",
    },
    "api-request-answers": {
        "answered_on": "2026-11-23",
        "given": "planted",
        "channel": "planted",
        "is_final": True,
    },
    "api-request-explanation": {"exceptional": "planted"},
    "api-request-extensions": {"due_on": "2026-12-24", "source": "planted"},
    "api-request-withdrawals": {"on": "2026-11-23", "because": "planted"},
    "api-requests-made-here": {
        "provider": "00000000-0000-4000-8000-000000000000",
        "asks": "planted",
        "basis": "aia-91",
        "purpose": "planted",
        "due_on": "2026-12-24",
    },
}


def rows(ai_model, officer, now):
    asked = Asked(
        asker="downstream",
        asked_by="SECRET",
        received_on=now.date(),
        asks="SECRET",
        contact="SECRET",
    )
    made = requests.record(
        provider=ai_model.provider, ai_model=ai_model, asked=asked, by=officer, now=now
    )
    return {"request": made.pk, "answer_file": made.pk}
