"""What this room adds to the tests of the whole house."""

from obligations import storage
from obligations.documents.services import documents
from obligations.documents.services import forms as services
from tests.obligations.documents import forms

FILLED = ("Legal name for the model provider:", "Model name:")
PAGE_ROWS = {"document_id": "document", "form_id": "filled_form"}
PAGE_WORDS = {"section": "general"}
PUBLIC_ROUTES = {"api-outlines"}
ROUTES = {
    "api-documents": None,
    "api-document-activity": "document",
    "api-document": "document",
    "api-document-suggestions": "document",
    "api-document-versions": "document",
    "api-document-version": "document",
    "api-document-comparison": "document",
    "api-document-renderings": "document",
    "api-document-forms": "document",
    "api-document-form": "document",
    "api-document-form-file": "document",
}
BODIES = {
    "api-documents": {
        "provider": "00000000-0000-4000-8000-000000000000",
        "kind": "framework",
    },
    "api-document": {"answers": {"architecture": {"state": "filled", "value": "planted"}}},
    "api-document-suggestions": {"item": "provider-name"},
    "api-document-versions": {"changes": "planted"},
    "api-document-renderings": {"recipient": "office", "format": "json"},
    "api-document-form": {"items": ["provider-name"]},
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
    upload = storage.receive(
        forms.Form(dict.fromkeys(FILLED, "SECRET")).bytes(), name="SECRET.docx"
    )
    form = services.bring_in(document=document, upload=upload, by=officer, now=now)
    return {"document": document.pk, "filled_form": form.pk}
