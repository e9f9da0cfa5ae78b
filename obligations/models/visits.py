"""When a person was last here: the line between what they know and what is new."""

from __future__ import annotations

from typing import Self

from django.db import models

from providers.actors import Actor
from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet


class VisitQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Narrow to one's own visits: nobody learns when somebody else was reading."""
        if actor.is_system:
            return self
        return self.filter(user=actor.user_id) if actor.user_id else self.none()


class Visit(models.Model):
    """A person's present visit to a page, and when the one before it ended.

    Members visit their provider's home, reviewers its page at the AI Office, and the Office's list
    of providers, where none is named. Nobody but the person is ever shown it.
    """

    provider = models.ForeignKey(Provider, models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    latest_at = models.DateTimeField()
    before_at = models.DateTimeField(null=True, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "user"],
                nulls_distinct=False,
                name="a_person_visits_a_provider_in_one_row",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.provider_id or 'the AI Office'}"
