"""What everybody may read of a copyright desk: what its provider published, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

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
    """Gather what a provider published, in four queries; None where that is nothing."""
    point = contact.latest(provider_id)
    shown = list(of_crawlers().filter(provider=provider_id).order_by("crawler__name", "pk"))
    rows = Publication.objects.filter(provider=provider_id)
    of_summary = rows.filter(crawler=None).select_related("provider", "policy_version")
    summary = of_summary.order_by("-number").first()
    last = rows.select_related("provider").order_by("-number").first()
    owner = point or last
    if owner is None:
        return None
    instants = [one for one in (point and point.designated_at, last and last.published_at) if one]
    shows_summary = summary is not None and not summary.is_withdrawal
    return Desk(owner.provider, point, summary if shows_summary else None, shown, max(instants))


def mark(provider_id: UUID) -> str | None:
    """Name the state of what a provider published about crawlers; None where that is nothing.

    In one query: readers of the feed ask far more often than anything changes.
    """
    last = Publication.objects.filter(provider=provider_id).order_by("-number")
    point = ContactPoint.objects.filter(provider=provider_id).order_by("-number")
    row = (
        Provider.objects.filter(pk=provider_id)
        .annotate(
            publication=Subquery(last.values("number")[:1]),
            contact=Subquery(point.values("number")[:1]),
        )
        .values_list("name", "publication", "contact")
        .first()
    )
    if row is None or row[1:] == (None, None):
        return None
    return sha256(repr(row).encode()).hexdigest()[:32]


def desks() -> QuerySet[Provider]:
    """Give the providers with a public desk."""
    published = Publication.objects.filter(provider=OuterRef("pk"))
    designated = ContactPoint.objects.filter(provider=OuterRef("pk"))
    rows: QuerySet[Provider] = Provider.objects.filter(Exists(published) | Exists(designated))
    return rows.order_by("name", "pk")


def of_crawlers() -> QuerySet[Publication]:
    """Give the publication that shows each public crawler now, of every provider."""
    later = Publication.objects.filter(crawler=OuterRef("crawler"), number__gt=OuterRef("number"))
    rows = Publication.objects.filter(crawler_version__isnull=False).exclude(Exists(later))
    return rows.select_related("provider", "crawler", "crawler_version")


def entries(provider_id: UUID) -> list[Publication]:
    """Give what the feed tells, newest first.

    What was said of a crawler, or in the summary, before it was taken back is told no more; that
    it was taken back, is.
    """
    withdrawal = Publication.objects.filter(
        provider=OuterRef("provider"), is_withdrawal=True, number__gt=OuterRef("number")
    )
    gone = Q(Exists(withdrawal.filter(crawler=OuterRef("crawler")))) | Q(
        Q(crawler=None), Exists(withdrawal.filter(crawler=None))
    )
    rows = Publication.objects.filter(provider=provider_id).exclude(gone)
    rows = rows.select_related("crawler", "crawler_version", "policy_version")
    return list(rows.order_by("-number")[:FEED_LENGTH])
