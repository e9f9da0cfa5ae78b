"""Addresses of the ways to demonstrate under /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from obligations.routes.api.standards import Standards
from obligations.routes.api.ways import GapAnalyses, RouteReviews, Signatories
from providers.rest.routes import COLLECTION, LIST

urlpatterns: list[URLPattern | URLResolver] = [
    path(
        "duties/<uuid:pk>/gap-analyses/",
        GapAnalyses.as_view(COLLECTION),
        name="api-gap-analyses",
    ),
    path("route-reviews/", RouteReviews.as_view(LIST), name="api-route-reviews"),
    path(
        "route-reviews/<uuid:pk>/resolution/",
        RouteReviews.as_view({"post": "resolve"}),
        name="api-route-review-resolution",
    ),
    path(
        "route-reviews/confirmation/",
        RouteReviews.as_view({"post": "confirm"}),
        name="api-route-reviews-confirmation",
    ),
    path("standards/", Standards.as_view(LIST), name="api-standards"),
    path("signatories/", Signatories.as_view(LIST), name="api-signatories"),
]
