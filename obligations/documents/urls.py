"""Addresses of the pages of documents."""

from django.urls import URLPattern, URLResolver, path

from obligations.documents.views import forms, pages, versions

ONE = "documents/<uuid:document_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("documents/", pages.document_list, name="documents"),
    path("documents/new/", pages.document_new, name="document-new"),
    path(ONE, pages.document, name="document"),
    path(f"{ONE}versions/", pages.document_version_make, name="document-version-make"),
    path(f"{ONE}suggestions/", pages.document_suggestion, name="document-suggestion"),
    path(f"{ONE}forms/", forms.document_form_new, name="document-form-new"),
    path(f"{ONE}forms/<uuid:form_id>/", forms.document_form, name="document-form"),
    path(f"{ONE}forms/<uuid:form_id>/take/", forms.document_form_take, name="document-form-take"),
    path(f"{ONE}forms/<uuid:form_id>/file/", forms.document_form_file, name="document-form-file"),
    path(f"{ONE}compare/", versions.document_compare, name="document-compare"),
    path(f"{ONE}versions/<int:number>/", versions.document_version, name="document-version"),
    path(
        f"{ONE}versions/<int:number>/renderings/",
        versions.document_render,
        name="document-render",
    ),
    path(f"{ONE}<slug:section>/", pages.document_section, name="document-section"),
]
