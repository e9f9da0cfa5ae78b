"""General-purpose AI models, their versions and their lineage."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from providers.models.providers import Provider
from providers.models.tenancy import TenantQuerySet


class AIModelQuerySet(TenantQuerySet):
    def shared_with_office(self) -> Q:
        return Q(shared_with_office_at__isnull=False)


class AIModel(models.Model):
    """One model through its whole lifecycle (Guidelines, para. 22): versions do not make a new one.

    ``base_model`` is a model of the same provider; a model of somebody else is named in
    ``base_model_name``, so that lineage opens no door between tenants.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="ai_models")
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    base_model = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="derived_models"
    )
    base_model_name = models.CharField(max_length=200, blank=True)
    source = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    shared_with_office_at = models.DateTimeField(null=True, blank=True)

    objects = AIModelQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "name"], name="a_provider_names_a_model_once"
            ),
            models.CheckConstraint(
                condition=Q(base_model=None) | ~Q(base_model=F("id")),
                name="a_model_is_not_its_own_base",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ModelVersion(models.Model):
    """A released or planned version of a model."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    ai_model = models.ForeignKey(AIModel, models.PROTECT, related_name="versions")
    label = models.CharField(max_length=100)
    released_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ai_model", "label"], name="a_model_labels_a_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ai_model} {self.label}"
