"""Addresses of what everybody may read and reckon, and of a provider's own pages."""

from django.urls import path

from obligations.views import catalogue, glossary, imports, provider, search, tools, tour

urlpatterns = [
    path("tour/", tour.tour, name="tour"),
    path("tour/go/", tour.tour_go, name="tour-go"),
    path("tour/leave/", tour.tour_leave, name="tour-leave"),
    path("search/", search.search, name="search"),
    path("catalogue/", catalogue.catalogue_list, name="catalogue"),
    path("catalogue/life/", catalogue.code_life, name="code-life"),
    path("catalogue/dates/", catalogue.fixed_dates, name="fixed-dates"),
    path("catalogue/questions/", catalogue.open_questions, name="open-questions"),
    path("catalogue/glossary/", glossary.glossary, name="glossary"),
    path("catalogue/<str:key>/", catalogue.catalogue_entry, name="catalogue-entry"),
    path("tools/what-would-i-owe/", tools.what_would_i_owe, name="what-would-i-owe"),
    path("tools/clocks/", tools.clocks, name="clocks"),
    path("tools/deadline/", tools.deadline, name="deadline"),
    path("tools/compute/", tools.compute, name="compute"),
    path("providers/<uuid:provider_id>/", provider.provider, name="provider"),
    path("models/import/", imports.model_import, name="model-import"),
    path(
        "models/import/<uuid:draft_id>/", imports.model_import_preview, name="model-import-preview"
    ),
]
