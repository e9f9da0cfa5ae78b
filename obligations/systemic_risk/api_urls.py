"""Addresses of its part of the API, under /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from obligations.systemic_risk.api.entries import ComputeEntries, ComputeForecast
from obligations.systemic_risk.api.modifications import ModificationWorksheet
from obligations.systemic_risk.api.notifications import NotificationFiles, Notifications
from obligations.systemic_risk.api.reassessments import Decisions, Reassessments
from providers.rest.routes import COLLECTION, CREATE, ONE

MODEL = "models/<uuid:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(
        f"{MODEL}compute-entries/",
        ComputeEntries.as_view(COLLECTION),
        name="api-model-compute-entries",
    ),
    path(
        f"{MODEL}compute-entries/<uuid:entry>/corrections/",
        ComputeEntries.as_view({"post": "correct"}),
        name="api-model-compute-entry-corrections",
    ),
    path(
        f"{MODEL}compute-entries/<uuid:entry>/strikes/",
        ComputeEntries.as_view({"post": "strike"}),
        name="api-model-compute-entry-strikes",
    ),
    path(
        f"{MODEL}compute-forecast/",
        ComputeForecast.as_view({"get": "retrieve"}),
        name="api-model-compute-forecast",
    ),
    path(
        f"{MODEL}compute-facts/",
        ComputeForecast.as_view({"post": "record"}),
        name="api-model-compute-facts",
    ),
    path(
        f"{MODEL}modification/",
        ModificationWorksheet.as_view({**ONE, **CREATE}),
        name="api-model-modification",
    ),
    path(f"{MODEL}decisions/", Decisions.as_view(CREATE), name="api-model-decisions"),
    path("notifications/", Notifications.as_view(COLLECTION), name="api-notifications"),
    path(
        "notifications/<uuid:pk>/",
        Notifications.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="api-notification",
    ),
    path(
        "notifications/<uuid:pk>/submission/",
        Notifications.as_view({"post": "submit"}),
        name="api-notification-submission",
    ),
    path(
        "notifications/<uuid:pk>/pdf/",
        NotificationFiles.as_view({"get": "pdf"}),
        name="api-notification-pdf",
    ),
    path(
        "notifications/<uuid:pk>/json/",
        NotificationFiles.as_view({"get": "json"}),
        name="api-notification-json",
    ),
    path("reassessments/", Reassessments.as_view(COLLECTION), name="api-reassessments"),
    path("reassessments/<uuid:pk>/", Reassessments.as_view(ONE), name="api-reassessment"),
    path(
        "reassessments/<uuid:pk>/outcome/",
        Reassessments.as_view({"post": "decide"}),
        name="api-reassessment-outcome",
    ),
]
