"""Addresses of the webhooks."""

from django.urls import URLPattern, URLResolver, path

from obligations.webhooks.views import pages, steps

urlpatterns: list[URLPattern | URLResolver] = [
    path("webhooks/", pages.webhooks, name="webhooks"),
    path("webhooks/new/", pages.webhook_new, name="webhook-new"),
    path("webhooks/<uuid:webhook_id>/", pages.webhook, name="webhook"),
    path("webhooks/<uuid:webhook_id>/change/", pages.webhook_change, name="webhook-change"),
    path("webhooks/<uuid:webhook_id>/test/", steps.webhook_test, name="webhook-test"),
    path("webhooks/<uuid:webhook_id>/secret/", steps.webhook_renew, name="webhook-renew"),
    path("webhooks/<uuid:webhook_id>/pause/", steps.webhook_pause, name="webhook-pause"),
    path("webhooks/<uuid:webhook_id>/resume/", steps.webhook_resume, name="webhook-resume"),
    path("webhooks/<uuid:webhook_id>/remove/", steps.webhook_remove, name="webhook-remove"),
    path(
        "webhooks/deliveries/<uuid:delivery_id>/", pages.webhook_delivery, name="webhook-delivery"
    ),
    path(
        "webhooks/deliveries/<uuid:delivery_id>/send/",
        steps.webhook_redeliver,
        name="webhook-redeliver",
    ),
]
