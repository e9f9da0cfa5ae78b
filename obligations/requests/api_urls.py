"""Addresses of the requests under /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from obligations.requests.api.requests import RequestAnswers, Requests
from providers.rest.routes import COLLECTION, ONE

urlpatterns: list[URLPattern | URLResolver] = [
    path("requests/", Requests.as_view(COLLECTION), name="api-requests"),
    path("requests/<uuid:pk>/", Requests.as_view(ONE), name="api-request"),
    path(
        "requests/<uuid:pk>/answers/",
        RequestAnswers.as_view(COLLECTION),
        name="api-request-answers",
    ),
    path(
        "requests/<uuid:pk>/extensions/",
        Requests.as_view({"post": "extend"}),
        name="api-request-extensions",
    ),
]
