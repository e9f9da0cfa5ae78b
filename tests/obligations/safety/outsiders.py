"""What this room adds to the tests of the whole house."""

from datetime import timedelta

from obligations.safety.kinds import KINDS
from obligations.safety.services import entries

PAGE_ROWS = {"entry_id": "safety_entry"}
PAGE_WORDS = {"entry_kind": "finding"}
ROUTES = {f"api-{kind.plural}": None for kind in KINDS.values()} | {
    "api-safety-entry": "safety_entry",
    "api-safety-entry-withdrawal": "safety_entry",
}
BODIES = {"api-safety-entry-withdrawal": {"because": "planted"}}


def rows(ai_model, officer, now):
    entry = entries.record(
        provider=ai_model.provider,
        ai_model=ai_model,
        kind="finding",
        on=now.date() - timedelta(days=1),
        value={"finder": "SECRET", "what": "SECRET"},
        by=officer,
        now=now,
    )
    return {"safety_entry": entry.pk}
