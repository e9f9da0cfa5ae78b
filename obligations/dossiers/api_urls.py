"""Addresses of the exports under /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from obligations.dossiers.api.exports import Exports, ModelExports
from providers.rest.routes import CREATE, LIST, ONE

urlpatterns: list[URLPattern | URLResolver] = [
    path("exports/", Exports.as_view(LIST), name="api-exports"),
    path("exports/<uuid:pk>/", Exports.as_view(ONE), name="api-export"),
    path("models/<uuid:pk>/exports/", ModelExports.as_view(CREATE), name="api-model-exports"),
]
