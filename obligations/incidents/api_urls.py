"""Addresses of incidents under /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from obligations.api.activity import Activity
from obligations.incidents.api.incidents import Incidents
from obligations.incidents.api.parts import Authorities, Classes
from obligations.incidents.api.reports import Files, Reports, ReportsOfIncident
from providers.rest.routes import CHANGEABLE, COLLECTION, LIST

ONE = "incidents/<uuid:pk>/"
REPORT = "incident-reports/<uuid:pk>/"
# What happens to an incident, by the noun of its address.
STEPS = {
    "resolution": "resolve",
    "dismissal": "dismiss",
    "reopening": "reopen",
    "escalation": "escalate",
    "bundling": "bundle",
    "parting": "part",
}

urlpatterns: list[URLPattern | URLResolver] = [
    path("incidents/", Incidents.as_view(COLLECTION), name="api-incidents"),
    path(ONE, Incidents.as_view(CHANGEABLE), name="api-incident"),
    path(
        f"{ONE}activity/",
        Activity.as_view(LIST, kind="incident"),
        name="api-incident-activity",
    ),
    path(f"{ONE}clocks/", Incidents.as_view({"get": "clocks"}), name="api-incident-clocks"),
    *(
        path(f"{ONE}{noun}/", Incidents.as_view({"post": verb}), name=f"api-incident-{noun}")
        for noun, verb in STEPS.items()
    ),
    path(f"{ONE}classes/", Classes.as_view(COLLECTION), name="api-incident-classes"),
    path(
        f"{ONE}classes/<uuid:classification>/removal/",
        Classes.as_view({"post": "remove"}),
        name="api-incident-class-removal",
    ),
    path(f"{ONE}authorities/", Authorities.as_view(COLLECTION), name="api-incident-authorities"),
    path(
        f"{ONE}authorities/<uuid:authority>/notification/",
        Authorities.as_view({"post": "tell"}),
        name="api-incident-authority-notification",
    ),
    path(f"{ONE}reports/", ReportsOfIncident.as_view(COLLECTION), name="api-reports-of-incident"),
    path("incident-reports/", Reports.as_view(LIST), name="api-incident-reports"),
    path(
        REPORT,
        Reports.as_view({**CHANGEABLE, "delete": "destroy"}),
        name="api-incident-report",
    ),
    path(
        f"{REPORT}submission/",
        Reports.as_view({"post": "submit"}),
        name="api-incident-report-submission",
    ),
    path(f"{REPORT}pdf/", Files.as_view({"get": "pdf"}), name="api-incident-report-pdf"),
    path(f"{REPORT}docx/", Files.as_view({"get": "docx"}), name="api-incident-report-docx"),
    path(f"{REPORT}json/", Files.as_view({"get": "json"}), name="api-incident-report-json"),
]
