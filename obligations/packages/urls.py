"""Addresses of its pages."""

from django.urls import URLPattern, URLResolver, path

from obligations.packages.views import contents, packages, reconciliation, sealed

one = "packages/<uuid:package_id>/"
listing = [
    path("packages/", packages.packages, name="packages"),
    path("packages/new/", packages.package_new, name="package-new"),
    path("packages/check/", sealed.package_check, name="package-check"),
    path("packages/reconciliation/", reconciliation.reconciliation, name="reconciliation"),
    path("office/packages/", reconciliation.office_packages, name="office-packages"),
]
making = [
    path(one, packages.package, name="package"),
    path(f"{one}edit/", packages.package_edit, name="package-edit"),
    path(f"{one}items/", contents.package_item_add, name="package-item-add"),
    path(f"{one}files/", contents.package_file_add, name="package-file-add"),
    path(
        "packages/items/<uuid:item_id>/answers/",
        contents.package_item_answers,
        name="package-item-answers",
    ),
    path(
        "packages/items/<uuid:item_id>/remove/",
        contents.package_item_remove,
        name="package-item-remove",
    ),
    path(f"{one}gaps/", contents.package_gap, name="package-gap"),
    path(f"{one}redactions/", contents.package_redact, name="package-redact"),
    path(
        "packages/redactions/<uuid:redaction_id>/strike/",
        contents.package_redaction_strike,
        name="package-redaction-strike",
    ),
    path(f"{one}deadlines/", contents.package_link, name="package-link"),
    path(
        "packages/deadlines/<uuid:link_id>/unlink/",
        contents.package_unlink,
        name="package-unlink",
    ),
]
sealing = [
    path(f"{one}seal/", sealed.package_seal, name="package-seal"),
    path(f"{one}continue/", sealed.package_continue, name="package-continue"),
    path(f"{one}stop/", sealed.package_stop, name="package-stop"),
    path(f"{one}download/", sealed.package_download, name="package-download"),
    path(f"{one}verify/", sealed.package_verify, name="package-verify"),
    path(f"{one}sent/", sealed.package_sent, name="package-sent"),
    path(f"{one}share/", sealed.package_share, name="package-share"),
    path(f"{one}unshare/", sealed.package_unshare, name="package-unshare"),
    path(f"{one}receipts/", sealed.package_receipt, name="package-receipt"),
    path(
        "packages/receipts/<uuid:receipt_id>/download/",
        sealed.package_receipt_download,
        name="package-receipt-download",
    ),
]
urlpatterns: list[URLPattern | URLResolver] = [*listing, *making, *sealing]
