"""What this room adds to the tests of the whole house."""

from obligations.dossiers.services import requests

PAGE_ROWS = {"export_id": "export"}
ROUTES = {"api-exports": None, "api-export": "export", "api-model-exports": "model"}
BODIES = {"api-model-exports": {"on": "2026-11-20", "format": "json"}}


def rows(ai_model, officer, now):
    export = requests.request(
        ai_model=ai_model, on=now.date(), written_as="json", by=officer, now=now
    )
    return {"export": export.pk}
