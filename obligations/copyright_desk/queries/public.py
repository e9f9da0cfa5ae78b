"""What everybody may read of a copyright desk: what its provider published, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from obligations.copyright_desk.models import ContactPoint, Publication
from obligations.copyright_desk.queries import contact
from providers.models import Provider

FEED_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Desk:
    """The public desk of one provider; ``changed_at`` is when any of it last changed."""

    provider: Provider
    contact: ContactPoint | None
    summary: Publication | None
    crawlers: list[Publication]
    changed_at: datetime


def desk(provider_id: UUID) -> Desk | None:
    """Gather what a provider published, in three queries; None where that is nothing."""
    point = contact.latest(provider_id)
    shown = list(of_crawlers().filter(provider=provider_id).order_by("crawler__name", "pk"))
    summaries = Publication.objects.filter(provider=provider_id, policy_version__isnull=False)
    summary = (
        summaries.select_related("provider", "policy_version").order_by("-published_at").first()
    )
    provider = _owner(point, summary, shown)
    last = Publication.objects.filter(provider=provider_id).order_by("-published_at").first()
    if provider is None and last is not None:
        provider = last.provider
    if provider is None:
        return None
    instants = [point.designated_at] if point else []
    instants += [last.published_at] if last else []
    return Desk(provider, point, summary, shown, max(instants))


def _owner(
    point: ContactPoint | None, summary: Publication | None, shown: list[Publication]
) -> Provider | None:
    found = [one for one in (point, summary, *shown) if one is not None]
    return found[0].provider if found else None


def of_crawlers() -> QuerySet[Publication]:
    """Give the publication that shows each public crawler now, of every provider."""
    later = Publication.objects.filter(
        crawler=OuterRef("crawler"), published_at__gt=OuterRef("published_at")
    )
    rows = Publication.objects.filter(crawler_version__isnull=False)
    rows = rows.exclude(Exists(later))
    return rows.select_related("provider", "crawler", "crawler_version")


def entries(provider_id: UUID) -> list[Publication]:
    """Give what the feed tells, newest first.

    What was said of a crawler before it was taken back is told no more; that it was, is.
    """
    later_withdrawal = Publication.objects.filter(
        crawler=OuterRef("crawler"), is_withdrawal=True, published_at__gt=OuterRef("published_at")
    )
    rows = Publication.objects.filter(provider=provider_id, crawler__isnull=False)
    rows = rows.exclude(Exists(later_withdrawal)).select_related("crawler", "crawler_version")
    return list(rows.order_by("-published_at", "-pk")[:FEED_LENGTH])
