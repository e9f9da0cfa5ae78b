"""Saved filters: a person's own views of the board, by name."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models

from providers.actors import Actor
from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet


class SavedFilterQuerySet(TenantQuerySet):
    def of(self, actor: Actor) -> Self:
        """Keep the actor's own; nobody reads what somebody else saved."""
        return self.visible_to(actor).filter(user=actor.user_id)


class SavedFilter(models.Model):
    """The question part of an address of the board (``near=overdue&sort=-due``), under a name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    page = models.CharField(max_length=20)
    query = models.CharField(max_length=2000, blank=True)
    saved_at = models.DateTimeField()

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "user", "name"], name="a_saved_filter_has_its_own_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name
