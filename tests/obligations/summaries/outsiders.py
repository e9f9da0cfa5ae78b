"""What this room adds to the tests of the whole house."""

from datetime import timedelta

from obligations.documents.services import documents
from obligations.summaries.services import updates

PUBLIC_PAGES = {
    "public-summaries",
    "public-summary",
    "public-summary-version",
    "public-summary-pdf",
    "public-summary-json",
}
PAGE_ROWS = {"summary_id": "summary", "training_id": "training"}
PAGE_WORDS = {"number": 1}
PUBLIC_ROUTES = {"api-public-summaries", "api-public-summary"}
ROUTES = {
    "api-summaries": None,
    "api-summary": "summary",
    "api-summary-publications": "summary",
    "api-summary-trainings": "summary",
    "api-summary-training-withdrawal": "summary",
    "api-summary-sizes": "summary",
}
BODIES = {
    "api-summary-publications": {"version": 1, "published_on": "2026-11-01"},
    "api-summary-trainings": {
        "ended_on": "2026-11-01",
        "description": "planted",
        "changes_summary": False,
        "because": "planted",
    },
    "api-summary-training-withdrawal": {"because": "planted"},
    "api-summary-sizes": {"kind": "domains", "unit": "GB", "sizes": {"planted.example": "1"}},
}


def rows(ai_model, officer, now):
    document = documents.start(
        provider=ai_model.provider,
        ai_model=ai_model,
        kind="training-summary",
        by=officer,
        now=now,
    )
    documents.save(
        document=document,
        given={"languages": {"state": "filled", "value": "SECRET"}},
        revision=1,
        by=officer,
        now=now,
    )
    documents.make_version(document=document, changes="SECRET", revision=2, by=officer, now=now)
    training = updates.record_training(
        document=document,
        ended_on=now.date() - timedelta(days=1),
        description="SECRET",
        changes_summary=True,
        is_material=False,
        because="SECRET",
        by=officer,
        now=now,
    )
    return {"summary": document.pk, "training": training.pk}
