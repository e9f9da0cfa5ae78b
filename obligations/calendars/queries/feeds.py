"""What stands in a feed: the days that its person may see now, and fixed dates."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Q, QuerySet

from obligations.calendars.models import Feed
from obligations.calendars.queries import told
from obligations.calendars.queries.told import Told
from obligations.catalogue.loader import catalogue
from obligations.catalogue.records import FixedDate
from obligations.law.deadlines import brussels_day
from obligations.models import Deadline, Duty, Edition
from obligations.queries import office_days, targets
from obligations.queries.office_days import OfficeDay
from providers.actors import Actor
from providers.models import Membership

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
    """Find the feed of a token, if its person may still read what it is about."""
    rows = Feed.objects.in_use().filter(token_hash=digest(token), user__is_active=True)
    found: Feed | None = rows.select_related("provider", "user").first()
    return found if found is not None and _is_readable(found) else None


def _is_readable(feed: Feed) -> bool:
    if feed.provider_id is None:
        is_reviewer: bool = feed.user.is_office
        return is_reviewer
    members = Membership.objects.filter(user=feed.user, provider=feed.provider_id, ended_at=None)
    return members.exists()


@dataclass(frozen=True, slots=True)
class Contents:
    """What a feed says; ``read_at`` is when the texts of the law were last taken over.

    A provider's has deadlines and, if wanted, own target days; a reviewer's has days of the Office.
    """

    feed: Feed
    fixed: Sequence[FixedDate]
    read_at: datetime
    deadlines: Sequence[Deadline] = ()
    targets: Sequence[Duty] = ()
    office: Sequence[OfficeDay] = ()

    def told(self) -> Iterator[Told]:
        """Give everything whose changes are counted; the texts of the law count none."""
        yield from map(told.of_deadline, self.deadlines)
        yield from map(told.of_target, self.targets)
        yield from map(told.of_office_day, self.office)


def contents(feed: Feed, actor: Actor, *, now: datetime) -> Contents:
    """Gather a feed in a constant number of queries."""
    texts = catalogue().fixed_dates if feed.with_fixed_dates else ()
    fixed = sorted(texts, key=lambda one: (one.day, one.key))
    read_at = Edition.objects.aggregate(last=Max("synced_at"))["last"] or feed.created_at
    if feed.provider_id is None:
        since = now - KEPT
        days = office_days.of(actor, mine_only=feed.mine_only, since=since, now=now)
        return Contents(feed, fixed, read_at, office=days)
    return Contents(
        feed,
        fixed,
        read_at,
        deadlines=list(_deadlines(feed, actor, now)),
        targets=list(_targets(feed, actor, now)) if feed.with_targets else (),
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


def _targets(feed: Feed, actor: Actor, now: datetime) -> QuerySet[Duty]:
    """Give duties with an own target: open ones, and those handed in for the days just past."""
    rows: QuerySet[Duty] = Duty.objects.visible_to(actor).in_force().filter(provider=feed.provider)
    just_past = Q(target_on__gte=brussels_day(now) - KEPT)
    rows = rows.filter(targets.IS_OPEN | just_past)
    if feed.mine_only:
        rows = rows.filter(Q(assignee=feed.user) | Q(team__people=feed.user))
    return rows.select_related("ai_model", "obligation").order_by("target_on", "pk")
