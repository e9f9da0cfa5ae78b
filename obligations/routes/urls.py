"""Addresses of the ways to demonstrate."""

from django.urls import URLPattern, URLResolver, path

from obligations.routes.views import pages, standards

urlpatterns: list[URLPattern | URLResolver] = [
    path("ways/", pages.ways, name="ways"),
    path("ways/reviews/<uuid:review_id>/", pages.way_resolve, name="way-resolve"),
    path("duties/<uuid:duty_id>/way/", pages.duty_way, name="duty-way"),
    path("duties/<uuid:duty_id>/way/gaps/", pages.gap_record, name="gap-record"),
    path("ways/confirmation/", pages.ways_confirm, name="ways-confirm"),
    path("standards/", standards.standards, name="standards"),
    path("signatories/", pages.signatories, name="signatories"),
]
