"""Feeds: private addresses from which a calendar program reads what falls due."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from providers.actors import Actor
from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet


class FeedQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Narrow to one's own feeds: nobody reads the calendar of somebody else."""
        return self if actor.is_system else self.filter(user_id=actor.user_id)

    def in_use(self) -> Self:
        """Keep feeds that were not revoked."""
        return self.filter(revoked_at=None)


class Feed(models.Model):
    """One person's feed about one provider, found by the hash of the token in its address.

    Without a provider it is a reviewer's, about what providers share with the AI Office now.
    ``mine_only`` leaves out duties assigned to others or nobody; matters, such as incidents, have
    no assignee and are always in. Of a reviewer's it leaves out what others asked for.
    ``with_targets`` takes in the days that the provider set itself. ``is_discreet`` keeps names of
    providers, models and matters out of titles, for calendars that others can see.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="calendar_feeds")
    label = models.CharField(max_length=100)
    mine_only = models.BooleanField(default=False)
    with_targets = models.BooleanField(default=False)
    with_fixed_dates = models.BooleanField(default=True)
    is_discreet = models.BooleanField(default=True)
    token_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    renewed_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], name="a_token_opens_one_feed"),
            models.CheckConstraint(
                condition=Q(provider__isnull=False) | Q(with_targets=False),
                name="a_reviewers_feed_has_no_targets",
            ),
        ]
        indexes = [models.Index(fields=["user", "created_at", "id"], name="feeds_of_a_person")]

    def __str__(self) -> str:
        return self.label
