"""On what ground the ways of a provider were looked at last."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from providers.models import Provider
from providers.models.tenancy import TenantQuerySet


class WaysLook(models.Model):
    """The editions and the standards that stood when a provider's ways were looked at last.

    ``texts`` names the edition of each text the provider's duties followed, by its day. What
    differs at the next look is what has to be looked at again, whatever brought it about.
    """

    provider = models.OneToOneField(Provider, models.PROTECT, primary_key=True, related_name="+")
    texts = models.JSONField(default=dict)
    standards = ArrayField(models.CharField(max_length=80), default=list)
    looked_at = models.DateTimeField()

    objects = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Ways of {self.provider_id}"
