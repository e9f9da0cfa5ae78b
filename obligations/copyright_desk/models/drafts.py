"""The draft of the next version of the policy, one for each provider."""

from __future__ import annotations

import uuid

from django.db import models

from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet


class PolicyDraft(models.Model):
    """What was typed so far, however incomplete; recording a version ends it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.OneToOneField(Provider, models.PROTECT, related_name="+")
    content = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    saved_by_name = models.CharField(max_length=200)

    objects = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return "Draft of the copyright policy"
