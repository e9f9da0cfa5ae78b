"""Addresses of the webhooks under /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from obligations.webhooks.api.webhooks import Deliveries, Webhooks
from providers.rest.routes import COLLECTION, ENDABLE, LIST, ONE

urlpatterns: list[URLPattern | URLResolver] = [
    path("webhooks/", Webhooks.as_view(COLLECTION), name="api-webhooks"),
    path("webhooks/<uuid:pk>/", Webhooks.as_view({**ENDABLE, "put": "update"}), name="api-webhook"),
    path(
        "webhooks/<uuid:pk>/secret/", Webhooks.as_view({"post": "renew"}), name="api-webhook-secret"
    ),
    path(
        "webhooks/<uuid:pk>/pause/", Webhooks.as_view({"post": "pause"}), name="api-webhook-pause"
    ),
    path(
        "webhooks/<uuid:pk>/resume/",
        Webhooks.as_view({"post": "resume"}),
        name="api-webhook-resume",
    ),
    path("webhooks/<uuid:pk>/test/", Webhooks.as_view({"post": "test"}), name="api-webhook-test"),
    path("webhook-deliveries/", Deliveries.as_view(LIST), name="api-webhook-deliveries"),
    path("webhook-deliveries/<uuid:pk>/", Deliveries.as_view(ONE), name="api-webhook-delivery"),
    path(
        "webhook-deliveries/<uuid:pk>/redelivery/",
        Deliveries.as_view({"post": "redeliver"}),
        name="api-webhook-redelivery",
    ),
]
