"""Addresses of the requests under /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from obligations.api.activity import Activity
from obligations.requests.api.requests import RequestAnswers, Requests
from providers.rest.routes import COLLECTION, LIST, ONE

urlpatterns: list[URLPattern | URLResolver] = [
    path("requests/", Requests.as_view(COLLECTION), name="api-requests"),
    path(
        "requests/<uuid:pk>/activity/",
        Activity.as_view(LIST, kind="request"),
        name="api-request-activity",
    ),
    path("requests/made-here/", Requests.as_view({"post": "ask"}), name="api-requests-made-here"),
    path("requests/<uuid:pk>/", Requests.as_view(ONE), name="api-request"),
    path(
        "requests/<uuid:pk>/answers/",
        RequestAnswers.as_view(COLLECTION),
        name="api-request-answers",
    ),
    path(
        "requests/<uuid:pk>/files/<uuid:answer_file>/",
        RequestAnswers.as_view({"get": "file"}),
        name="api-request-file",
    ),
    path(
        "requests/<uuid:pk>/withdrawals/",
        Requests.as_view({"post": "take_back"}),
        name="api-request-withdrawals",
    ),
    path(
        "requests/<uuid:pk>/explanation/",
        Requests.as_view({"put": "explain"}),
        name="api-request-explanation",
    ),
    path(
        "requests/<uuid:pk>/extensions/",
        Requests.as_view({"post": "extend"}),
        name="api-request-extensions",
    ),
]
