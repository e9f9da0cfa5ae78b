"""What this room adds to the tests of the whole house."""

from obligations.editions.models import Preview
from tests.factories.evidence import make_obligation

PUBLIC_PAGES = {"law-changes", "law-change"}
PAGE_WORDS = {"instrument": "ai-act", "day": "2026-07-27"}
PUBLIC_ROUTES = {"api-amendments", "api-amendment"}
ROUTES = {"api-previews": None, "api-preview": "preview"}


def rows(ai_model, officer, now):
    made = Preview.objects.create(
        provider=ai_model.provider,
        edition=make_obligation().edition,
        total=1,
        requested_at=now,
        requested_by_name="SECRET",
    )
    return {"preview": made.pk}
