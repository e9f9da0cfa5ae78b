"""Addresses of its part of the API, under /api/v1/: one collection for each kind of entry."""

from django.urls import URLPattern, URLResolver, path

from obligations.safety.api.entries import Entries, EntriesOfKind
from obligations.safety.api.given import GivenDocuments
from obligations.safety.kinds import KINDS
from providers.rest.routes import COLLECTION, LIST, ONE

urlpatterns: list[URLPattern | URLResolver] = [
    *(
        path(
            f"{kind.plural}/",
            EntriesOfKind.as_view(COLLECTION, entry_kind=kind.key),
            name=f"api-{kind.plural}",
        )
        for kind in KINDS.values()
    ),
    path("given-documents/", GivenDocuments.as_view(LIST), name="api-given-documents"),
    path(
        "given-documents/<uuid:pk>/",
        GivenDocuments.as_view(ONE),
        name="api-given-document",
    ),
    path("safety-entries/<uuid:pk>/", Entries.as_view(ONE), name="api-safety-entry"),
    path(
        "safety-entries/<uuid:pk>/withdrawal/",
        Entries.as_view({"post": "withdraw"}),
        name="api-safety-entry-withdrawal",
    ),
]
