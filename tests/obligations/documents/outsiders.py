"""What this room adds to the tests of the whole house."""

from obligations.documents.services import documents

PAGE_ROWS = {"document_id": "document"}
PAGE_WORDS = {"section": "general"}
PUBLIC_ROUTES = {"api-outlines"}
ROUTES = {
    "api-documents": None,
    "api-document": "document",
    "api-document-versions": "document",
    "api-document-version": "document",
    "api-document-renderings": "document",
}
BODIES = {
    "api-documents": {
        "provider": "00000000-0000-4000-8000-000000000000",
        "kind": "framework",
    },
    "api-document": {"answers": {"architecture": {"state": "filled", "value": "planted"}}},
    "api-document-versions": {"changes": "planted"},
    "api-document-renderings": {"recipient": "office", "format": "json"},
}


def rows(ai_model, officer, now):
    document = documents.start(
        provider=ai_model.provider,
        ai_model=ai_model,
        kind="model-documentation",
        by=officer,
        now=now,
    )
    documents.save(
        document=document,
        given={"architecture": {"state": "filled", "value": "SECRET"}},
        revision=1,
        by=officer,
        now=now,
    )
    documents.make_version(document=document, changes="SECRET", revision=2, by=officer, now=now)
    return {"document": document.pk}
