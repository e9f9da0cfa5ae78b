"""Say why an expected content is not in a package, and what was removed from what is."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from obligations.packages.models import (
    GapReason,
    Package,
    PackageGap,
    PackageItem,
    PackageRedaction,
)
from obligations.packages.permissions import check_write
from obligations.packages.purposes import purposes
from obligations.packages.services.packages import check_open
from obligations.services import redactions
from obligations.services.contents import reason as reason_in_words
from obligations.services.steps import NotAllowedNow
from providers import text
from providers.actors import Actor
from providers.errors import InvalidInput, Problems
from providers.services import audit


def explain(
    *, package: Package, expected: str, reason: str, because: str, by: Actor, now: datetime
) -> PackageGap:
    """State why a content is missing; a new reason takes the place of the one before.

    Raises NotAllowedNow where the content is in the package.
    """
    check_write(by, package.provider)
    if purposes()[package.purpose].expected(expected) is None:
        raise InvalidInput(_("This purpose asks for no such content."), field="expected")
    if reason not in GapReason.values:
        raise InvalidInput(
            _("Choose one of: {values}.").format(values=", ".join(GapReason.values)), field="reason"
        )
    told = reason_in_words(because, field="because")
    gap = PackageGap(
        provider=package.provider,
        package=package,
        expected=expected,
        reason=reason,
        because=told,
        stated_at=now,
        stated_by_name=by.name,
    )
    detail = {"package": package.pk, "expected": expected, "reason": reason, "because": told}
    with audit.change(action="package.gap-explained", about=gap, by=by, at=now, detail=detail):
        check_open(package)
        if PackageItem.objects.filter(package=package, answers__contains=[expected]).exists():
            raise NotAllowedNow(_("This content is in the package; there is nothing to explain."))
        PackageGap.objects.filter(package=package, expected=expected).delete()
        gap.save(force_insert=True)
    return gap


def redact(
    *,
    item: PackageItem,
    removed: str,
    ground: str,
    because: str = "",
    removed_by: str = "",
    by: Actor,
    now: datetime,
) -> PackageRedaction:
    """Log what was removed from an item, on which ground, and by whom (else by the writer).

    The product changes no file: the item is already the copy without what was removed.
    """
    check_write(by, item.provider)
    redaction = PackageRedaction(
        provider=item.provider,
        package=item.package,
        item=item,
        noted_at=now,
        noted_by_name=by.name,
        **_redaction(removed, ground, because, removed_by or by.name),
    )
    detail = {"package": item.package_id, "item": item.pk, "ground": ground}
    with audit.change(
        action="package.redaction-logged", about=redaction, by=by, at=now, detail=detail
    ):
        check_open(item.package)
        if not PackageItem.objects.filter(pk=item.pk).exists():
            raise NotAllowedNow(_("Someone took this item out of the package."))
        redaction.save(force_insert=True)
    return redaction


def unredact(*, redaction: PackageRedaction, by: Actor, now: datetime) -> None:
    """Strike an entry of the redaction log that was a mistake; the trail keeps it."""
    check_write(by, redaction.provider)
    detail = {"package": redaction.package_id, "removed": redaction.removed}
    with audit.change(
        action="package.redaction-struck", about=redaction, by=by, at=now, detail=detail
    ):
        check_open(redaction.package)
        if not PackageRedaction.objects.filter(pk=redaction.pk).delete()[0]:
            raise NotAllowedNow(_("Someone struck this entry already."))


def _redaction(removed: str, ground: str, because: str, removed_by: str) -> dict[str, str]:
    problems, found = Problems(), {}
    with problems.gathered():
        found["removed"] = redactions.removed(removed)
    with problems.gathered():
        found["ground"] = redactions.ground(ground)
    with problems.gathered():
        found["because"] = redactions.because(because, ground)
    with problems.gathered():
        found["removed_by"] = text.name(removed_by, field="removed_by")
    problems.raise_any()
    return found
