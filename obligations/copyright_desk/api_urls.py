"""Addresses of the copyright desk under /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from obligations.copyright_desk.api.comparisons import PolicyComparison
from obligations.copyright_desk.api.complaints import Complaints
from obligations.copyright_desk.api.contact import ContactPoints
from obligations.copyright_desk.api.crawlers import Crawlers, CrawlerVersions
from obligations.copyright_desk.api.drafts import Drafts
from obligations.copyright_desk.api.policies import Policies, PolicyFile
from obligations.copyright_desk.api.public import PublicDesks
from obligations.copyright_desk.api.treatment import (
    ComplaintDecisions,
    ComplaintEntries,
    ComplaintFileBytes,
    ComplaintFiles,
)
from providers.rest.routes import CHANGEABLE, COLLECTION, LIST, ONE, WHOLE, Actions

FILE: Actions = {"get": "download"}
PUBLISH: Actions = {"post": "publish"}
WITHDRAW: Actions = {"post": "withdraw"}
policy = "copyright-policies/<uuid:pk>/"
crawler = "crawlers/<uuid:pk>/"
complaint = "complaints/<uuid:pk>/"

policies: list[URLPattern | URLResolver] = [
    path("copyright-policies/", Policies.as_view(COLLECTION), name="api-copyright-policies"),
    path(policy, Policies.as_view(ONE), name="api-copyright-policy"),
    path(f"{policy}file/", PolicyFile.as_view(FILE), name="api-copyright-policy-file"),
    path(
        f"{policy}comparison/",
        PolicyComparison.as_view(LIST),
        name="api-copyright-policy-comparison",
    ),
    path(
        f"{policy}publications/",
        Policies.as_view(PUBLISH),
        name="api-copyright-policy-publications",
    ),
    path(
        f"{policy}withdrawals/", Policies.as_view(WITHDRAW), name="api-copyright-policy-withdrawals"
    ),
    path(
        f"{policy}evidence/",
        Policies.as_view({"post": "prove"}),
        name="api-copyright-policy-evidence",
    ),
    path("copyright-drafts/", Drafts.as_view(COLLECTION), name="api-copyright-drafts"),
    path("copyright-drafts/<uuid:pk>/", Drafts.as_view(WHOLE), name="api-copyright-draft"),
]
crawlers: list[URLPattern | URLResolver] = [
    path("crawlers/", Crawlers.as_view(COLLECTION), name="api-crawlers"),
    path(crawler, Crawlers.as_view(ONE), name="api-crawler"),
    path(f"{crawler}versions/", CrawlerVersions.as_view(COLLECTION), name="api-crawler-versions"),
    path(f"{crawler}publications/", Crawlers.as_view(PUBLISH), name="api-crawler-publications"),
    path(f"{crawler}withdrawals/", Crawlers.as_view(WITHDRAW), name="api-crawler-withdrawals"),
]
complaints: list[URLPattern | URLResolver] = [
    path("contact-points/", ContactPoints.as_view(COLLECTION), name="api-contact-points"),
    path("complaints/", Complaints.as_view(COLLECTION), name="api-complaints"),
    path(complaint, Complaints.as_view(CHANGEABLE), name="api-complaint"),
    path(
        f"{complaint}acknowledgement/",
        Complaints.as_view({"post": "acknowledge"}),
        name="api-complaint-acknowledgement",
    ),
    path(
        f"{complaint}decisions/",
        ComplaintDecisions.as_view(COLLECTION),
        name="api-complaint-decisions",
    ),
    path(
        f"{complaint}reopening/",
        ComplaintDecisions.as_view({"post": "reopen"}),
        name="api-complaint-reopening",
    ),
    path(
        f"{complaint}entries/", ComplaintEntries.as_view(COLLECTION), name="api-complaint-entries"
    ),
    path(f"{complaint}files/", ComplaintFiles.as_view(COLLECTION), name="api-complaint-files"),
    path(
        f"{complaint}files/<uuid:complaint_file>/",
        ComplaintFileBytes.as_view(FILE),
        name="api-complaint-file",
    ),
]
public: list[URLPattern | URLResolver] = [
    path("public-copyright-desks/", PublicDesks.as_view(LIST), name="api-public-copyright-desks"),
    path(
        "public-copyright-desks/<uuid:pk>/",
        PublicDesks.as_view(ONE),
        name="api-public-copyright-desk",
    ),
]
urlpatterns = [*policies, *crawlers, *complaints, *public]
