"""Further training on additional data, which may ask for an update of the summary."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from obligations.documents.models import Document
from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet


class FurtherTraining(models.Model):
    """One further training of the model; a record made by mistake is withdrawn with a reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, related_name="trainings")
    ended_on = models.DateField()
    description = models.TextField()
    changes_summary = models.BooleanField()
    is_material = models.BooleanField(default=False)
    because = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(changes_summary=True) | Q(is_material=False),
                name="what_changes_nothing_is_not_material",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because=""),
                name="a_training_is_withdrawn_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["document", "ended_on", "id"], name="trainings_by_day")]

    def __str__(self) -> str:
        return f"{self.document_id} trained until {self.ended_on}"
