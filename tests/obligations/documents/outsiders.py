"""What this room adds to the tests of the whole house."""

from obligations.documents.services import documents

PAGE_ROWS = {"document_id": "document"}
PAGE_WORDS = {"section": "general"}


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
