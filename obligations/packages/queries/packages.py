"""Find packages, and everything one of them holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from obligations.models import Deadline
from obligations.packages.models import (
    Package,
    PackageDeadline,
    PackageGap,
    PackageItem,
    PackageReceipt,
    PackageRedaction,
    Status,
)
from obligations.packages.purposes import Expected, Purpose, purposes
from providers.actors import Actor
from providers.models import Provider

# A sealing that noted nothing for so long is not being worked at any more.
QUIET = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One content that the purpose asks for: what supplies it, or why nothing does."""

    expected: Expected
    items: tuple[PackageItem, ...]
    gap: PackageGap | None

    @property
    def is_open(self) -> bool:
        """Whether it is neither supplied nor explained."""
        return not self.items and self.gap is None and not self.expected.is_optional


@dataclass(frozen=True, slots=True)
class Contents:
    """What a package holds, in a fixed order."""

    package: Package
    purpose: Purpose
    items: tuple[PackageItem, ...]
    gaps: tuple[PackageGap, ...]
    redactions: tuple[PackageRedaction, ...]
    links: tuple[PackageDeadline, ...]

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """Say of each expected content whether it is in the package."""
        gaps = {gap.expected: gap for gap in self.gaps}
        return tuple(
            Wanted(
                one,
                tuple(item for item in self.items if one.key in item.answers),
                gaps.get(one.key),
            )
            for one in self.purpose.expects
        )

    @property
    def missing(self) -> tuple[Wanted, ...]:
        """Give the expected contents that nothing supplies."""
        return tuple(one for one in self.wanted if not one.items)

    @property
    def size(self) -> int:
        """Add up the bytes of the items."""
        return sum(item.size for item in self.items)


def listed(
    actor: Actor, *, provider: Provider | None = None, status: str = "", purpose: str = ""
) -> QuerySet[Package]:
    """Give packages, the newest first, with how many items and receipts each has."""
    rows: QuerySet[Package] = Package.objects.visible_to(actor)
    if provider is not None:
        rows = rows.filter(provider=provider)
    if status:
        rows = rows.filter(status=status)
    if purpose:
        rows = rows.filter(purpose=purpose)
    return counted(rows).order_by("-created_at", "-pk")


def counted(rows: QuerySet[Package]) -> QuerySet[Package]:
    """Add how many items and receipts each package has."""
    return rows.select_related("provider", "ai_model").annotate(
        item_count=Count("items", distinct=True),
        receipt_count=Count("receipts", distinct=True),
    )


def shared(actor: Actor) -> QuerySet[Package]:
    """Give the packages that providers shared with the AI Office, the last shared first."""
    rows: QuerySet[Package] = Package.objects.visible_to(actor).filter(shared_at__isnull=False)
    return rows.select_related("provider", "ai_model").order_by("-shared_at", "-pk")


def contents(package: Package) -> Contents:
    """Gather what a package holds, in four queries; the caller fetched it with visible_to."""
    items = PackageItem.objects.filter(package=package).order_by("added_at", "pk")
    items = items.select_related("stored_file", "rendering", "version__evidence", "assessment")
    gaps = PackageGap.objects.filter(package=package).order_by("expected")
    redactions = PackageRedaction.objects.filter(package=package).select_related("item")
    links = PackageDeadline.objects.filter(package=package).select_related("deadline__ai_model")
    return Contents(
        package=package,
        purpose=purposes()[package.purpose],
        items=tuple(items),
        gaps=tuple(gaps),
        redactions=tuple(redactions.order_by("noted_at", "pk")),
        links=tuple(links.order_by("deadline__due_on", "deadline__clock", "pk")),
    )


def receipts(actor: Actor, package: Package) -> QuerySet[PackageReceipt]:
    """Give the receipts of a package, in the order they came."""
    rows: QuerySet[PackageReceipt] = PackageReceipt.objects.visible_to(actor)
    return rows.filter(package=package).order_by("received_at", "pk")


def deadlines_for(actor: Actor, package: Package) -> QuerySet[Deadline]:
    """Give the deadlines a package may serve: of its provider and model, not cancelled."""
    rows: QuerySet[Deadline] = Deadline.objects.visible_to(actor)
    rows = rows.filter(provider=package.provider_id, cancelled_at=None)
    if package.ai_model_id:
        rows = rows.filter(Q(ai_model=package.ai_model_id) | Q(ai_model=None))
    taken = PackageDeadline.objects.filter(package=package).values("deadline")
    return rows.exclude(pk__in=taken).order_by("due_on", "clock", "pk")


def abandoned(now: datetime) -> list[UUID]:
    """Name the packages whose sealing was begun and is not being worked at."""
    rows = Package.objects.filter(status=Status.SEALING, noted_at__lt=now - QUIET)
    return list(rows.order_by("noted_at", "pk").values_list("pk", flat=True))
