"""What a person has read or put away for themselves, so that it is not shown to them again."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from django.db import models

from providers.actors import Actor
from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet


class MarkName(StrEnum):
    """What can be marked."""

    START_PUT_AWAY = "start-put-away"
    REASONS_READ = "reasons-read"


class MarkQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Narrow to one's own marks: nobody learns what somebody else read or put away."""
        if actor.is_system:
            return self
        return self.filter(user=actor.user_id) if actor.user_id else self.none()


class Mark(models.Model):
    """A person's mark at a provider, or at the AI Office where no provider is named."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=40)
    made_at = models.DateTimeField()

    objects = MarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "provider", "name"],
                nulls_distinct=False,
                name="a_person_makes_a_mark_once",
            )
        ]

    def __str__(self) -> str:
        return self.name
