"""Rows of packages."""

from obligations.packages.models.contents import (
    GapReason,
    ItemKind,
    PackageDeadline,
    PackageGap,
    PackageItem,
    PackageRedaction,
    RedactionGround,
)
from obligations.packages.models.keys import PublishedKey
from obligations.packages.models.packages import Channel, Package, Status
from obligations.packages.models.receipts import PackageReceipt

__all__ = [
    "Channel",
    "GapReason",
    "ItemKind",
    "Package",
    "PackageDeadline",
    "PackageGap",
    "PackageItem",
    "PackageReceipt",
    "PackageRedaction",
    "PublishedKey",
    "RedactionGround",
    "Status",
]
