"""Addresses of the exports."""

from django.urls import URLPattern, URLResolver, path

from obligations.dossiers import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("models/<uuid:model_id>/exports/", views.model_exports, name="model-exports"),
    path("models/<uuid:model_id>/exports/new/", views.model_export_new, name="model-export-new"),
    path("exports/<uuid:export_id>/", views.export_row, name="export-row"),
]
