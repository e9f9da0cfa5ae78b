"""When a person was last at work on a provider: the line between what they know and what is new."""

from __future__ import annotations

from django.db import models

from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet


class Visit(models.Model):
    """A person's present visit to a provider's home, and when the one before it ended.

    Nobody but the person is ever shown it.
    """

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    latest_at = models.DateTimeField()
    before_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "user"], name="a_person_visits_a_provider_in_one_row"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.provider_id}"
