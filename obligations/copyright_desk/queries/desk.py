"""What one's own copyright desk holds: the policy, crawlers, complaints and how old they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from obligations.copyright_desk.models import (
    Complaint,
    Crawler,
    CrawlerVersion,
    PolicyVersion,
    Publication,
)
from obligations.copyright_desk.models.complaints import OPEN
from obligations.law.copyright_policy import Coverage, coverage
from obligations.law.crawl_periods import Month, read, runs
from obligations.law.deadlines import brussels_day
from providers.actors import Actor
from providers.models import Provider


@dataclass(frozen=True, slots=True)
class Policy:
    """The version in force on a day, or the newest one, and what it answers."""

    version: PolicyVersion
    is_in_force: bool
    coverage: tuple[Coverage, ...]

    @property
    def missing(self) -> int:
        """How many binding measures no part answers."""
        return sum(one.is_missing for one in self.coverage)


@dataclass(frozen=True, slots=True)
class Listed:
    """A crawler with its latest description and whether that is public."""

    crawler: Crawler
    version: CrawlerVersion
    runs_now: bool
    public_number: int | None

    @property
    def is_ahead(self) -> bool:
        """Whether readers are shown something older than what is described, or nothing."""
        return self.public_number != self.version.number


@dataclass(frozen=True, slots=True)
class Aged:
    """A complaint with the days since it came, and the provider's own target."""

    complaint: Complaint
    days: int
    is_late: bool


def policy(versions: list[PolicyVersion], on: date) -> Policy | None:
    """Choose the version in force on a day: of those begun, the newest."""
    if not versions:
        return None
    begun = [one for one in versions if one.in_force_from <= on]
    chosen = max(begun or versions, key=lambda one: one.number)
    return Policy(chosen, bool(begun), coverage(chosen.covers))


def versions(provider: Provider, actor: Actor) -> list[PolicyVersion]:
    """Give the versions of the policy, newest first."""
    rows = PolicyVersion.objects.visible_to(actor).filter(provider=provider)
    return list(rows.select_related("publication").order_by("-number"))


def crawlers(provider: Provider, actor: Actor, *, on: date) -> list[Listed]:
    """Give the crawlers by name, in two queries."""
    rows = visible_crawlers(actor).filter(provider=provider).order_by("name", "pk")
    return [listed(row, on=on) for row in rows]


def visible_crawlers(actor: Actor) -> QuerySet[Crawler]:
    """Give one's own crawlers, each with the number of its public version (0: taken back)."""
    newest = Publication.objects.filter(crawler=OuterRef("pk")).order_by("-published_at", "-pk")
    mine: QuerySet[Crawler] = Crawler.objects.visible_to(actor)
    mine = mine.filter(provider__in=actor.provider_ids)
    return (
        mine.annotate(public_number=Subquery(newest.values("crawler_version__number")[:1]))
        .select_related("provider")
        .prefetch_related("versions")
    )


def listed(crawler: Crawler, *, on: date) -> Listed:
    """Set a crawler beside its latest description."""
    version = max(crawler.versions.all(), key=lambda one: one.number)
    periods = [read(one) for one in version.periods]
    number: int | None = getattr(crawler, "public_number", None)
    return Listed(crawler, version, runs(periods, Month(on.year, on.month)), number)


def complaints(actor: Actor) -> QuerySet[Complaint]:
    """Give the complaints of one's own providers."""
    mine: QuerySet[Complaint] = Complaint.objects.visible_to(actor)
    return mine.filter(provider__in=actor.provider_ids).select_related("provider", "repeats")


def aged(complaint: Complaint, *, on: date) -> Aged:
    """Count the days from receipt to the end, or to a day; only the own target can pass."""
    end = brussels_day(complaint.ended_at) if complaint.ended_at else on
    days = (end - brussels_day(complaint.received_at)).days
    late = complaint.target_on is not None and end > complaint.target_on
    return Aged(complaint, days, late)


def counts(provider: Provider, actor: Actor) -> dict[str, int]:
    """Count complaints by whether they wait."""
    rows = Complaint.objects.visible_to(actor).filter(provider=provider)
    return rows.aggregate(open=Count("pk", filter=Q(state__in=OPEN)), all=Count("pk"))


def answered_of(complaint: Complaint, actor: Actor) -> QuerySet[Complaint]:
    """Give earlier complaints that were answered, among which an identical one may be."""
    rows: QuerySet[Complaint] = Complaint.objects.visible_to(actor).filter(
        provider=complaint.provider_id, state="answered", erased_at=None
    )
    same = Q(email__iexact=complaint.email) | Q(name__iexact=complaint.name)
    if complaint.on_behalf_of:
        same |= Q(on_behalf_of__iexact=complaint.on_behalf_of)
    return rows.filter(same).exclude(pk=complaint.pk).order_by("-received_at")


def one_crawler(actor: Actor, crawler_id: UUID) -> QuerySet[Crawler]:
    """Narrow to one crawler."""
    return visible_crawlers(actor).filter(pk=crawler_id)
