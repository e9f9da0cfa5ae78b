"""Addresses of its pages."""

from django.urls import URLPattern, URLResolver, path

from obligations.editions import views

ONE = "law-changes/<slug:instrument>/<slug:day>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("law-changes/", views.law_changes, name="law-changes"),
    path(ONE, views.law_change, name="law-change"),
    path(f"{ONE}us/", views.law_change_us, name="law-change-us"),
    path(f"{ONE}us/preview/", views.law_change_preview, name="law-change-preview"),
]
