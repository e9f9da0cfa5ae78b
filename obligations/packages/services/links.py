"""Say which deadlines a package serves."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from obligations.models import Deadline
from obligations.packages.models import Package, PackageDeadline
from obligations.packages.permissions import check_write
from obligations.packages.services.packages import check_open
from obligations.services.steps import NotAllowedNow
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.services import audit


def link(*, package: Package, deadline: Deadline, by: Actor, now: datetime) -> PackageDeadline:
    """Let a package serve a deadline; after sealing too, but then the manifest does not say so."""
    check_write(by, package.provider)
    if deadline.provider_id != package.provider_id:
        raise InvalidInput(_("There is no such deadline."), field="deadline")
    row = PackageDeadline(
        provider=package.provider,
        package=package,
        deadline=deadline,
        linked_at=now,
        linked_by_name=by.name,
    )
    with audit.change(action="package.deadline-linked", about=row, by=by, at=now) as event:
        deadline.refresh_from_db(fields=["cancelled_at"])
        if deadline.cancelled_at is not None:
            raise NotAllowedNow(_("This deadline was cancelled."), field="deadline")
        package.refresh_from_db(fields=["status"])
        if package.status == "sealing":
            raise NotAllowedNow(_("The package is being sealed. Try again when it is sealed."))
        if PackageDeadline.objects.filter(package=package, deadline=deadline).exists():
            raise NotAllowedNow(_("The package serves this deadline already."), field="deadline")
        row.save(force_insert=True)
        event.detail = {"package": package.pk, "deadline": deadline.pk, "status": package.status}
    return row


def unlink(*, link: PackageDeadline, by: Actor, now: datetime) -> None:
    """Take a deadline off a package that is not sealed yet."""
    check_write(by, link.provider)
    detail = {"package": link.package_id, "deadline": link.deadline_id}
    with audit.change(action="package.deadline-unlinked", about=link, by=by, at=now, detail=detail):
        check_open(link.package)
        if not PackageDeadline.objects.filter(pk=link.pk).delete()[0]:
            raise NotAllowedNow(_("Someone took this deadline off already."))
