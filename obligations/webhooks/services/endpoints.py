"""Add, change, pause and remove webhooks, and renew their secrets; each in the trail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from obligations.services.steps import NotAllowedNow
from obligations.webhooks.delivery import addresses, signing
from obligations.webhooks.kinds import KINDS
from obligations.webhooks.models import Endpoint, Format
from obligations.webhooks.permissions import check_manage
from obligations.webhooks.services import secrets
from providers import text
from providers.actors import Actor
from providers.errors import Conflict, InvalidInput, Problems
from providers.models import Provider
from providers.services import audit, revisions

MOST = 20
# How long the secret before still signs as well, so that a receiver can change over.
GRACE = timedelta(hours=24)


class TooManyWebhooks(Conflict):
    """The provider has as many webhooks as one provider may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What people choose about a webhook; no kinds at all means every kind."""

    label: str
    url: str
    format: str
    kinds: Iterable[str] = ()


def add(*, provider: Provider, chosen: Settings, by: Actor, now: datetime) -> tuple[Endpoint, str]:
    """Add a webhook; answers its row and its secret, which cannot be read again later.

    Raises InvalidInput naming every field at fault, and TooManyWebhooks.
    """
    check_manage(by, provider)
    values, secret = _checked(chosen), signing.new_secret()
    endpoint = Endpoint(
        provider=provider,
        secret=secrets.seal(secret),
        created_at=now,
        created_by_name=by.name,
        **values,
    )
    with audit.change(action="webhook.added", about=endpoint, by=by, at=now) as event:
        rows = Endpoint.objects.present().filter(provider=provider)
        if rows.count() >= MOST:
            raise TooManyWebhooks(_("At most {most} webhooks; remove one first.").format(most=MOST))
        _check_name(endpoint)
        endpoint.save(force_insert=True)
        event.detail |= _told(endpoint)
    return endpoint, secret


def change(
    *, endpoint: Endpoint, chosen: Settings, revision: int, by: Actor, now: datetime
) -> Endpoint:
    """Change what is sent where; what already waits goes to the new address in the old form.

    Raises InvalidInput naming every field at fault, StaleRevision where somebody was faster.
    """
    check_manage(by, endpoint.provider)
    _check_present(endpoint)
    values, before = _checked(chosen), _told(endpoint)
    with audit.change(action="webhook.changed", about=endpoint, by=by, at=now) as event:
        revisions.claim(endpoint, revision=revision, **values)
        _check_name(endpoint)
        event.detail |= _told(endpoint) | {"before": before}
    return endpoint


def renew_secret(*, endpoint: Endpoint, revision: int, by: Actor, now: datetime) -> str:
    """Give a webhook a new secret and answer it, once; the old one signs as well for a day."""
    check_manage(by, endpoint.provider)
    _check_present(endpoint)
    secret, until = signing.new_secret(), now + GRACE
    with audit.change(action="webhook.secret-renewed", about=endpoint, by=by, at=now) as event:
        revisions.claim(
            endpoint,
            revision=revision,
            secret=secrets.seal(secret),
            previous_secret=endpoint.secret,
            previous_until=until,
        )
        event.detail |= {"previous_until": until}
    return secret


def pause(*, endpoint: Endpoint, because: str, by: Actor, now: datetime) -> None:
    """Hold everything back; events still wait in the log. Pausing again changes nothing."""
    check_manage(by, endpoint.provider)
    said = text.prose(because, field="because", limit=500) or "Paused by hand."
    with audit.change(
        action="webhook.paused", about=endpoint, by=by, at=now, detail={"because": said}
    ):
        rows = Endpoint.objects.present().filter(pk=endpoint.pk, paused_at=None)
        if not rows.update(paused_at=now, paused_because=said):
            raise NotAllowedNow(_("This webhook is paused already, or was removed."))


def resume(*, endpoint: Endpoint, by: Actor, now: datetime) -> None:
    """Send again; what waited is sent too."""
    check_manage(by, endpoint.provider)
    with audit.change(action="webhook.resumed", about=endpoint, by=by, at=now):
        rows = Endpoint.objects.present().filter(pk=endpoint.pk, paused_at__isnull=False)
        fresh = {"paused_at": None, "paused_because": "", "failures": 0, "failing_since": None}
        if not rows.update(**fresh):
            raise NotAllowedNow(_("This webhook is not paused, or was removed."))


def remove(*, endpoint: Endpoint, by: Actor, now: datetime) -> None:
    """Send nothing more; the log stays readable until it is forgotten by age."""
    check_manage(by, endpoint.provider)
    with audit.change(action="webhook.removed", about=endpoint, by=by, at=now):
        rows = Endpoint.objects.present().filter(pk=endpoint.pk)
        sealed = {"secret": "", "previous_secret": "", "previous_until": None}
        if not rows.update(removed_at=now, **sealed):
            raise NotAllowedNow(_("This webhook was removed already."))


def _check_present(endpoint: Endpoint) -> None:
    if endpoint.removed_at is not None:
        raise NotAllowedNow(_("This webhook was removed."))


def _checked(chosen: Settings) -> dict[str, object]:
    problems = Problems()
    with problems.gathered():
        label = text.name(chosen.label, field="label", limit=100)
    with problems.gathered():
        if chosen.format not in Format.values:
            raise InvalidInput(
                _("Choose one of: {names}.").format(names=", ".join(Format.values)), field="format"
            )
    with problems.gathered():
        url = _url(chosen.url)
    with problems.gathered():
        kinds = _kinds(chosen.kinds)
    problems.raise_any()
    return {"label": label, "url": url, "format": chosen.format, "kinds": kinds}


def _url(written: object) -> str:
    """Check what can be checked without looking the host up; the rest is judged at each try."""
    if not isinstance(written, str):
        raise InvalidInput(_("Text is needed here."), field="url")
    url = written.strip()
    try:
        addresses.parse(url, opened=addresses.networks(settings.WEBHOOK_NETWORKS))
    except addresses.Forbidden as refusal:
        raise InvalidInput(str(refusal), field="url") from refusal
    return url


def _kinds(chosen: Iterable[str]) -> list[str]:
    asked = set(chosen)
    if not asked <= KINDS.keys():
        raise InvalidInput(_("Choose from: {names}.").format(names=", ".join(KINDS)), field="kinds")
    return [kind for kind in KINDS if kind in asked]


def _check_name(endpoint: Endpoint) -> None:
    others = Endpoint.objects.present().filter(provider=endpoint.provider, label=endpoint.label)
    if others.exclude(pk=endpoint.pk).exists():
        raise InvalidInput(_("Another webhook is called so."), field="label")


def _told(endpoint: Endpoint) -> dict[str, object]:
    """Say in the trail what was chosen; of an address the host alone, as the rest may be secret."""
    return {
        "label": endpoint.label,
        "host": urlsplit(endpoint.url).hostname,
        "format": endpoint.format,
        "kinds": endpoint.kinds,
    }
