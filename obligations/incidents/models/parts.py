"""What belongs to an incident: its classes, the models involved, the authorities told."""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q

from obligations.incidents.models.incidents import Incident
from obligations.incidents.words import CLASSES
from obligations.law.incidents import IncidentClass
from providers.models import AIModel, Provider
from providers.models.tenancy import TenantQuerySet


class Classification(models.Model):
    """That an incident is of a class, from one instant to another; removed with a reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="classifications")
    incident_class = models.CharField(
        max_length=30, choices=[(one.value, one.value) for one in IncidentClass]
    )
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_because = models.TextField(blank=True)
    removed_by_name = models.CharField(max_length=200, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "incident_class"],
                condition=Q(removed_at=None),
                name="an_incident_is_of_a_class_once",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_because="")
                | Q(removed_at__gte=F("added_at")) & ~Q(removed_because=""),
                name="a_class_is_removed_with_a_reason",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="classifications_are_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="a_classification_ends_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.removed_at IS NOT NULL OR OLD.incident_class <> NEW.incident_class"
                    " OR OLD.added_at <> NEW.added_at OR OLD.incident_id <> NEW.incident_id"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident_class} of {self.incident_id}"

    @property
    def name(self) -> str:
        """The class in words."""
        return CLASSES[IncidentClass(self.incident_class)]


class Involvement(models.Model):
    """That a model of the provider is involved, or reasonably suspected to be."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="involvements")
    ai_model = models.ForeignKey(AIModel, models.PROTECT, related_name="involvements")

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "ai_model"], name="a_model_is_involved_once"
            )
        ]
        indexes = [models.Index(fields=["ai_model"], name="incidents_of_a_model")]

    def __str__(self) -> str:
        return f"{self.ai_model_id} in {self.incident_id}"


class Authority(models.Model):
    """A national authority, and when it was told; the provider names it, no list exists (A10)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="authorities")
    name = models.CharField(max_length=200)
    member_state = models.CharField(max_length=2)
    contact = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=200)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "name", "member_state"], name="an_authority_is_named_once"
            )
        ]
        triggers = [
            pgtrigger.Protect(name="authorities_are_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="an_authority_is_told_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__told_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.member_state})"
