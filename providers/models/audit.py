"""The audit trail: who did what, when; append-only and chained by hash."""

from __future__ import annotations

import uuid
from typing import Self

import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from providers.models.providers import Provider
from providers.models.tenancy import TenantQuerySet


class AuditHead(models.Model):
    """The end of one chain; locked first by everybody who writes for that provider.

    ``provider`` is empty for the chain of what belongs to no provider (the catalogue, people).
    """

    provider = models.OneToOneField(
        Provider, models.PROTECT, null=True, blank=True, related_name="audit_head"
    )
    length = models.PositiveBigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider"], nulls_distinct=False, name="a_chain_has_one_head"
            )
        ]

    def __str__(self) -> str:
        return f"{self.provider or 'the product'}: {self.length} events"


class AuditEventQuerySet(TenantQuerySet):
    def about(self, row: models.Model) -> Self:
        """Keep the events that speak of one row."""
        return self.filter(subject_type=row._meta.label_lower, subject_id=str(row.pk))


class AuditEvent(models.Model):
    """One change. Rows are named by text, so that the trail outlives what it speaks of."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(
        Provider, models.PROTECT, null=True, blank=True, related_name="audit_events"
    )
    position = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=20)
    actor_id = models.CharField(max_length=40, blank=True)
    actor_name = models.CharField(max_length=200)
    action = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=80)
    subject_name = models.CharField(max_length=400)
    detail = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "position"],
                nulls_distinct=False,
                name="a_place_in_a_chain_is_taken_once",
            )
        ]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "position"], name="audit_by_subject")
        ]
        triggers = [
            pgtrigger.Protect(name="audit_is_never_edited", operation=pgtrigger.Update),
            pgtrigger.Protect(name="audit_is_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.action}"

    @property
    def parts(self) -> list[tuple[str, object]]:
        """What was written besides, name by name; a template would take a part called "items"."""
        return list(self.detail.items())
