"""Addresses of the documents under /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from obligations.api.activity import Activity
from obligations.documents.api.comparisons import DocumentComparison
from obligations.documents.api.documents import Documents, DocumentVersions, Outlines
from obligations.documents.api.forms import FilledForms
from obligations.documents.api.suggestions import DocumentSuggestions
from providers.rest.routes import CHANGEABLE, COLLECTION, LIST, ONE

urlpatterns: list[URLPattern | URLResolver] = [
    path("outlines/", Outlines.as_view(LIST), name="api-outlines"),
    path("documents/", Documents.as_view(COLLECTION), name="api-documents"),
    path(
        "documents/<uuid:pk>/activity/",
        Activity.as_view(LIST, kind="document"),
        name="api-document-activity",
    ),
    path("documents/<uuid:pk>/", Documents.as_view(CHANGEABLE), name="api-document"),
    path("documents/<uuid:pk>/forms/", FilledForms.as_view(COLLECTION), name="api-document-forms"),
    path(
        "documents/<uuid:pk>/forms/<uuid:filled_form>/",
        FilledForms.as_view({**ONE, "post": "take"}),
        name="api-document-form",
    ),
    path(
        "documents/<uuid:pk>/forms/<uuid:filled_form>/file/",
        FilledForms.as_view({"get": "file"}),
        name="api-document-form-file",
    ),
    path(
        "documents/<uuid:pk>/suggestions/",
        DocumentSuggestions.as_view({**LIST, "post": "take"}),
        name="api-document-suggestions",
    ),
    path(
        "documents/<uuid:pk>/versions/",
        DocumentVersions.as_view(COLLECTION),
        name="api-document-versions",
    ),
    path(
        "documents/<uuid:pk>/versions/<int:number>/",
        DocumentVersions.as_view(ONE),
        name="api-document-version",
    ),
    path(
        "documents/<uuid:pk>/versions/<int:number>/comparison/",
        DocumentComparison.as_view(LIST),
        name="api-document-comparison",
    ),
    path(
        "documents/<uuid:pk>/versions/<int:number>/renderings/",
        DocumentVersions.as_view({"post": "render"}),
        name="api-document-renderings",
    ),
]
