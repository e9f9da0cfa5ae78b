"""Record that a sealed package was sent, share it with the AI Office here, and take that back."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import F, Q
from django.utils.translation import gettext as _

from obligations.law.deadlines import brussels_day
from obligations.packages.models import Channel, Package, Status
from obligations.packages.permissions import check_write
from obligations.queries import notices as people
from obligations.services import contents, notices
from obligations.services.steps import NotAllowedNow
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.models import AIModel, Provider
from providers.services import audit


def record(
    *, package: Package, sent_at: datetime, channel: str, by: Actor, now: datetime
) -> Package:
    """Record when and how a sealed package was sent; once, for what was sent stays sent."""
    check_write(by, package.provider)
    if channel not in Channel.values:
        raise InvalidInput(
            _("Choose one of: {values}.").format(values=", ".join(Channel.values)), field="channel"
        )
    if channel == Channel.HERE:
        raise InvalidInput(_("Share the package instead; that records it."), field="channel")
    detail = {"sent_at": sent_at, "channel": channel}
    with audit.change(action="package.sent", about=package, by=by, at=now, detail=detail):
        check_sealed(package)
        check_instant(package, sent_at, now, field="sent_at")
        _send(package, sent_at, channel, by)
        package.refresh_from_db()
    return package


def share(*, package: Package, until: date | None = None, by: Actor, now: datetime) -> Package:
    """Show a sealed package to the reviewers of the AI Office in this product.

    Where this is the channel of the package, it is submitted by that, and stays. Else it may be
    shared until a last day, and shared anew with another one.
    """
    check_write(by, package.provider)
    _check_until(package, until, now)
    with audit.change(action="package.shared", about=package, by=by, at=now) as event:
        check_sealed(package)
        mine = Package.objects.filter(pk=package.pk)
        mine = mine.filter(Q(shared_at=None) | Q(shared_until__isnull=False))
        if not mine.update(
            shared_at=now,
            shared_until=until,
            shared_by_name=by.name,
            unshared_at=None,
            unshared_because="",
            revision=F("revision") + 1,
        ):
            raise NotAllowedNow(_("The package is shared already."))
        if package.channel == Channel.HERE and package.sent_at is None:
            _send(package, now, Channel.HERE, by)
        _introduce(package, now)
        package.refresh_from_db()
        _tell(package, now)
        event.detail = {"sha256": package.sha256} | ({"until": until} if until else {})
    return package


def unshare(*, package: Package, because: str, by: Actor, now: datetime) -> Package:
    """Take the sharing back, with a reason; what was downloaded meanwhile stays downloaded.

    What was submitted by sharing it here stays: no provider takes a submission back that way.
    """
    check_write(by, package.provider)
    told = contents.reason(because, field="because")
    detail = {"because": told}
    with audit.change(action="package.unshared", about=package, by=by, at=now, detail=detail):
        package.refresh_from_db()
        if package.sent_channel == Channel.HERE:
            raise NotAllowedNow(
                _("It was submitted by sharing it here, and stays. Correct it by another package.")
            )
        mine = Package.objects.filter(pk=package.pk, shared_at__isnull=False)
        if not mine.update(
            shared_at=None,
            shared_until=None,
            unshared_at=now,
            unshared_because=told,
            revision=F("revision") + 1,
        ):
            raise NotAllowedNow(_("The package is not shared."))
        package.refresh_from_db()
    return package


def _check_until(package: Package, until: date | None, now: datetime) -> None:
    if until is None:
        return
    if Channel.HERE in (package.channel, package.sent_channel):
        raise InvalidInput(_("What is submitted by sharing it here has no end."), field="until")
    if until < brussels_day(now):
        raise InvalidInput(_("The last day is past."), field="until")


def check_sealed(package: Package) -> None:
    """Look at the package again, within the turn; raise NotAllowedNow unless it is sealed."""
    package.refresh_from_db()
    if package.status != Status.SEALED:
        raise NotAllowedNow(_("Only a sealed package is sent, shared or confirmed."))


def check_instant(package: Package, instant: datetime, now: datetime, *, field: str) -> None:
    """Raise InvalidInput for an instant before sealing or in the future.

    A form knows minutes alone, so the minute of sealing counts as after it.
    """
    if instant > now:
        raise InvalidInput(_("This lies in the future."), field=field)
    begun = package.sealing_at
    if begun is not None and instant < begun.replace(second=0, microsecond=0):
        raise InvalidInput(
            _("This is before the package was sealed ({begun} UTC).").format(
                begun=f"{begun:%Y-%m-%d %H:%M}"
            ),
            field=field,
        )


def _send(package: Package, sent_at: datetime, channel: str, by: Actor) -> None:
    mine = Package.objects.filter(pk=package.pk, sent_at=None)
    fields = {"sent_at": sent_at, "sent_channel": channel, "sent_by_name": by.name}
    if not mine.update(revision=F("revision") + 1, **fields):
        raise NotAllowedNow(_("That it was sent is recorded already."))


def _introduce(package: Package, now: datetime) -> None:
    """Let the AI Office know that the provider and the model exist."""
    shown = {"shared_with_office_at": now}
    Provider.objects.filter(pk=package.provider_id, shared_with_office_at=None).update(**shown)
    if package.ai_model_id:
        AIModel.objects.filter(pk=package.ai_model_id, shared_with_office_at=None).update(**shown)


def _tell(package: Package, now: datetime) -> None:
    notices.queue(
        recipients=people.reviewers(package.provider),
        kind="package.shared",
        key=f"package:{package.pk}:{now.isoformat()}",
        title=f"Shared: {package.title}",
        text=f"{package.provider} shared package {package.number} with the AI Office.",
        path=f"/packages/{package.pk}/",
        provider=package.provider,
        now=now,
    )
