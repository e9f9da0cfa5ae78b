"""Addresses of the training summaries under /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from obligations.summaries.api.public import PublicSummaries
from obligations.summaries.api.summaries import Publications, Sizes, Summaries, Trainings
from providers.rest.routes import COLLECTION, CREATE, LIST, ONE

urlpatterns: list[URLPattern | URLResolver] = [
    path("summaries/", Summaries.as_view(LIST), name="api-summaries"),
    path("summaries/<uuid:pk>/", Summaries.as_view(ONE), name="api-summary"),
    path(
        "summaries/<uuid:pk>/publications/",
        Publications.as_view(COLLECTION),
        name="api-summary-publications",
    ),
    path(
        "summaries/<uuid:pk>/trainings/",
        Trainings.as_view(COLLECTION),
        name="api-summary-trainings",
    ),
    path(
        "summaries/<uuid:pk>/trainings/<uuid:training>/withdrawal/",
        Trainings.as_view({"post": "withdraw"}),
        name="api-summary-training-withdrawal",
    ),
    path("summaries/<uuid:pk>/sizes/", Sizes.as_view(CREATE), name="api-summary-sizes"),
    path("public-summaries/", PublicSummaries.as_view(LIST), name="api-public-summaries"),
    path("public-summaries/<uuid:pk>/", PublicSummaries.as_view(ONE), name="api-public-summary"),
]
