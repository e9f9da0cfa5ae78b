"""Providers: who owes the obligations, and the tenant every private row belongs to."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from providers.models.tenancy import TenantQuerySet


class Origin(models.TextChoices):
    """Where a provider's rows come from, so that nobody takes one kind for another."""

    CUSTOMER = "customer", _("Entered by its own people")
    DEMONSTRATION = "demonstration", _("Fictional, for demonstration")
    PUBLIC_DATA = "public-data", _("Imported public data; no claim about any real company")


class ProviderQuerySet(TenantQuerySet):
    tenant_field = "pk"

    def shared_with_office(self) -> Q:
        return Q(shared_with_office_at__isnull=False)


class Provider(models.Model):
    """A provider of general-purpose AI models (AI Act, Art. 3(3))."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    legal_name = models.CharField(max_length=300, blank=True)
    contact_email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    time_zone = models.CharField(max_length=64, default="Europe/Brussels")
    origin = models.CharField(max_length=20, choices=Origin, default=Origin.CUSTOMER)
    note = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    requires_two_factors = models.BooleanField(default=False)
    shared_with_office_at = models.DateTimeField(null=True, blank=True)

    objects = ProviderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(origin="public-data"),
                name="an_organisation_has_public_data_once",
            )
        ]

    def __str__(self) -> str:
        return self.name
