"""What one's own copyright desk holds: the policy and the crawlers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from obligations.copyright_desk.models import Crawler, CrawlerVersion, PolicyVersion, Publication
from obligations.law.copyright_policy import Coverage, coverage
from obligations.law.crawl_periods import Month, read, runs
from providers.actors import Actor
from providers.models import AIModel, Provider


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


def policy(versions: list[PolicyVersion], on: date) -> Policy | None:
    """Choose the version in force on a day: of those begun, the newest."""
    if not versions:
        return None
    begun = [one for one in versions if one.in_force_from <= on]
    chosen = max(begun or versions, key=lambda one: one.number)
    return Policy(chosen, bool(begun), coverage(chosen.covers))


def not_named(version: PolicyVersion, actor: Actor) -> list[AIModel]:
    """Name the models of the provider that a version does not say it covers.

    Whether each was placed on the Union market, and so must be covered, is not judged here.
    """
    named = {one["id"] for one in version.ai_models}
    rows = AIModel.objects.visible_to(actor).filter(provider=version.provider_id)
    return [one for one in rows.order_by("name", "pk") if str(one.pk) not in named]


def versions(provider: Provider, actor: Actor) -> list[PolicyVersion]:
    """Give the versions of the policy, newest first."""
    rows = PolicyVersion.objects.visible_to(actor).filter(provider=provider)
    return list(rows.select_related("publication").order_by("-number"))


def crawlers(provider: Provider, actor: Actor, *, on: date) -> list[Listed]:
    """Give the crawlers by name, in two queries."""
    rows = visible_crawlers(actor).filter(provider=provider).order_by("name", "pk")
    return [listed(row, on=on) for row in rows]


def visible_crawlers(actor: Actor) -> QuerySet[Crawler]:
    """Give one's own crawlers, each with the number of its public version (None: none is)."""
    newest = Publication.objects.filter(crawler=OuterRef("pk")).order_by("-number")
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


def one_crawler(actor: Actor, crawler_id: UUID) -> QuerySet[Crawler]:
    """Narrow to one crawler."""
    return visible_crawlers(actor).filter(pk=crawler_id)
