"""What this room adds to the tests of the whole house."""

from datetime import timedelta

from obligations.documents.services import documents
from obligations.safety.kinds import KINDS
from obligations.safety.services import entries

PAGE_ROWS = {"entry_id": "safety_entry", "given_id": "safety_given"}
PAGE_WORDS = {"entry_kind": "finding", "suffix": "json"}
ROUTES = {f"api-{kind.plural}": None for kind in KINDS.values()} | {
    "api-safety-entry": "safety_entry",
    "api-safety-entry-withdrawal": "safety_entry",
    "api-given-documents": None,
    "api-given-document": "safety_given",
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
    return {"safety_entry": entry.pk, "safety_given": _given(ai_model.provider, officer, now).pk}


def _given(provider, officer, now):
    framework = documents.start(provider=provider, kind="framework", by=officer, now=now)
    documents.save(
        document=framework,
        given={"description": {"state": "filled", "value": "SECRET"}},
        revision=1,
        by=officer,
        now=now,
    )
    version = documents.make_version(
        document=framework, changes="SECRET", revision=2, by=officer, now=now
    )
    return entries.record(
        provider=provider,
        kind="provision",
        on=now.date(),
        version=version,
        value={"extent": "whole", "channel": "SECRET", "redactions": "none"},
        by=officer,
        now=now,
    )
