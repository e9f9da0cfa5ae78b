"""Addresses of the pages of Article 52, under their model."""

from django.urls import URLPattern, URLResolver, path

from obligations.systemic_risk.views import (
    compute,
    modifications,
    notifications,
    office,
    positions,
)

COMPUTE = "models/<uuid:model_id>/compute/"
NOTIFICATION = "models/<uuid:model_id>/notification/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(COMPUTE, compute.compute_ledger, name="compute-ledger"),
    path(f"{COMPUTE}entries/", compute.compute_entry_new, name="compute-entry-new"),
    path(f"{COMPUTE}entries/<uuid:compute_entry_id>/", compute.compute_entry, name="compute-entry"),
    path(
        f"{COMPUTE}entries/<uuid:compute_entry_id>/strike/",
        compute.compute_entry_strike,
        name="compute-entry-strike",
    ),
    path(f"{COMPUTE}facts/", compute.compute_facts, name="compute-facts"),
    path(NOTIFICATION, positions.model_notification, name="model-notification"),
    path(f"{NOTIFICATION}start/", notifications.notification_start, name="notification-start"),
    path(f"{NOTIFICATION}decision/", positions.model_decision, name="model-decision"),
    path(f"{NOTIFICATION}reassessments/", positions.reassessment_new, name="reassessment-new"),
    path(
        f"{NOTIFICATION}reassessments/<uuid:reassessment_id>/outcome/",
        positions.reassessment_outcome,
        name="reassessment-outcome",
    ),
    path(f"{NOTIFICATION}<uuid:notification_id>/", notifications.notification, name="notification"),
    path(
        f"{NOTIFICATION}<uuid:notification_id>/send/",
        notifications.notification_send,
        name="notification-send",
    ),
    path(
        "models/<uuid:model_id>/modification/",
        modifications.model_modification,
        name="model-modification",
    ),
    path("office/notifications/", office.office_notifications, name="office-notifications"),
    path(
        "office/notifications/<uuid:notification_id>/",
        office.office_notification,
        name="office-notification",
    ),
    path(
        "office/notifications/<uuid:notification_id>/<str:file_format>/",
        office.office_notification_file,
        name="office-notification-file",
    ),
    path(
        "office/reassessments/<uuid:reassessment_id>/",
        office.office_reassessment,
        name="office-reassessment",
    ),
]
