"""Packages that were sealed, what they hold and lack, and the receipts for them."""

from __future__ import annotations

from obligations.dossiers.queries.parts import Part
from obligations.dossiers.queries.scope import of_subject, through
from obligations.packages.models import (
    Package,
    PackageDeadline,
    PackageGap,
    PackageItem,
    PackageReceipt,
    PackageRedaction,
)

_of_packages = through("package", Package, of_subject)
_NUMBER = {"package_number": "package__number"}
_SEALED = "in packages in the making, or sealed after the day"
_DRAFT = "drafts are no position"

PARTS = (
    Part(
        key="packages",
        title="Packages sealed",
        model=Package,
        reach=of_subject,
        known="sealed_at",
        left_out="in the making, or sealed after the day",
        later={
            "sent_at": ("sent_channel", "sent_by_name"),
            "shared_at": ("shared_by_name", "shared_until"),
            "unshared_at": ("unshared_because",),
        },
        stated=("sealing_at",),
        since="trail",
        without={
            **dict.fromkeys(("created_at", "created_by_name", "failed_because"), _DRAFT),
            "manifest": "in the archive, whose SHA-256 is stated",
            **dict.fromkeys(
                ("noted_at", "attempts", "done_bytes", "total_bytes"), "how far sealing was"
            ),
        },
    ),
    Part(
        key="package_items",
        title="Contents of packages",
        model=PackageItem,
        reach=_of_packages,
        known="package__sealed_at",
        left_out=_SEALED,
        named=_NUMBER,
    ),
    Part(
        key="package_gaps",
        title="Missing from packages",
        model=PackageGap,
        reach=_of_packages,
        known="package__sealed_at",
        left_out=_SEALED,
        named=_NUMBER,
    ),
    Part(
        key="package_redactions",
        title="Redactions in packages",
        model=PackageRedaction,
        reach=_of_packages,
        known="package__sealed_at",
        left_out=_SEALED,
        named=_NUMBER,
    ),
    Part(
        key="package_deadlines",
        title="Deadlines packages serve",
        model=PackageDeadline,
        reach=_of_packages,
        known="linked_at",
        left_out="linked after the day",
        named={**_NUMBER, "deadline_title": "deadline__title"},
    ),
    Part(
        key="package_receipts",
        title="Receipts for packages",
        model=PackageReceipt,
        reach=_of_packages,
        known="recorded_at",
        named=_NUMBER,
        stated=("received_at",),
    ),
)
