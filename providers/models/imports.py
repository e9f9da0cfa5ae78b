"""Lists that were uploaded and previewed, and wait to be imported or forgotten."""

from __future__ import annotations

import uuid

from django.db import models

from providers.models.people import User
from providers.models.providers import Provider
from providers.models.tenancy import TenantQuerySet


class ImportDraft(models.Model):
    """One person's uploaded list, kept for a day so that a preview can be applied as it stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    options = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "user"], name="a_person_has_one_list_in_hand_per_provider"
            )
        ]

    def __str__(self) -> str:
        return self.file_name
