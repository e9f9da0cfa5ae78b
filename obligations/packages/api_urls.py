"""Addresses of its part of the API, under /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from obligations.api.activity import Activity
from obligations.packages.api.contents import (
    PackageContents,
    PackageItems,
    PackageLinks,
    PackageRedactions,
)
from obligations.packages.api.packages import PackageChecks, PackageFile, Packages, Purposes
from obligations.packages.api.reconciliation import Reconciliations, SigningKeys
from obligations.packages.api.sending import PackageSending, ReceiptFile, Receipts
from providers.rest.routes import CHANGEABLE, COLLECTION, CREATE, LIST, Actions

one = "packages/<uuid:pk>/"
END: Actions = {"delete": "destroy"}
FILE: Actions = {"get": "download"}

packages = [
    path("package-purposes/", Purposes.as_view(LIST), name="api-package-purposes"),
    path("package-checks/", PackageChecks.as_view(CREATE), name="api-package-checks"),
    path("packages/", Packages.as_view(COLLECTION), name="api-packages"),
    path(one, Packages.as_view(CHANGEABLE), name="api-package"),
    path(
        f"{one}activity/",
        Activity.as_view(LIST, kind="package"),
        name="api-package-activity",
    ),
    path(f"{one}seal/", Packages.as_view({"post": "seal"}), name="api-package-seal"),
    path(
        f"{one}continuation/",
        Packages.as_view({"post": "carry_on"}),
        name="api-package-continuation",
    ),
    path(f"{one}stop/", Packages.as_view({"post": "stop"}), name="api-package-stop"),
    path(f"{one}file/", PackageFile.as_view(FILE), name="api-package-file"),
    path(f"{one}manifest/", Packages.as_view({"get": "manifest"}), name="api-package-manifest"),
    path(
        f"{one}verification/",
        Packages.as_view({"get": "verification"}),
        name="api-package-verification",
    ),
]
contents = [
    path(f"{one}items/", PackageContents.as_view({"post": "add_item"}), name="api-package-items"),
    path(f"{one}gaps/", PackageContents.as_view({"post": "explain"}), name="api-package-gaps"),
    path(
        f"{one}redactions/",
        PackageContents.as_view({"post": "redact"}),
        name="api-package-redactions",
    ),
    path(
        f"{one}deadlines/",
        PackageContents.as_view({"post": "link"}),
        name="api-package-deadlines",
    ),
    path("package-items/<uuid:pk>/", PackageItems.as_view(END), name="api-package-item"),
    path(
        "package-items/<uuid:pk>/answers/",
        PackageItems.as_view({"post": "assign"}),
        name="api-package-item-answers",
    ),
    path(
        "package-redactions/<uuid:pk>/",
        PackageRedactions.as_view(END),
        name="api-package-redaction",
    ),
    path("package-deadlines/<uuid:pk>/", PackageLinks.as_view(END), name="api-package-deadline"),
]
sending = [
    path(f"{one}sending/", PackageSending.as_view({"post": "send"}), name="api-package-sending"),
    path(f"{one}sharing/", PackageSending.as_view({"post": "share"}), name="api-package-sharing"),
    path(
        f"{one}unsharing/",
        PackageSending.as_view({"post": "unshare"}),
        name="api-package-unsharing",
    ),
    path(f"{one}receipts/", Receipts.as_view(COLLECTION), name="api-package-receipts"),
    path(
        "package-receipts/<uuid:pk>/file/",
        ReceiptFile.as_view(FILE),
        name="api-package-receipt-file",
    ),
    path("reconciliations/", Reconciliations.as_view(LIST), name="api-reconciliations"),
    path(
        "reconciliations/counts/",
        Reconciliations.as_view({"get": "counts"}),
        name="api-reconciliation-counts",
    ),
    path("signing-keys/", SigningKeys.as_view(LIST), name="api-signing-keys"),
]
urlpatterns: list[URLPattern | URLResolver] = [*packages, *contents, *sending]
