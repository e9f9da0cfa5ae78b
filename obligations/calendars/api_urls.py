"""Addresses of the calendar feeds under /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from obligations.calendars.api.feeds import Feeds
from providers.rest.routes import COLLECTION, ENDABLE

urlpatterns: list[URLPattern | URLResolver] = [
    path("calendar-feeds/", Feeds.as_view(COLLECTION), name="api-calendar-feeds"),
    path("calendar-feeds/<uuid:pk>/", Feeds.as_view(ENDABLE), name="api-calendar-feed"),
    path(
        "calendar-feeds/<uuid:pk>/renewal/",
        Feeds.as_view({"post": "renew"}),
        name="api-calendar-feed-renewal",
    ),
]
