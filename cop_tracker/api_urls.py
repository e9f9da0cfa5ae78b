"""The site map of the REST API, under /api/v1/."""

from django.urls import include, path, re_path

from cop_tracker.api_documents import Docs, Index, Nothing, Schema

urlpatterns = [
    path("", Index.as_view(), name="api-index"),
    path("", include("providers.api.urls")),
    path("", include("obligations.api.urls")),
    path("", include("obligations.incidents.api_urls")),
    path("", include("obligations.systemic_risk.api_urls")),
    path("", include("obligations.documents.api_urls")),
    path("", include("obligations.safety.api_urls")),
    path("", include("obligations.summaries.api_urls")),
    path("", include("obligations.requests.api_urls")),
    path("", include("obligations.copyright_desk.api_urls")),
    path("", include("obligations.routes.api_urls")),
    path("", include("obligations.indicators.api_urls")),
    path("", include("obligations.packages.api_urls")),
    path("", include("obligations.dossiers.api_urls")),
    path("", include("obligations.editions.api_urls")),
    path("", include("obligations.webhooks.api_urls")),
    path("", include("obligations.calendars.api_urls")),
    path("schema/", Schema.as_view(), name="api-schema"),
    path("docs/", Docs.as_view(), name="api-docs"),
    # Last: what is under /api/v1/ and nowhere above is a problem, not a page.
    re_path(r"^.*$", Nothing.as_view(), name="api-nothing"),
]
