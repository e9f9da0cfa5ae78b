"""Addresses of the indicators."""

from django.urls import URLPattern, URLResolver, path

from obligations.indicators.views import indicators, page, readings

urlpatterns: list[URLPattern | URLResolver] = [
    path("indicators/", indicators.indicator_list, name="indicators"),
    path("indicators/new/", indicators.indicator_new, name="indicator-new"),
    path("indicators/<uuid:indicator_id>/", page.indicator, name="indicator"),
    path("indicators/<uuid:indicator_id>/read/", readings.indicator_read, name="indicator-read"),
    path(
        "indicators/<uuid:indicator_id>/import/", readings.indicator_import, name="indicator-import"
    ),
    path("indicators/<uuid:indicator_id>/csv/", readings.indicator_csv, name="indicator-csv"),
    path(
        "indicators/<uuid:indicator_id>/redefine/",
        indicators.indicator_redefine,
        name="indicator-redefine",
    ),
    path("indicators/<uuid:indicator_id>/end/", indicators.indicator_end, name="indicator-end"),
    path(
        "indicators/<uuid:indicator_id>/readings/<uuid:reading_id>/correct/",
        readings.indicator_correct,
        name="indicator-correct",
    ),
]
