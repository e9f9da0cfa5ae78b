"""Addresses of its pages."""

from django.urls import URLPattern, URLResolver, path

from obligations.safety.views import entries, office, pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("safety/", pages.safety, name="safety"),
    path("safety/models/<uuid:model_id>/", pages.safety_model, name="safety-model"),
    path("safety/models/<uuid:model_id>/risks/", pages.safety_risks, name="safety-risks"),
    path(
        "safety/models/<uuid:model_id>/new/<slug:entry_kind>/",
        entries.safety_model_entry_new,
        name="safety-model-entry-new",
    ),
    path("safety/new/<slug:entry_kind>/", entries.safety_entry_new, name="safety-entry-new"),
    path("safety/entries/<uuid:entry_id>/", entries.safety_entry, name="safety-entry"),
    path(
        "safety/entries/<uuid:entry_id>/correct/",
        entries.safety_entry_correct,
        name="safety-entry-correct",
    ),
    path(
        "safety/entries/<uuid:entry_id>/withdraw/",
        entries.safety_entry_withdraw,
        name="safety-entry-withdraw",
    ),
    path("office/given/", office.office_given, name="office-given"),
    path(
        "office/given/<uuid:given_id>/",
        office.office_given_document,
        name="office-given-document",
    ),
    path(
        "office/given/<uuid:given_id>/<slug:suffix>/",
        office.office_given_file,
        name="office-given-file",
    ),
]
