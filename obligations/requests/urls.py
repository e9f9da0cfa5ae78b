"""Addresses of the requests."""

from django.urls import URLPattern, URLResolver, path

from obligations.requests.views import office, pages

OFFICE = "office/requests/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(OFFICE, office.office_requests, name="office-requests"),
    path(f"{OFFICE}new/", office.office_request_new, name="office-request-new"),
    path(f"{OFFICE}<uuid:request_id>/", office.office_request, name="office-request"),
    path(
        f"{OFFICE}<uuid:request_id>/extend/",
        office.office_request_extend,
        name="office-request-extend",
    ),
    path(
        f"{OFFICE}<uuid:request_id>/take-back/",
        office.office_request_take_back,
        name="office-request-take-back",
    ),
    path(
        f"{OFFICE}<uuid:request_id>/files/<uuid:answer_file_id>/",
        office.office_request_file,
        name="office-request-file",
    ),
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
