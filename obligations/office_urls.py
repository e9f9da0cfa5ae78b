"""Addresses of the AI Office's pages and of the public data."""

from django.urls import path

from obligations.views import (
    office,
    office_access,
    office_month,
    office_providers,
    office_submissions,
    public_data,
)

urlpatterns = [
    path("office/", office.office, name="office"),
    path(
        "office/providers/<uuid:provider_id>/",
        office_providers.office_provider,
        name="office-provider",
    ),
    path(
        "office/providers/<uuid:provider_id>/note/",
        office_providers.office_provider_note,
        name="office-provider-note",
    ),
    path("office/access/", office_access.office_access, name="office-access"),
    path("office/access/give/", office_access.office_access_give, name="office-access-give"),
    path(
        "office/access/<uuid:access_id>/",
        office_access.office_access_one,
        name="office-access-one",
    ),
    path(
        "office/access/<uuid:access_id>/renew/",
        office_access.office_access_renew,
        name="office-access-renew",
    ),
    path(
        "office/access/<uuid:access_id>/end/",
        office_access.office_access_end,
        name="office-access-end",
    ),
    path("office/month/", office_month.office_month, name="office-month"),
    path("office/decisions/", office_access.office_decisions, name="office-decisions"),
    path("office/statistics/", office.office_statistics, name="office-statistics"),
    path("office/submissions/", office_submissions.office_submissions, name="office-submissions"),
    path(
        "office/submissions/<uuid:assessment_id>/",
        office_submissions.office_submission,
        name="office-submission",
    ),
    path(
        "office/submissions/<uuid:assessment_id>/decide/",
        office_submissions.office_decide,
        name="office-decide",
    ),
    path(
        "office/submissions/<uuid:assessment_id>/remark/",
        office_submissions.office_remark,
        name="office-remark",
    ),
    path(
        "office/submissions/<uuid:assessment_id>/note/",
        office_submissions.office_note,
        name="office-note",
    ),
    path(
        "office/submissions/<uuid:assessment_id>/verify/",
        office_submissions.office_verify,
        name="office-verify",
    ),
    path(
        "office/submissions/<uuid:assessment_id>/file-note/",
        office_submissions.office_file_note,
        name="office-file-note",
    ),
    path("public-data/", public_data.public_data, name="public-data"),
    path("public-data/<uuid:model_id>/", public_data.public_model, name="public-model"),
]
