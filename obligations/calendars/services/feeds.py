"""Issue, renew and revoke calendar feeds: the address is shown once and stored as a hash."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from obligations.calendars.models import Feed
from obligations.calendars.queries import feeds as queries
from obligations.services.steps import NotAllowedNow
from providers import text
from providers.actors import Actor, ActorKind
from providers.errors import Conflict, InvalidInput, NotPermitted
from providers.models import Provider, User
from providers.permissions import check_read_provider
from providers.services import audit

MOST = 20
USE_IS_NOTED_EVERY = timedelta(minutes=30)


class TooManyFeeds(Conflict):
    """The person has as many feeds in use as one person may have."""


def issue(
    *,
    user: User,
    provider: Provider | None,
    label: str,
    mine_only: bool,
    with_targets: bool = False,
    with_fixed_dates: bool,
    is_discreet: bool,
    by: Actor,
    now: datetime,
) -> tuple[Feed, str]:
    """Issue a feed about one of the person's providers; answers it and its token, once.

    Without a provider it is about what providers share with the AI Office, for its reviewers; it
    never holds own target days. Raises NotPermitted, InvalidInput or TooManyFeeds.
    """
    _check_own(by, user)
    if provider is not None:
        check_read_provider(by, provider)
    elif not by.is_office:
        raise NotPermitted(_("This feed is for reviewers at the AI Office."))
    elif with_targets:
        told = _("Own target days are the provider's; no feed of a reviewer has them.")
        raise InvalidInput(told, field="with_targets")
    token = secrets.token_urlsafe(32)
    feed = Feed(
        provider=provider,
        user=user,
        label=text.name(label, field="label", limit=100),
        mine_only=mine_only,
        with_targets=with_targets,
        with_fixed_dates=with_fixed_dates,
        is_discreet=is_discreet,
        token_hash=queries.digest(token),
        created_at=now,
    )
    detail = {"feed": feed.pk, "label": feed.label, "for": provider.pk if provider else "ai-office"}
    detail |= {"mine_only": mine_only, "with_targets": with_targets}
    with audit.change(
        action="calendar-feed.issued", about=feed.user, by=by, at=now, provider=None, detail=detail
    ):
        if Feed.objects.in_use().filter(user=user).count() >= MOST:
            raise TooManyFeeds(
                _("At most {most} feeds can be in use; revoke one first.").format(most=MOST)
            )
        feed.save(force_insert=True)
    return feed, token


def renew(*, feed: Feed, by: Actor, now: datetime) -> str:
    """Give a feed a new address and answer its token, once; the old one ends at once."""
    _check_own(by, feed.user)
    token = secrets.token_urlsafe(32)
    with audit.change(
        action="calendar-feed.renewed",
        about=feed.user,
        by=by,
        at=now,
        provider=None,
        detail=_told(feed),
    ):
        mine = Feed.objects.in_use().filter(pk=feed.pk, token_hash=feed.token_hash)
        fresh = {"token_hash": queries.digest(token), "renewed_at": now, "last_used_at": None}
        if not mine.update(**fresh):
            raise NotAllowedNow(_("This feed was revoked or renewed meanwhile."))
    feed.refresh_from_db()
    return token


def revoke(*, feed: Feed, by: Actor, now: datetime) -> None:
    """End a feed at once; the trail keeps what it was."""
    _check_own(by, feed.user)
    with audit.change(
        action="calendar-feed.revoked",
        about=feed.user,
        by=by,
        at=now,
        provider=None,
        detail=_told(feed),
    ):
        if not Feed.objects.in_use().filter(pk=feed.pk).update(revoked_at=now):
            raise NotAllowedNow(_("This feed was revoked already."))


def note_use(*, feed: Feed, now: datetime) -> None:
    """Note that a program read a feed, not more than twice an hour."""
    if feed.last_used_at is None or feed.last_used_at < now - USE_IS_NOTED_EVERY:
        Feed.objects.filter(pk=feed.pk).update(last_used_at=now)


def _check_own(by: Actor, user: User) -> None:
    """Let a person who is signed in manage their own feeds; an address outlives a token."""
    if by.kind is not ActorKind.PERSON or by.user_id != user.pk:
        raise NotPermitted(_("Feeds are managed by the person they belong to, signed in."))


def _told(feed: Feed) -> dict[str, object]:
    return {"feed": feed.pk, "label": feed.label}
