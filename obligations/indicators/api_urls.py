"""Addresses of the indicators under /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from obligations.indicators.api.indicators import Definitions, Indicators, Suggestions
from obligations.indicators.api.readings import Readings
from providers.rest.routes import COLLECTION, LIST, ONE

urlpatterns: list[URLPattern | URLResolver] = [
    path("indicators/", Indicators.as_view(COLLECTION), name="api-indicators"),
    path("indicators/<uuid:pk>/", Indicators.as_view(ONE), name="api-indicator"),
    path(
        "indicators/<uuid:pk>/definition/",
        Indicators.as_view({"put": "redefine"}),
        name="api-indicator-definition",
    ),
    path(
        "indicators/<uuid:pk>/definitions/",
        Definitions.as_view(LIST),
        name="api-indicator-definitions",
    ),
    path(
        "indicators/<uuid:pk>/end/", Indicators.as_view({"post": "end"}), name="api-indicator-end"
    ),
    path(
        "indicators/<uuid:pk>/reading-lists/",
        Readings.as_view({"post": "record"}),
        name="api-indicator-reading-lists",
    ),
    path(
        "indicators/<uuid:pk>/readings/",
        Readings.as_view(COLLECTION),
        name="api-indicator-readings",
    ),
    path(
        "indicators/<uuid:pk>/readings/<uuid:reading>/correction/",
        Readings.as_view({"post": "correct"}),
        name="api-indicator-correction",
    ),
    path(
        "suggested-indicators/",
        Suggestions.as_view(LIST),
        name="api-suggested-indicators",
    ),
]
