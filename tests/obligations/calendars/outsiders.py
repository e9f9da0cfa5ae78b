"""What this room adds to the tests of the whole house."""

from obligations.calendars.services import feeds
from tests.factories.providers import user_of

PUBLIC_PAGES = {"calendar-feed"}
PAGE_ROWS = {"feed_id": "feed"}
PAGE_WORDS = {"feed_token": "planted"}
ROUTES = {
    "api-calendar-feeds": None,
    "api-calendar-feed": "feed",
    "api-calendar-feed-renewal": "feed",
}
BODIES = {
    "api-calendar-feeds": {"label": "x", "provider": "00000000-0000-4000-8000-000000000000"},
}


def rows(ai_model, officer, now):
    feed, _ = feeds.issue(
        user=user_of(officer),
        provider=ai_model.provider,
        label="SECRET",
        mine_only=False,
        with_fixed_dates=True,
        is_discreet=False,
        by=officer,
        now=now,
    )
    return {"feed": feed.pk}
