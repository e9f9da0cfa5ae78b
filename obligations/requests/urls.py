"""Addresses of the requests."""

from django.urls import URLPattern, URLResolver, path

from obligations.requests.views import pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("requests/", pages.request_list, name="requests"),
    path("requests/new/", pages.request_new, name="request-new"),
    path("requests/<uuid:request_id>/", pages.request_page, name="request"),
    path("requests/<uuid:request_id>/answer/", pages.request_answer, name="request-answer"),
    path("requests/<uuid:request_id>/extend/", pages.request_extend, name="request-extend"),
    path("requests/<uuid:request_id>/explain/", pages.request_explain, name="request-explain"),
    path(
        "requests/<uuid:request_id>/take-back/", pages.request_take_back, name="request-take-back"
    ),
]
