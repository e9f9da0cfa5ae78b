"""What this room adds to the tests of the whole house."""

from datetime import date

from obligations.editions.queries import amendments
from obligations.editions.services import previews
from obligations.services import catalogue

PUBLIC_PAGES = {"law-changes", "law-change"}
PAGE_WORDS = {"instrument": "ai-act", "day": "2026-07-27"}
PUBLIC_ROUTES = {"api-amendments", "api-amendment"}
ROUTES = {"api-previews": None, "api-preview": "preview"}


def rows(ai_model, officer, now):
    catalogue.sync(now=now)
    amendment = amendments.amendment("ai-act", date(2026, 7, 27))
    made = previews.request(provider=ai_model.provider, amendment=amendment, by=officer, now=now)
    return {"preview": made.pk}
