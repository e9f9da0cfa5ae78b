"""Addresses of its pages."""

from django.urls import URLPattern, URLResolver, path

from obligations.incidents.views import calculator

urlpatterns: list[URLPattern | URLResolver] = [
    path("incident/", calculator.incident_report, name="incident-report"),
]
