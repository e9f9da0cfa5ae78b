"""Addresses of its part of the API, under /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from obligations.editions.api.amendments import Amendments
from obligations.editions.api.previews import Previews
from providers.rest.routes import COLLECTION, LIST, ONE

urlpatterns: list[URLPattern | URLResolver] = [
    path("amendments/", Amendments.as_view(LIST), name="api-amendments"),
    path("amendments/<slug:instrument>/<slug:day>/", Amendments.as_view(ONE), name="api-amendment"),
    path("previews/", Previews.as_view(COLLECTION), name="api-previews"),
    path("previews/<uuid:pk>/", Previews.as_view(ONE), name="api-preview"),
]
