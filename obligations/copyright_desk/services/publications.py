"""Make versions public at addresses that stay, and take them back; the feed tells of both."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from obligations.copyright_desk.models import (
    Crawler,
    CrawlerVersion,
    PolicyVersion,
    Publication,
)
from obligations.copyright_desk.permissions import check_write
from obligations.services import contents
from obligations.services.steps import NotAllowedNow
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.models import Provider
from providers.services import audit

FIRST = gettext_noop("Published for the first time.")


def publish_crawler(*, version: CrawlerVersion, by: Actor, now: datetime) -> Publication:
    """Make the latest version of a crawler public; the feed tells of it (Measure 1.3(4)).

    Raises NotAllowedNow for a version that is superseded or public already.
    """
    crawler = version.crawler
    check_write(by, version.provider)
    with audit.change(action="crawler.published", about=crawler, by=by, at=now) as event:
        crawler.refresh_from_db()
        if version.number != crawler.latest_number:
            raise NotAllowedNow(
                _("Version {latest_number} supersedes this one; publish it.").format(
                    latest_number=crawler.latest_number
                )
            )
        if Publication.objects.filter(crawler_version=version).exists():
            raise NotAllowedNow(_("This version was published already. Describe the crawler anew."))
        told = version.changes or FIRST
        row = _add(version.provider, by, now, crawler=crawler, crawler_version=version, told=told)
        event.detail = {"number": version.number}
    return row


def withdraw_crawler(*, crawler: Crawler, because: str, by: Actor, now: datetime) -> Publication:
    """Take everything about a crawler off the public page; the feed says so, with the reason."""
    check_write(by, crawler.provider)
    reason = contents.reason(because, field="because")
    with audit.change(action="crawler.withdrawn", about=crawler, by=by, at=now) as event:
        last = Publication.objects.filter(crawler=crawler).order_by("-number").first()
        if last is None or last.is_withdrawal:
            raise NotAllowedNow(_("Nothing about this crawler is public."))
        row = _add(crawler.provider, by, now, crawler=crawler, is_withdrawal=True, told=reason)
        event.detail = {"because": reason}
    return row


def publish_summary(*, version: PolicyVersion, by: Actor, now: datetime) -> Publication:
    """Make the summary of a policy version public (Measure 1.1(2): encouraged, not owed)."""
    provider = version.provider
    check_write(by, provider)
    if not version.summary:
        raise InvalidInput(_("This version has no summary for the public."), field="version")
    with audit.change(action="copyright-summary.published", about=version, by=by, at=now) as event:
        later = Publication.objects.filter(
            provider=provider, policy_version__number__gte=version.number
        )
        if later.exists():
            raise NotAllowedNow(_("This version, or a later one, was published already."))
        row = _add(provider, by, now, policy_version=version, told=version.changes)
        event.detail = {"number": version.number}
    return row


def withdraw_summary(
    *,
    provider: Provider,
    because: str,
    version: PolicyVersion | None = None,
    by: Actor,
    now: datetime,
) -> Publication:
    """Take the summary of the policy off the public page; the feed says so, with the reason.

    Where ``version`` is given, only its summary: raises NotAllowedNow if another one is public.
    """
    check_write(by, provider)
    reason = contents.reason(because, field="because")
    with audit.change(action="copyright-summary.withdrawn", about=provider, by=by, at=now) as event:
        rows = Publication.objects.filter(provider=provider, crawler=None)
        last = rows.order_by("-number").first()
        if last is None or last.is_withdrawal:
            raise NotAllowedNow(_("No summary of the policy is public."))
        if version is not None and last.policy_version_id != version.pk:
            raise NotAllowedNow(_("The summary of this version is not public."))
        row = _add(provider, by, now, is_withdrawal=True, told=reason)
        event.detail = {"because": reason}
    return row


def _add(provider: Provider, by: Actor, now: datetime, **fields: object) -> Publication:
    rows = Publication.objects.filter(provider=provider)
    return Publication.objects.create(
        provider=provider,
        number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
        published_at=now,
        published_by_id=by.user_id,
        published_by_name=by.name,
        **fields,
    )
