"""Addresses of the calendar feeds."""

from django.urls import URLPattern, URLResolver, path

from obligations.calendars.views import feeds

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/calendar/", feeds.calendar_feeds, name="calendar-feeds"),
    path(
        "account/calendar/<uuid:feed_id>/renew/",
        feeds.calendar_feed_renew,
        name="calendar-feed-renew",
    ),
    path(
        "account/calendar/<uuid:feed_id>/revoke/",
        feeds.calendar_feed_revoke,
        name="calendar-feed-revoke",
    ),
    path("calendar/<str:feed_token>.ics", feeds.calendar_feed, name="calendar-feed"),
]
