"""Make versions public at addresses that stay, take them back, designate the contact point."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Max

from obligations.copyright_desk.models import (
    ContactPoint,
    Crawler,
    CrawlerVersion,
    PolicyVersion,
    Publication,
)
from obligations.copyright_desk.permissions import check_write
from obligations.services import contents
from obligations.services.steps import NotAllowedNow
from providers import text as texts
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.models import Provider
from providers.services import audit


def publish_crawler(*, version: CrawlerVersion, by: Actor, now: datetime) -> Publication:
    """Make the latest version of a crawler public; the feed tells of it (Measure 1.3(4)).

    Raises NotAllowedNow for a version that is superseded or public already.
    """
    crawler = version.crawler
    check_write(by, version.provider)
    with audit.change(action="crawler.published", about=crawler, by=by, at=now) as event:
        crawler.refresh_from_db()
        if version.number != crawler.latest_number:
            raise NotAllowedNow(f"Version {crawler.latest_number} supersedes this one; publish it.")
        if Publication.objects.filter(crawler_version=version).exists():
            raise NotAllowedNow("This version was published already. Describe the crawler anew.")
        told = version.changes or "Published for the first time."
        row = _add(version.provider, by, now, crawler=crawler, crawler_version=version, told=told)
        event.detail = {"number": version.number}
    return row


def withdraw_crawler(*, crawler: Crawler, because: str, by: Actor, now: datetime) -> Publication:
    """Take everything about a crawler off the public page; the feed says so, with the reason."""
    check_write(by, crawler.provider)
    reason = contents.reason(because, field="because")
    with audit.change(action="crawler.withdrawn", about=crawler, by=by, at=now) as event:
        rows = Publication.objects.filter(crawler=crawler)
        last = rows.order_by("-published_at", "-pk").first()
        if last is None or last.is_withdrawal:
            raise NotAllowedNow("Nothing about this crawler is public.")
        row = _add(crawler.provider, by, now, crawler=crawler, is_withdrawal=True, told=reason)
        event.detail = {"because": reason}
    return row


def publish_summary(*, version: PolicyVersion, by: Actor, now: datetime) -> Publication:
    """Make the summary of a policy version public (Measure 1.1(2): encouraged, not owed)."""
    provider = version.provider
    check_write(by, provider)
    if not version.summary:
        raise InvalidInput("This version has no summary for the public.", field="version")
    with audit.change(action="copyright-summary.published", about=version, by=by, at=now) as event:
        later = Publication.objects.filter(
            provider=provider, policy_version__number__gte=version.number
        )
        if later.exists():
            raise NotAllowedNow("This version, or a later one, was published already.")
        row = _add(provider, by, now, policy_version=version, told=version.changes)
        event.detail = {"number": version.number}
    return row


def designate(
    *,
    provider: Provider,
    name: str,
    email: str,
    web_page: str = "",
    note: str = "",
    takes_complaints_here: bool = True,
    target_days: int | None = None,
    keep_years: int = 5,
    by: Actor,
    now: datetime,
) -> ContactPoint:
    """Designate the contact point and make it public (Measure 1.5(1)); earlier ones stay.

    ``target_days`` and ``keep_years`` are the provider's own: the Code sets neither.
    """
    check_write(by, provider)
    row = ContactPoint(
        provider=provider,
        name=texts.name(name, field="name"),
        email=_email(email),
        web_page=contents.of_url(web_page).url if web_page else "",
        note=texts.prose(note, field="note"),
        takes_complaints_here=takes_complaints_here,
        target_days=None if target_days is None else _within(target_days, 1, 365, "target_days"),
        keep_years=_within(keep_years, 1, 30, "keep_years"),
        designated_at=now,
        designated_by_id=by.user_id,
        designated_by_name=by.name,
    )
    with audit.change(action="contact-point.designated", about=row, by=by, at=now) as event:
        rows = ContactPoint.objects.filter(provider=provider)
        row.number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
        row.save(force_insert=True)
        event.detail = {"number": row.number, "email": row.email}
    return row


def _add(provider: Provider, by: Actor, now: datetime, **fields: object) -> Publication:
    return Publication.objects.create(
        provider=provider,
        published_at=now,
        published_by_id=by.user_id,
        published_by_name=by.name,
        **fields,
    )


def _email(value: str) -> str:
    address = texts.name(value, field="email", limit=254)
    try:
        validate_email(address)
    except ValidationError:
        raise InvalidInput("Give a mail address such as desk@example.org.", field="email") from None
    return address


def _within(value: int, low: int, high: int, field: str) -> int:
    if not low <= value <= high:
        raise InvalidInput(f"Give a whole number from {low} to {high}.", field=field)
    return value
