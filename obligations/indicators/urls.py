"""Addresses of the indicators."""

from django.urls import URLPattern, URLResolver, path

from obligations.indicators import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("indicators/", views.indicator_list, name="indicators"),
    path("indicators/new/", views.indicator_new, name="indicator-new"),
    path("indicators/<uuid:indicator_id>/", views.indicator, name="indicator"),
    path("indicators/<uuid:indicator_id>/read/", views.indicator_read, name="indicator-read"),
    path("indicators/<uuid:indicator_id>/import/", views.indicator_import, name="indicator-import"),
    path("indicators/<uuid:indicator_id>/csv/", views.indicator_csv, name="indicator-csv"),
    path(
        "indicators/<uuid:indicator_id>/redefine/",
        views.indicator_redefine,
        name="indicator-redefine",
    ),
    path("indicators/<uuid:indicator_id>/end/", views.indicator_end, name="indicator-end"),
    path(
        "indicators/<uuid:indicator_id>/readings/<uuid:reading_id>/correct/",
        views.indicator_correct,
        name="indicator-correct",
    ),
]
