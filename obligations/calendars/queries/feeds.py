"""What stands in a feed: deadlines as its person may see them now, and fixed dates."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Q, QuerySet

from obligations.calendars.models import Feed
from obligations.catalogue.loader import catalogue
from obligations.catalogue.records import FixedDate
from obligations.models import Deadline, Edition
from providers.actors import Actor
from providers.models import Membership, Provider

# How long a calendar is still told of what was met, or cancelled.
KEPT = timedelta(days=180)


def digest(token: str) -> str:
    """Hash a token as it is stored; a random one needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def of_person(actor: Actor) -> QuerySet[Feed]:
    """Give one's own feeds in use, the oldest first."""
    rows: QuerySet[Feed] = Feed.objects.visible_to(actor).in_use()
    return rows.select_related("provider").order_by("created_at", "pk")


def by_token(token: str) -> Feed | None:
    """Find the feed of a token, if its person may still read its provider."""
    rows = Feed.objects.in_use().filter(token_hash=digest(token), user__is_active=True)
    member = Membership.objects.filter(ended_at=None).values("user", "provider")
    found: Feed | None = rows.select_related("provider", "user").first()
    if found is None or not member.filter(user=found.user, provider=found.provider_id).exists():
        return None
    return found


@dataclass(frozen=True, slots=True)
class Contents:
    """What a feed says; ``read_at`` is when the texts of the law were last taken over."""

    feed: Feed
    provider: Provider
    deadlines: Sequence[Deadline]
    fixed: Sequence[FixedDate]
    read_at: datetime


def contents(feed: Feed, actor: Actor, *, now: datetime) -> Contents:
    """Gather a feed in a constant number of queries."""
    texts = catalogue().fixed_dates if feed.with_fixed_dates else ()
    read_at = Edition.objects.aggregate(last=Max("synced_at"))["last"]
    return Contents(
        feed=feed,
        provider=feed.provider,
        deadlines=list(_deadlines(feed, actor, now)),
        fixed=sorted(texts, key=lambda one: (one.day, one.key)),
        read_at=read_at or feed.created_at,
    )


def _deadlines(feed: Feed, actor: Actor, now: datetime) -> QuerySet[Deadline]:
    rows: QuerySet[Deadline] = Deadline.objects.visible_to(actor).filter(provider=feed.provider)
    since = now - KEPT
    rows = rows.filter(Q(met_at=None) | Q(met_at__gte=since))
    rows = rows.filter(Q(cancelled_at=None) | Q(cancelled_at__gte=since))
    if feed.mine_only:
        rows = rows.filter(
            Q(duty=None) | Q(duty__assignee=feed.user) | Q(duty__team__people=feed.user)
        )
    return rows.select_related("ai_model", "duty").order_by("due_on", "pk")
