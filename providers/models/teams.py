"""Teams: members of a provider who own duties together."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from providers.models.people import User
from providers.models.providers import Provider
from providers.models.tenancy import TenantQuerySet


class Team(models.Model):
    """A group of members under one name; what it owns, every one of them is told of."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=100)
    people = models.ManyToManyField(User, related_name="teams")
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "provider",
                Lower("name"),
                condition=Q(ended_at=None),
                name="a_name_is_one_team_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.name
