"""Addresses of its part of the API, under /api/v1/: one collection for each kind of entry."""

from django.urls import URLPattern, URLResolver, path

from obligations.safety.api.entries import Entries, EntriesOfKind
from obligations.safety.kinds import KINDS
from providers.rest.routes import COLLECTION, ONE

urlpatterns: list[URLPattern | URLResolver] = [
    *(
        path(
            f"{kind.plural}/",
            EntriesOfKind.as_view(COLLECTION, entry_kind=kind.key),
            name=f"api-{kind.plural}",
        )
        for kind in KINDS.values()
    ),
    path("safety-entries/<uuid:pk>/", Entries.as_view(ONE), name="api-safety-entry"),
    path(
        "safety-entries/<uuid:pk>/withdrawal/",
        Entries.as_view({"post": "withdraw"}),
        name="api-safety-entry-withdrawal",
    ),
]
