"""Addresses of the pages of incidents."""

from django.urls import URLPattern, URLResolver, path

from obligations.incidents.views import calculator, office, pages, reports, steps

ONE = "incidents/<uuid:incident_id>/"
REPORT = "incident-reports/<uuid:report_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("incident/", calculator.incident_report, name="incident-report"),
    path(
        "office/incident-reports/",
        office.office_incident_reports,
        name="office-incident-reports",
    ),
    path(
        "office/incident-reports/<uuid:report_id>/",
        office.office_incident_report,
        name="office-incident-report",
    ),
    path("incidents/", pages.incident_list, name="incidents"),
    path("incidents/new/", pages.incident_new, name="incident-new"),
    path(ONE, pages.incident, name="incident"),
    path(f"{ONE}edit/", pages.incident_edit, name="incident-edit"),
    path(f"{ONE}classes/", steps.incident_class, name="incident-class"),
    path(
        f"{ONE}classes/<uuid:classification_id>/remove/",
        steps.incident_class_remove,
        name="incident-class-remove",
    ),
    path(f"{ONE}authorities/", steps.incident_authority, name="incident-authority"),
    path(
        f"{ONE}authorities/<uuid:authority_id>/told/",
        steps.incident_authority_told,
        name="incident-authority-told",
    ),
    path(f"{ONE}resolve/", steps.incident_resolve, name="incident-resolve"),
    path(f"{ONE}dismiss/", steps.incident_dismiss, name="incident-dismiss"),
    path(f"{ONE}reopen/", steps.incident_reopen, name="incident-reopen"),
    path(f"{ONE}escalate/", steps.incident_escalate, name="incident-escalate"),
    path(f"{ONE}bundle/", steps.incident_bundle, name="incident-bundle"),
    path(f"{ONE}part/", steps.incident_part, name="incident-part"),
    path(f"{ONE}reports/", reports.incident_report_start, name="incident-report-start"),
    path(REPORT, reports.incident_report_page, name="incident-report-page"),
    path(f"{REPORT}submit/", reports.incident_report_submit, name="incident-report-submit"),
    path(f"{REPORT}discard/", reports.incident_report_discard, name="incident-report-discard"),
    path(f"{REPORT}<str:file_format>/", reports.incident_report_file, name="incident-report-file"),
]
